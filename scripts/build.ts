/**
 * Writes the Lambdas' bundles to dist/, byte for byte what Pulumi deploys: to read them, measure them or run them
 * elsewhere. A deployment does not need these files.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { bundle, bundleFile, ownHandlers, packageFolder } from "../components/lambda/bundle";

async function main(): Promise<void> {
  const folder = packageFolder();
  for (const handler of Object.values(ownHandlers)) {
    const file = join("dist", dirname(handler.entry), bundleFile);
    const text = await bundle({ ...handler, folder });
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
    console.log(`${file} (${Buffer.byteLength(text)} bytes)`);
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
