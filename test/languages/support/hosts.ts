import { findLanguageHost, type HostedLanguage } from "../../../local/cli/languageHosts";
import { onPath } from "./example";

/** An environment in which the CLI finds the host of a language. */
export function withHost(language: HostedLanguage, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { isThere, path } = findLanguageHost(language);
  if (!isThere) throw new Error(`There is no \`${path}\`: run \`npm run local:cli -- --languages\`.`);
  return onPath(path, env);
}
