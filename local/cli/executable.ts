import { randomBytes } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { build } from "esbuild";

/**
 * Bundles a TypeScript entry with all that it imports into the text of one executable Node file: it starts quickly,
 * and it runs from any folder.
 */
export async function buildExecutable(entry: string, title: string): Promise<string> {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    banner: { js: `#!/usr/bin/env node\n// ${title}` },
    legalComments: "none",
    logLevel: "silent",
    write: false,
  });
  return result.outputFiles[0]?.text ?? "";
}

/** Writes an executable so that no one ever sees half of it: beside its place first, then renamed. */
export async function writeExecutable(file: string, content: string): Promise<void> {
  await replaceFile(file, (temporary) => writeFile(temporary, content, { mode: 0o755 }));
}

/** Has `write` make a file under a temporary name, and renames it when that succeeded. */
export async function replaceFile(file: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = `${file}.${randomBytes(4).toString("hex")}.tmp`;
  await mkdir(dirname(file), { recursive: true });
  try {
    await write(temporary);
    await rename(temporary, file);
  } finally {
    await rm(temporary, { force: true });
  }
}
