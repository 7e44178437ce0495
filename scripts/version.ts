/**
 * What `npm version` does besides package.json: the changelog's entries become the version's, and the templates ask for it.
 * The schema's version follows by `npm run generate:schema`.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { releasedChangelog } from "./changelog";
import { dependingOn } from "./templates";

const root = join(__dirname, "..");
const changelog = join(root, "CHANGELOG.md");
const templates = join(root, "templates");
// npm runs this when package.json has the new version already.
const version = process.env["npm_package_version"] ?? "";
const day = new Date().toISOString().slice(0, 10);
try {
  if (version === "") throw new Error("This is run by `npm version minor` (or `patch`, `major`).");
  writeFileSync(changelog, releasedChangelog(readFileSync(changelog, "utf8"), version, day));
  for (const folder of readdirSync(templates)) {
    const file = join(templates, folder, "package.json");
    if (existsSync(file)) writeFileSync(file, dependingOn(version, readFileSync(file, "utf8")));
  }
} catch (error: unknown) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
