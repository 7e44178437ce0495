import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { arch, platform } from "node:os";
import { join } from "node:path";
import { ListUserPoolsCommand } from "@aws-sdk/client-cognito-identity-provider";
import { smokeTest } from "../../commands/smoke/smokeTest";
import { describeWithMiniStack } from "../miniStack/support/miniStack";
import { removeFolders, temporaryFolder } from "../support/folders";
import { type Home, makeHome, ROOT } from "./support/example";
import { automatedProgram, type Program, typedProgram } from "./support/programs";
import { type ServedRelease, serveRelease } from "./support/release";
import { succeed, typedIn } from "./support/typed";

jest.setTimeout(300_000);

const { version } = jest.requireActual<{ version: string }>("../../package.json");
const plugin = `custom-user-pool@${version}`;
const archive = `pulumi-resource-custom-user-pool-v${version}-${platform()}-${arch() === "x64" ? "amd64" : arch()}.tar.gz`;

/** `pulumi plugin install` of the plugin, as in docs/installation-configuration.md. */
async function install(home: Home, ...from: string[]): Promise<void> {
  // Elsewhere a Pulumi.yaml would say what the plugin is.
  const pulumi = typedIn(temporaryFolder(), "yaml", home);
  await succeed(pulumi, "plugin", "install", "resource", "custom-user-pool", version, ...from);
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

async function yamlProgram(home: Home): Promise<Program> {
  await install(home, "--file", join(ROOT, "release", archive));
  const folder = exampleWithoutPath("yaml");
  const file = join(folder, "Pulumi.yaml");
  const type = "type: custom-user-pool:CustomUserPool\n";
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replaceAll(type, `${type}    options: { version: ${version} }\n`));
  return await typedProgram(folder, "yaml", home);
}

async function goProgram(home: Home, { plain }: ServedRelease): Promise<Program> {
  await install(home, "--server", plain);
  const folder = exampleWithoutPath("go");
  await succeed(typedIn(folder, "go", home), "package", "add", plugin);
  return await typedProgram(folder, "go", home);
}

async function pythonProgram(home: Home, { github }: ServedRelease): Promise<Program> {
  const folder = exampleWithoutPath("python");
  await succeed(typedIn(folder, "python", home), "package", "add", plugin, "--server", github);
  return automatedProgram(folder, home);
}

describeWithMiniStack("a release's archive, installed into an empty home", (stack) => {
  let release: ServedRelease;
  const emptyHome = async () => {
    const made = await makeHome(stack().proxy.endpoint);
    return { ...made, env: { ...made.env, ...release.variables } };
  };
  beforeAll(async () => {
    release = await serveRelease(await makeHome(stack().proxy.endpoint));
  }, 180_000);
  beforeEach(() => {
    release.asked.length = 0;
  });
  afterAll(() => {
    release.close();
    removeFolders();
  });

  const pools = async () => {
    const { UserPools = [] } = await stack().aws.cognito.send(new ListUserPoolsCommand({ MaxResults: 60 }));
    return UserPools.map(({ Id = "" }) => Id);
  };
  const releases = "/repos/owner/custom-user-pool/releases";
  const awsPlugin = expect.stringMatching(/^\/pulumi-resource-aws-v[\d.]+-\w+-\w+\.tar\.gz$/) as string;

  it.each([
    ["a file, for YAML, which names its version", yamlProgram, []],
    ["a web server, for Go, with the SDK of the installed plugin", goProgram, [`/${archive}`]],
    [
      "GitHub, for Python, with its SDK, by one command",
      pythonProgram,
      [`${releases}/tags/v${version}`, `${releases}/assets/${archive}`, `/stored/${archive}`, awsPlugin],
    ],
  ])("is taken from %s, and a program is deployed, left alone and destroyed", async (_, make, asked) => {
    const program = await make(await emptyHome(), release);
    expect(release.asked).toEqual(asked);

    await program.finish("up");
    const { customersId = "", clientId = "" } = await program.outputs();
    expect(await pools()).toContain(customersId);

    // The trigger's code is in the program's own folder.
    const user = smokeTest(stack().aws, { userPoolId: customersId, userPoolClientId: clientId });
    await user.signUp();
    await user.confirm();
    expect(await user.awaitLogLine()).toContain(customersId);

    await program.finish("unchanged");
    await program.finish("destroy");
    expect(await pools()).toEqual([]);
  });
});
