/**
 * Writes provider/schema.json: what a program in any language may say to this package, for Pulumi's engine, its registry and
 * its generators of SDKs; and the README's table of the arguments. With `--check` it only tells whether they are what it would write.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeError } from "../commands/support/errors";
import { argumentsTable } from "../provider/schema/argumentsTable";
import { packageSpec } from "../provider/schema/package";

const root = join(__dirname, "..");
const table = /(<!-- arguments: `npm run generate:schema` -->\n)[^]*(\n<!-- end -->)/;

function put(name: string, isCheck: boolean, change: (former: string) => string): void {
  const file = join(root, name);
  const former = readFileSync(file, "utf8");
  const text = change(former);
  if (!isCheck) {
    writeFileSync(file, text);
  } else if (squeezed(former) !== squeezed(text)) {
    throw new Error(
      `${name} is not what the arguments, the SDK and @pulumi/aws make. Run \`npm run generate:schema\`.`,
    );
  }
}

/** The formatter lays tables out. */
function squeezed(text: string): string {
  return text.replaceAll(/[ -]+/g, " ").replaceAll(/\n+/g, "\n");
}

function main(isCheck: boolean): void {
  const spec = packageSpec();
  put("provider/schema.json", isCheck, () => `${JSON.stringify(spec, undefined, 2)}\n`);
  put("README.md", isCheck, (text) => {
    if (!table.test(text)) throw new Error("README.md has no place for the table of the arguments.");
    return text.replace(
      table,
      (_, start: string, end: string) => `${start}\n${argumentsTable(spec)}\n${end}`,
    );
  });
}

try {
  main(process.argv.includes("--check"));
} catch (error: unknown) {
  console.error(describeError(error));
  process.exitCode = 1;
}
