/**
 * Writes provider/schema.json: what a program in any language may say to this package, for Pulumi's engine, its registry and
 * its generators of SDKs. With `--check` it only tells whether it is what it would write.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeError } from "../commands/support/errors";
import { packageSpec } from "../provider/schema/package";

const file = join(__dirname, "..", "provider", "schema.json");

function main(isCheck: boolean): void {
  const text = `${JSON.stringify(packageSpec(), undefined, 2)}\n`;
  if (!isCheck) {
    writeFileSync(file, text);
  } else if (readFileSync(file, "utf8") !== text) {
    throw new Error(
      "provider/schema.json is not what the arguments, the SDK and @pulumi/aws make. Run `npm run generate:schema`.",
    );
  }
}

try {
  main(process.argv.includes("--check"));
} catch (error: unknown) {
  console.error(describeError(error));
  process.exitCode = 1;
}
