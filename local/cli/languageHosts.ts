import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { cacheFolder, type Variables } from "./cache";
import { builtVersion } from "./version";

/** The program beside the CLI that programs in a language need. */
export interface LanguageHost {
  readonly path: string;
  /** Whether `npm run local:cli -- --languages` builds it. */
  readonly isOwn: boolean;
  readonly isThere: boolean;
}

export type HostedLanguage = "yaml" | "go" | "python" | "nodejs";

/** The program beside the host for Node that makes SDKs for it; goAndPython/node.go knows it by this name. */
export const nodeGeneratorName = "generate-nodejs-sdk";

/** Where the host of a language is, or will be once it is built. An installed CLI brings its own. */
export function findLanguageHost(language: HostedLanguage, env: Variables = process.env): LanguageHost {
  const built = cacheFolder(env, builtVersion);
  const name = `pulumi-language-${language}`;
  const [installed] = (env["PATH"] ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "" && folder !== built)
    .map((folder) => join(folder, name))
    .filter((file) => existsSync(file));
  if (installed !== undefined) return { path: installed, isOwn: false, isThere: true };
  const path = join(built, name);
  return { path, isOwn: true, isThere: existsSync(path) };
}
