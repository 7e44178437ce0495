import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { isNamed, unwritable } from "../commands/support/errors";

const NAME = /^custom-user-pool-local-(\d+)-/;

/** Names the machine of the run's process: a container may share the folder, and knows no process of another one. */
const OWNER = "owner";

/**
 * Makes a folder for all temporary files of this process and its children, which ends with the process. A process that was killed could
 * not remove its own: what such runs have left is removed first.
 */
export function makeRunFolder(parent = tmpdir()): string {
  removeLeftFolders(parent);
  try {
    const folder = mkdtempSync(join(parent, `custom-user-pool-local-${process.pid}-`));
    writeFileSync(join(folder, OWNER), hostname());
    process.once("exit", () => removeFolder(folder));
    return folder;
  } catch (error) {
    throw unwritable(error, parent, "temporary files are written there: set TMPDIR to another folder");
  }
}

function removeLeftFolders(parent: string): void {
  for (const name of entries(parent)) {
    const pid = Number(NAME.exec(name)?.[1] ?? Number.NaN);
    const folder = join(parent, name);
    if (Number.isInteger(pid) && ownerOf(folder) === hostname() && !lives(pid)) removeFolder(folder);
  }
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function ownerOf(folder: string): string | undefined {
  try {
    return readFileSync(join(folder, OWNER), "utf8");
  } catch {
    return undefined;
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !isNamed(error, "ESRCH");
  }
}

/** Another user's, for example, stays. */
function removeFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  } catch {
    // The system's own cleaning of temporary files takes it.
  }
}
