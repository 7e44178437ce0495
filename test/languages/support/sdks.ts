import { run } from "../../../commands/support/processes";
import { findLanguageTools } from "../../../local/cli/languageTools";
import { pythonWith } from "../../../local/emulator/pythonEnvironment";
import { temporaryFolder } from "../../support/folders";

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

/** Generates the SDK of a schema with Pulumi's own generator, and installs it into a folder for PYTHONPATH. */
export async function installPythonSdk(python: string, schema: string): Promise<string> {
  const { sdkGenerator } = findLanguageTools();
  if (!sdkGenerator.isThere) {
    throw new Error("There is no generator of SDKs: run `npm run local:cli -- --languages`.");
  }
  const [generated, installed] = [temporaryFolder(), temporaryFolder()];
  await run(sdkGenerator.path, [schema, "python", generated]);
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"];
  await run(python, [...pip, "--target", installed, generated]);
  return installed;
}
