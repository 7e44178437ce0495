import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { cacheFolder, type Variables } from "./cache";
import { builtVersion } from "./version";

/** A program beside the CLI that programs in other languages need. */
interface LanguageTool {
  readonly path: string;
  /** Whether `npm run local:cli -- --languages` builds it. */
  readonly isOwn: boolean;
  readonly isThere: boolean;
}

export interface LanguageTools {
  /** Pulumi's host for programs in YAML. */
  readonly yamlHost: LanguageTool;
  /** Writes a package's SDK in Python or Go from its schema: `SCHEMA python|go FOLDER`. */
  readonly sdkGenerator: LanguageTool;
}

/** Where the tools for other languages are, or will be once they are built. An installed CLI brings its own host for YAML. */
export function findLanguageTools(env: Variables = process.env): LanguageTools {
  const built = cacheFolder(env, builtVersion);
  const yamlHost = "pulumi-language-yaml";
  const [installed] = (env["PATH"] ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "" && folder !== built)
    .map((folder) => join(folder, yamlHost))
    .filter((file) => existsSync(file));
  return {
    yamlHost:
      installed === undefined ? own(built, yamlHost) : { path: installed, isOwn: false, isThere: true },
    sdkGenerator: own(built, "pulumi-generate-sdk"),
  };
}

function own(folder: string, name: string): LanguageTool {
  const path = join(folder, name);
  return { path, isOwn: true, isThere: existsSync(path) };
}
