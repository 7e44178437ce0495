import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageFolder } from "../components/lambda/bundle";

/** The members of package.json that the plugin and its schema repeat. */
export interface Manifest {
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly homepage?: string;
  readonly repository?: string | { readonly url: string };
}

export function manifest(): Manifest {
  const text = readFileSync(join(packageFolder(), "package.json"), "utf8");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- this package's own
  return JSON.parse(text) as Manifest;
}
