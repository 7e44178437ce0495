import { type Dirent, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** A provider plugin that a program's packages say they need. */
export interface RequiredPackage {
  readonly name: string;
  readonly version: string;
  readonly server: string;
}

/**
 * The provider plugins of a program: every installed package whose package.json says `"pulumi": { "resource": true }`.
 * With the list the engine fetches missing plugins, in the right version, before the program runs.
 */
export function requiredPackages(programFolder: string): RequiredPackage[] {
  const found = new Map<string, RequiredPackage>();
  for (const folder of nodeModules(programFolder)) {
    for (const required of packagesIn(folder)) found.set(`${required.name}@${required.version}`, required);
  }
  return [...found.values()];
}

/** The `node_modules` folders in which Node would look for a package, from the program's folder upwards. */
function nodeModules(folder: string): string[] {
  const parent = dirname(folder);
  const own = join(folder, "node_modules");
  return parent === folder ? [own] : [own, ...nodeModules(parent)];
}

function packagesIn(modules: string): RequiredPackage[] {
  return entries(modules).flatMap((entry) => {
    const folder = join(modules, entry.name);
    if (entry.name.startsWith(".")) return [];
    if (entry.name.startsWith("@")) return packagesIn(folder);
    const own = readPackage(folder);
    return [...(own ? [own] : []), ...packagesIn(join(folder, "node_modules"))];
  });
}

function entries(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).filter(
      (entry) => entry.isDirectory() || entry.isSymbolicLink(),
    );
  } catch {
    return [];
  }
}

interface PackageJson {
  name?: string;
  dependencies?: Record<string, string>;
  version?: string;
  pulumi?: { resource?: boolean; name?: string; version?: string; server?: string };
}

function readPackage(folder: string): RequiredPackage | undefined {
  const { pulumi, version = "" } = packageJson(folder);
  if (pulumi?.resource !== true) return undefined;
  return {
    name: pulumi.name ?? basename(folder),
    version: pulumi.version ?? version,
    server: pulumi.server ?? "",
  };
}

/** What a folder's package.json says; nothing where there is none that can be read. */
export function packageJson(folder: string): PackageJson {
  try {
    const content: unknown = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return typeof content === "object" && content !== null ? content : {};
  } catch {
    return {};
  }
}
