/** What `npm version` does besides package.json: the changelog's entries become the version's. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { releasedChangelog } from "./changelog";

const root = join(__dirname, "..");
const file = join(root, "CHANGELOG.md");
// npm runs this when package.json has the new version already.
const version = process.env["npm_package_version"] ?? "";
const day = new Date().toISOString().slice(0, 10);
try {
  if (version === "") throw new Error("This is run by `npm version minor` (or `patch`, `major`).");
  writeFileSync(file, releasedChangelog(readFileSync(file, "utf8"), version, day));
} catch (error: unknown) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
