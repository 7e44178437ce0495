import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { buildExecutable, writeExecutable } from "./executable";

/** Stands at the top of our own host, so that it is told apart from Pulumi's. */
const marker = "custom-user-pool's language host";

/** The name under which the CLI looks for the language host, beside itself and on PATH. */
export const languageHostName = "pulumi-language-nodejs";

/**
 * Puts our language host beside a CLI that has none. Pulumi's own is never overwritten; ours is brought up to date.
 *
 * @returns whether ours is there now
 */
export async function installLanguageHost(folder: string): Promise<boolean> {
  const file = join(folder, languageHostName);
  const present = await readFile(file, "latin1").catch(() => undefined);
  if (present !== undefined && !present.slice(0, 200).includes(marker)) return false;
  const bundle = await buildExecutable(join(__dirname, "languageHost", "main.ts"), marker);
  if (present !== bundle) await writeExecutable(file, bundle);
  return true;
}
