import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { localEnvironment } from "../../commands/support/aws";
import { GET_CLI } from "../../local/chooseEngine";
import { findCli } from "../../local/cli/findCli";
import { runPulumi } from "../../local/engines/pulumiCommand";
import { preparePulumiHome } from "../../local/engines/pulumiHome";
import { describeWithMiniStack } from "../miniStack/support/miniStack";
import { removeFolders, temporaryFolder } from "../support/folders";
import { installPackage } from "../support/pack";

jest.setTimeout(400_000);

const root = join(__dirname, "../..");
const packageOf = (folder: string) =>
  JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    version: string;
    dependencies: Record<string, string>;
    devDependencies: Record<string, string>;
    peerDependencies?: Record<string, string>;
  };

afterAll(removeFolders);

/** The real CLI in an empty folder, on the local AWS. */
async function openFolder(endpoint: string) {
  const { cli, reason } = await findCli();
  if (!cli) throw new Error(`${reason}. ${GET_CLI}.`);
  const folder = temporaryFolder();
  const home = await preparePulumiHome(temporaryFolder(), { cli, aws: localEnvironment(endpoint) });
  const env = { ...process.env, ...home, PATH: [home["PATH"], process.env["PATH"]].join(delimiter) };
  const pulumi = async (...args: string[]) => {
    const { ok, stdout, stderr } = await runPulumi({
      path: cli.path,
      args: [...args, "--non-interactive", "--color", "never"],
      cwd: folder,
      env,
    });
    if (!ok) throw new Error(`\`pulumi ${args.join(" ")}\` failed:\n${stdout}${stderr}`);
    return stdout;
  };
  return { folder, pulumi };
}

/** The files are there before the CLI asks for the host of their language, which is not installed everywhere. */
function withoutHost(error: unknown): void {
  if (!String(error).includes("no language plugin 'pulumi-language-python'")) throw error;
  process.stderr.write(
    "NOT TRIED: pulumi new asks for pulumi-language-python, which is not installed here.\n",
  );
}

describe.each(["python", "yaml"])("templates/%s", (language) => {
  it("is made a program by `pulumi new`, with no place left to fill in", async () => {
    const { folder, pulumi } = await openFolder("http://127.0.0.1:9");
    const template = join(root, "templates", language);

    const making = pulumi(
      "new",
      template,
      "--generate-only",
      "--name",
      "shop",
      "--description",
      "A shop",
      "--yes",
    );
    await making.catch(withoutHost);

    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    const texts = files.map(({ name, parentPath }) => readFileSync(join(parentPath, name), "utf8"));
    expect(readdirSync(folder).toSorted()).toEqual(readdirSync(template).toSorted());
    expect(texts.join("")).toContain("name: shop");
    expect(texts.join("")).not.toMatch(/\$\{(PROJECT|DESCRIPTION)\}/);
  });
});

describeWithMiniStack("templates/typescript", (stack) => {
  it("is made a program by `pulumi new`, which deploys as it is, and goes again", async () => {
    const { folder, pulumi } = await openFolder(stack().proxy.endpoint);
    const template = join(root, "templates/typescript");

    await pulumi("new", template, "--generate-only", "--name", "shop", "--description", "A shop", "--yes");
    expect(readFileSync(join(folder, "Pulumi.yaml"), "utf8")).toMatch(/^name: shop\ndescription: A shop\n/);
    expect(readdirSync(folder).toSorted()).toEqual(readdirSync(template).toSorted());

    installPackage(folder);
    execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", "."], {
      cwd: folder,
    });
    await pulumi("stack", "init", "dev");
    await pulumi("up", "--yes");
    const outputs = JSON.parse(await pulumi("stack", "output", "--json")) as Record<string, string>;
    await pulumi("preview", "--expect-no-changes");
    await pulumi("destroy", "--yes");

    expect(outputs).toEqual({
      userPoolArn: expect.stringContaining("userpool/") as string,
      userPoolClientId: expect.any(String) as string,
      userPoolId: expect.stringMatching(/^[\w-]+_\w+$/) as string,
    });
  });

  it("depends on what this package itself was tried with, and on its version", () => {
    const [own, template] = [packageOf(root), packageOf(join(root, "templates/typescript"))];
    const peers = Object.keys(own.peerDependencies ?? {}).map(
      (name) => [name, packageOf(join(root, "node_modules", name)).version] as const,
    );
    const wanted = {
      ...own.devDependencies,
      ...Object.fromEntries(peers),
      "custom-user-pool": own.version,
    };

    const { dependencies, devDependencies } = template;

    expect(wanted).toMatchObject({ ...dependencies, ...devDependencies });
  });
});
