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

/** A program of README.md with its trigger, in a folder of its own. */
function programOfReadme(runtime: "go" | "python" | "nodejs", file: string, text: string): string {
  const folder = temporaryFolder();
  cpSync(join(ROOT, "examples", "go", "handlers"), join(folder, "handlers"), { recursive: true });
  writeFileSync(join(folder, file), text);
  writeFileSync(join(folder, "Pulumi.yaml"), `name: custom-user-pool-${runtime}\nruntime: ${runtime}\n`);
  return folder;
}

const textOfReadme = (language: "go" | "python" | "ts") =>
  blocksOf("README.md").find(({ info }) => info === language)?.text ?? "";

/** With what the language's tools begin with. */
function exampleOfReadme(language: "go" | "python", file: string, beside: string): string {
  const folder = programOfReadme(language, file, textOfReadme(language));
  cpSync(join(ROOT, "examples", language, beside), join(folder, beside));
  return folder;
}

/** The program in TypeScript, on the generated SDK instead of on the package: of that the clients' ids are an output. */
function nodeProgram(): string {
  const text = textOfReadme("ts")
    .replace('"custom-user-pool"', '"@pulumi/custom-user-pool"')
    .replace('users.client("web").id', 'users.clientIds.apply((ids) => ids["web"])');
  const folder = programOfReadme("nodejs", "index.ts", text);
  const { dependencies, devDependencies } = jest.requireActual<{
    dependencies: Record<string, string>;
    devDependencies: Record<string, string>;
  }>("../../examples/importing/package.json");
  const program = {
    dependencies: { "@pulumi/pulumi": dependencies["@pulumi/pulumi"], ...devDependencies },
  };
  writeFileSync(join(folder, "package.json"), JSON.stringify(program));
  cpSync(join(ROOT, "examples/importing/tsconfig.json"), join(folder, "tsconfig.json"));
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
      make: () => exampleOfReadme("go", "main.go", "go.mod"),
      open: (folder: string) => typedProgram(folder, "go", home),
    },
    {
      language: "python" as const,
      make: () => exampleOfReadme("python", "__main__.py", "requirements.txt"),
      open: (folder: string) => Promise.resolve(automatedProgram(folder, home)),
    },
    {
      language: "nodejs" as const,
      make: nodeProgram,
      open: (folder: string) => typedProgram(folder, "nodejs", home),
    },
  ])("lets the program in $language deploy the pool", async ({ language, make, open }) => {
    const folder = make();
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
