import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { root } from "./documentation";

/** Puts what `npm pack` makes of this package into a folder, and returns the archive's path. */
export function packPackage(folder: string): string {
  const said = execFileSync("npm", ["pack", "--silent", "--pack-destination", folder], { cwd: root });
  return join(folder, said.toString().trim().split("\n").at(-1) ?? "");
}

/** Installs that in a program's folder, and its dependencies, as `npm install` would; the rest is this project's own. */
export function installPackage(folder: string): void {
  const modules = join(folder, "node_modules");
  mkdirSync(modules);
  for (const name of readdirSync(join(root, "node_modules")))
    symlinkSync(join(root, "node_modules", name), join(modules, name));
  const installed = join(modules, "custom-user-pool");
  mkdirSync(installed);
  execFileSync("tar", ["-xzf", packPackage(folder), "-C", installed, "--strip-components", "1"]);
}
