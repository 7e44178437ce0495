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

/** Generates a package's SDK with Pulumi's own generator, and returns its folder. */
async function generateSdk(schema: string, language: "python"): Promise<string> {
  const { sdkGenerator } = findLanguageTools();
  if (!sdkGenerator.isThere) {
    throw new Error("There is no generator of SDKs: run `npm run local:cli -- --languages`.");
  }
  const folder = temporaryFolder();
  await run(sdkGenerator.path, [schema, language, folder]);
  return folder;
}

/** Installs the SDK of a schema into a folder for PYTHONPATH. */
export async function installPythonSdk(python: string, schema: string): Promise<string> {
  const [generated, installed] = [await generateSdk(schema, "python"), temporaryFolder()];
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"];
  await run(python, [...pip, "--target", installed, generated]);
  return installed;
}
