import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { deflateRawSync } from "node:zlib";
import { bundle, ownHandlers, packageFolder } from "../../../components/lambda/bundle";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bundle-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function copyHandlers(name: string): string {
  const copy = join(folder, name);
  mkdirSync(copy);
  cpSync(join(packageFolder(), "handlers"), join(copy, "handlers"), { recursive: true });
  symlinkSync(join(packageFolder(), "node_modules"), join(copy, "node_modules"));
  return copy;
}

function write(text: string): string {
  writeFileSync(join(folder, "handler.ts"), text);
  return "handler.ts";
}

test.each(Object.values(ownHandlers))("bundles $entry to the same bytes from any folder", async (handler) => {
  const one = copyHandlers("one");
  const other = copyHandlers("a-longer name");

  const places = [packageFolder(), one, other];
  const bundles = await Promise.all(places.map((place) => bundle({ ...handler, folder: place })));

  expect(new Set(bundles).size).toBe(1);
});

test.each([
  { name: "userPool", kilobytes: 64 },
  { name: "postConfirmation", kilobytes: 1 },
  { name: "userMigration", kilobytes: 50 },
] as const)(
  "keeps the bundle of $name under $kilobytes kB when it is zipped",
  async ({ name, kilobytes }) => {
    const text = await bundle({ ...ownHandlers[name], folder: packageFolder() });

    expect(deflateRawSync(text, { level: 9 }).length).toBeLessThan(kilobytes * 1000);
  },
);

test("puts no path of this machine into a bundle", async () => {
  const text = await bundle({ ...ownHandlers.userPool, folder: packageFolder() });

  expect(text).not.toContain(packageFolder());
  expect(text).not.toContain("node_modules/");
});

test("bundles a user's file relative to the program's folder", async () => {
  jest.spyOn(process, "cwd").mockReturnValue(folder);

  const text = await bundle({ entry: write("export const handler = async (event: object) => event;") });

  expect(text).toMatch(/export\{.*handler/);
});

test("lets a CommonJS dependency require a module of Node", async () => {
  writeFileSync(join(folder, "old.cjs"), 'module.exports = () => require("node:os").EOL.length;');
  write('import old from "./old.cjs";\nexport const handler = async () => old();');
  writeFileSync(join(folder, "index.mjs"), await bundle({ entry: "handler.ts", folder }));

  const output = await runNode("const {handler} = await import('./index.mjs'); console.log(await handler())");

  expect(output.trim()).toBe("1");
});

test("says which file is missing, and where it was looked for", () => {
  expect(() => bundle({ entry: "handlers/nobody.ts", folder })).toThrow(
    `The Lambda handler \`handlers/nobody.ts\` does not exist: expected a source file at ${folder}/handlers/nobody.ts.`,
  );
});

test("says where a file is wrong", async () => {
  write("export const handler = = 1;");

  await expect(bundle({ entry: "handler.ts", folder })).rejects.toThrow(
    "The Lambda handler `handler.ts` cannot be bundled:\nhandler.ts:1:23: Unexpected",
  );
});

test("says that a file exports no handler", async () => {
  write("export const main = async () => {};");

  await expect(bundle({ entry: "handler.ts", folder })).rejects.toThrow("`handler.ts` exports no `handler`");
});

async function runNode(script: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], {
    cwd: folder,
  });
  return stdout;
}
