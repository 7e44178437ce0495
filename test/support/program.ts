import { copyFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "./folders";

const ROOT = join(__dirname, "..", "..");

/** A Pulumi program of its own: a folder with this index.ts, and the project's Pulumi.yaml or another. */
export function program(source: string, pulumiYaml?: string): string {
  const folder = temporaryFolder();
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  if (pulumiYaml === undefined) copyFileSync(join(ROOT, "Pulumi.yaml"), join(folder, "Pulumi.yaml"));
  else writeFileSync(join(folder, "Pulumi.yaml"), pulumiYaml);
  const imports = 'import * as aws from "@pulumi/aws";\nimport * as pulumi from "@pulumi/pulumi";\n';
  writeFileSync(join(folder, "index.ts"), `${imports}${source}`);
  return folder;
}
