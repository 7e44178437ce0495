import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { arch, platform } from "node:os";
import { join } from "node:path";
import { ListUserPoolsCommand } from "@aws-sdk/client-cognito-identity-provider";
import { smokeTest } from "../../commands/smoke/smokeTest";
import { run } from "../../commands/support/processes";
import { findLanguageTools } from "../../local/cli/languageTools";
import { type PulumiResult, runPulumi } from "../../local/engines/pulumiCommand";
import { describeWithMiniStack } from "../miniStack/support/miniStack";
import { removeFolders, temporaryFolder } from "../support/folders";
import { type Home, makeHome, onPath, ROOT } from "./support/example";
import { installPythonSdk, pythonWithPulumi } from "./support/sdks";

jest.setTimeout(300_000);

const { version } = jest.requireActual<{ version: string }>("../../package.json");

/** A program in a folder of its own, on the installed plugin, and what a person does with it. */
interface Program {
  run(command: "up" | "unchanged" | "destroy"): Promise<PulumiResult>;
  outputs(): Promise<PulumiResult>;
}

/** What a program of any language is made on. */
interface Installed extends Home {
  /** The schema that the installed plugin gives. */
  readonly schema: string;
}

/** Makes the files of a release and installs the plugin's archive for this platform, as a person would. */
async function installArchive(endpoint: string): Promise<Installed> {
  await run("npm", ["run", "--silent", "release:files"]);
  const home = await makeHome(endpoint);
  const name = ["pulumi-resource-custom-user-pool", `v${version}`, platform(), pulumiArch()].join("-");
  const archive = join(ROOT, "release", `${name}.tar.gz`);
  await pulumi(home, "plugin", "install", "resource", "custom-user-pool", version, "--file", archive);
  const schema = join(temporaryFolder(), "schema.json");
  const { stdout } = await pulumi(home, "package", "get-schema", `custom-user-pool@${version}`);
  writeFileSync(schema, stdout);
  return { ...home, schema };
}

const pulumiArch = () => (arch() === "x64" ? "amd64" : arch());

async function pulumi({ cli, env }: Home, ...args: string[]): Promise<PulumiResult> {
  // Elsewhere a Pulumi.yaml would say what the plugin is.
  const result = await runPulumi({ path: cli.path, args, cwd: temporaryFolder(), env });
  if (!result.ok) throw new Error(`\`pulumi ${args.join(" ")}\` failed:\n${result.stdout}${result.stderr}`);
  return result;
}

/** examples/NAME, which names the package by its folder, without that. */
function exampleWithoutPath(name: string): string {
  const folder = temporaryFolder();
  cpSync(join(ROOT, "examples", name), folder, { recursive: true });
  const file = join(folder, "Pulumi.yaml");
  const text = readFileSync(file, "utf8");
  const without = text.replace(/^plugins:\n( .*\n)+/m, "");
  if (text === without) throw new Error(`\`${file}\` names no plugins.`);
  writeFileSync(file, without);
  return folder;
}

async function yamlProgram({ cli, env }: Installed): Promise<Program> {
  const folder = exampleWithoutPath("yaml");
  const file = join(folder, "Pulumi.yaml");
  const type = "type: custom-user-pool:CustomUserPool\n";
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replaceAll(type, `${type}    options: { version: ${version} }\n`));
  const { yamlHost } = findLanguageTools();
  const here = (...args: string[]) =>
    runPulumi({
      path: cli.path,
      args: [...args, "--non-interactive", "--color", "never"],
      cwd: folder,
      env: onPath(yamlHost.path, env),
    });
  await here("stack", "init", "test");
  return {
    run: (command) =>
      command === "unchanged"
        ? here("preview", "--expect-no-changes")
        : here(command, "--yes", "--skip-preview"),
    outputs: () => here("stack", "output", "--json"),
  };
}

async function pythonProgram({ cli, env, schema }: Installed): Promise<Program> {
  const folder = exampleWithoutPath("python");
  const python = await pythonWithPulumi();
  const sdk = await installPythonSdk(python, schema);
  const driver = join(__dirname, "support", "automation.py");
  const config = JSON.stringify({ minimumLength: "12", usernameAttribute: "email", inviteMessage: "{####}" });
  const automation = (command: string) =>
    runPulumi({
      path: python,
      args: [driver, folder, command, command === "outputs" ? "{}" : config],
      cwd: folder,
      env: onPath(cli.path, { ...env, PYTHONPATH: sdk }),
    });
  return { run: automation, outputs: () => automation("outputs") };
}

describeWithMiniStack("a release's archive, installed into an empty home", (stack) => {
  let installed: Installed;
  beforeAll(async () => {
    installed = await installArchive(stack().proxy.endpoint);
  }, 300_000);
  afterAll(removeFolders);

  const pools = async () => {
    const { UserPools = [] } = await stack().aws.cognito.send(new ListUserPoolsCommand({ MaxResults: 60 }));
    return UserPools.map(({ Id = "" }) => Id);
  };

  it.each([
    ["YAML, which names its version", yamlProgram],
    ["Python, with the SDK of the installed plugin", pythonProgram],
  ])("deploys, leaves alone and destroys a program in %s", async (_, make) => {
    const program = await make(installed);
    const succeed = async (command: "up" | "unchanged" | "destroy") => {
      const { ok, stdout, stderr } = await program.run(command);
      if (!ok) throw new Error(`\`${command}\` failed:\n${stdout}\n${stderr}`);
    };

    await succeed("up");
    const { customersId = "", clientId = "" } = JSON.parse((await program.outputs()).stdout) as Record<
      string,
      string
    >;
    expect(await pools()).toContain(customersId);

    // The trigger's code is in the program's own folder.
    const user = smokeTest(stack().aws, { userPoolId: customersId, userPoolClientId: clientId });
    await user.signUp();
    await user.confirm();
    expect(await user.awaitLogLine()).toContain(customersId);

    await succeed("unchanged");
    await succeed("destroy");
    expect(await pools()).toEqual([]);
  });
});
