import { cpSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { smokeTest } from "../../commands/smoke/smokeTest";
import { packageVersion } from "../../local/engines/pulumiHome";
import { describeWithMiniStack } from "../miniStack/support/miniStack";
import { blocksOf } from "../support/documentation";
import { removeFolders, temporaryFolder } from "../support/folders";
import { checkOut } from "./support/checkout";
import { type Home, makeHome, ROOT } from "./support/example";
import { automatedProgram, typedProgram } from "./support/programs";
import { succeed, typedIn } from "./support/typed";

jest.setTimeout(300_000);

/** The program of README.md in a language, in a folder with what the language's tools begin with. */
function programOfReadme(language: "go" | "python", file: string, beside: string): string {
  const folder = temporaryFolder();
  const example = join(ROOT, "examples", language);
  for (const name of ["handlers", beside]) {
    cpSync(join(example, name), join(folder, name), { recursive: true });
  }
  const [block] = blocksOf("README.md").filter(({ info }) => info === language);
  writeFileSync(join(folder, file), block?.text ?? "");
  writeFileSync(join(folder, "Pulumi.yaml"), `name: custom-user-pool-${language}\nruntime: ${language}\n`);
  return folder;
}

// The block of README.md and docs/installation-configuration.md, typed in a program's folder.
describeWithMiniStack("`pulumi package add` with the folder of a checkout", (stack) => {
  let checkout: string;
  let home: Home;
  beforeAll(async () => {
    checkout = checkOut();
    home = await makeHome(stack().proxy.endpoint);
    // The command installs the very AWS plugin that the package's `@pulumi/aws` asks for.
    const plugins = join(`${home.env["PULUMI_HOME"]}`, "plugins");
    const [local = ""] = readdirSync(plugins).filter((name) => name.startsWith("resource-aws-v"));
    symlinkSync(local, join(plugins, `resource-aws-v${await packageVersion("@pulumi/aws")}`));
  }, 180_000);
  afterAll(removeFolders);

  it.each([
    {
      language: "go" as const,
      file: "main.go",
      beside: "go.mod",
      open: (folder: string) => typedProgram(folder, "go", home),
    },
    {
      language: "python" as const,
      file: "__main__.py",
      beside: "requirements.txt",
      open: (folder: string) => Promise.resolve(automatedProgram(folder, home)),
    },
  ])("lets the program in $language deploy the pool", async ({ language, file, beside, open }) => {
    const folder = programOfReadme(language, file, beside);
    await succeed(typedIn(folder, language, home), "package", "add", checkout);
    const program = await open(folder);
    await program.finish("up");

    const { userPoolId = "", userPoolClientId = "" } = await program.outputs();
    const user = smokeTest(stack().aws, { userPoolId, userPoolClientId });
    await user.signUp();
    await user.confirm();
    expect(await user.awaitLogLine()).toContain(userPoolId);
    await program.finish("unchanged");
  });
});
