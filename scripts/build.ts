/**
 * Writes the Lambdas' bundles to dist/, byte for byte what Pulumi deploys: to read them, measure them or run them
 * elsewhere. A deployment does not need these files.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { bundle, bundleFile, packageFolder } from "../components/bundle";

const handlers = ["handlers/userPool", "handlers/postConfirmation"];

try {
  const folder = packageFolder();
  const bundles = handlers.map((handler) => ({
    file: join("dist", handler, bundleFile),
    text: bundle({ entry: `${handler}/index.ts`, folder }),
  }));
  for (const { file, text } of bundles) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
    console.log(`${file} (${Math.round(Buffer.byteLength(text) / 1024)} kB)`);
  }
} catch (error: unknown) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
