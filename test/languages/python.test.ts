import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runPulumi } from "../../local/engines/pulumiCommand";
import type { LocalStack } from "../miniStack/support/miniStack";
import { copyExample, onPath, ROOT } from "./support/example";
import { installPythonSdk, pythonWithPulumi } from "./support/sdks";
import { type Config, type LanguageProgram, languageStories } from "./support/stories";

jest.setTimeout(180_000);

const driver = join(__dirname, "support", "automation.py");

/** examples/python by the Automation API, with the SDK that Pulumi's own generator makes of the schema. */
async function openPython({ proxy }: LocalStack): Promise<LanguageProgram> {
  const python = await pythonWithPulumi();
  const { folder, edit, ...home } = await copyExample("python", proxy.endpoint);
  const sdk = await installPythonSdk(python, join(ROOT, "provider", "schema.json"), home);
  const env = onPath(home.cli.path, { ...home.env, PYTHONPATH: sdk });
  const automation = async (command: string, config: Partial<Config>) => {
    const { ok, stdout, stderr } = await runPulumi({
      path: python,
      args: [driver, folder, command, JSON.stringify(config)],
      cwd: folder,
      env,
    });
    return { ok, stdout, said: `${stdout}\n${stderr}` };
  };
  return {
    run: automation,
    outputs: async () => {
      const { stdout } = await automation("outputs", {});
      return JSON.parse(stdout) as Record<string, string>;
    },
    state: home.state,
    misspell: () =>
      edit("__main__.py", (text) => text.replace("auto_verified_attributes", "auto_verified_atributes")),
    correct: () =>
      edit("__main__.py", (text) => text.replace("auto_verified_atributes", "auto_verified_attributes")),
  };
}

languageStories("Python", openPython, {
  // Python passes on what it does not know; the component says so with the nearest name.
  misspelt:
    /`settings\.auto_verified_atributes` is not a setting of Cognito.s API\. Did you mean `AutoVerifiedAttributes`\?/,
});

test("the program in Python is written for the Pulumi of this package", () => {
  const version = jest.requireActual<{ version: string }>("@pulumi/pulumi/package.json").version;

  expect(readFileSync(join(ROOT, "examples", "python", "requirements.txt"), "utf8")).toBe(
    `pulumi==${version}\n`,
  );
});
