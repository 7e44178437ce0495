import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { CommandError } from "../commands/support/errors";
import { run } from "../commands/support/processes";
import { UsageError } from "../commands/support/usageError";
import type { Config } from "./engines/engine";
import type { Project } from "./engines/project";

const ROOT = join(__dirname, "..");
const EXAMPLES = join(ROOT, "examples");

/**
 * The folder of an example.
 *
 * @throws UsageError for a name that there is no example of. @throws CommandError where its own dependencies are not installed.
 */
export function exampleFolder(name: string): string {
  const names = readdirSync(EXAMPLES).filter((each) => existsSync(join(EXAMPLES, each, "Pulumi.yaml")));
  if (!names.includes(name)) {
    throw new UsageError(`There is no example \`${name}\`. There are: ${names.join(", ")}.`);
  }
  const folder = join(EXAMPLES, name);
  if (existsSync(join(folder, "package.json")) && !existsSync(join(folder, "node_modules"))) {
    throw new CommandError(
      `The example \`${name}\` has dependencies of its own: run \`npm install\` in its folder.`,
    );
  }
  return folder;
}

/** Examples import this package by its name, and so what it exports: JavaScript. */
export async function buildPackage(signal: AbortSignal): Promise<void> {
  await run("npm", ["--prefix", ROOT, "run", "--silent", "build:package"], { signal });
}

/** What a program asks its user for: a client id, a secret. Here every text serves. */
export function withPlaceholders({ types, defaults }: Project, config: Config): Config {
  const missing = Object.entries(types).filter(
    ([key, type]) => type === "string" && !(key in defaults) && !(key in config),
  );
  return { ...Object.fromEntries(missing.map(([key]) => [key, "local"])), ...config };
}
