import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, linkSync, mkdirSync, readdirSync, readlinkSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { temporaryFolder } from "../../support/folders";
import { ROOT } from "./example";

/** This repository as a checkout after `npm ci`, from which npm may remove what it wants. */
export function checkOut(): string {
  const folder = temporaryFolder();
  const list = execFileSync("git", ["ls-files", "-z"], { cwd: ROOT, encoding: "utf8" });
  for (const file of list.split("\0").filter(Boolean)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    copyFileSync(join(ROOT, file), join(folder, file));
  }
  cpSync(join(ROOT, "dist"), join(folder, "dist"), { recursive: true });
  linkTree(join(ROOT, "node_modules"), join(folder, "node_modules"));
  return folder;
}

/** Links a folder's files: copies of half a gigabyte take their time. npm removes and replaces them, and writes into its own list. */
function linkTree(from: string, to: string): void {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkTree(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else if (entry.name === ".package-lock.json") copyFileSync(source, target);
    else linkFile(source, target);
  }
}

function linkFile(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch {
    // On another file system.
    copyFileSync(source, target);
  }
}
