import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folders: string[] = [];

/** An empty folder for one test, removed with {@link removeFolders}. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "custom-user-pool-test-"));
  folders.push(folder);
  return folder;
}

export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}
