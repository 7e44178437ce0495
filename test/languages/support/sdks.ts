import { join } from "node:path";
import { run } from "../../../commands/support/processes";
import { pythonWith } from "../../../local/emulator/pythonEnvironment";
import { temporaryFolder } from "../../support/folders";
import type { Home } from "./example";
import { succeed, typedIn } from "./typed";

/** Python with Pulumi's own SDK. */
export function pythonWithPulumi(): Promise<string> {
  return pythonWith(
    {
      name: "Pulumi's SDK for Python",
      purpose: "for the program in Python",
      requirements: "examples/python/requirements.txt",
      folder: ".local/venv-pulumi",
    },
    () => {},
  );
}

/** Generates the SDK of a schema or a plugin, as the CLI does, and installs it into a folder for PYTHONPATH. */
export async function installPythonSdk(python: string, source: string, home: Home): Promise<string> {
  const [generated, installed] = [temporaryFolder(), temporaryFolder()];
  // In a folder with a Pulumi.yaml that would say what the plugin is.
  const pulumi = typedIn(temporaryFolder(), "python", home);
  await succeed(pulumi, "package", "gen-sdk", source, "--language", "python", "--out", generated);
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"];
  await run(python, [...pip, "--target", installed, join(generated, "python")]);
  return installed;
}
