import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

jest.setTimeout(120_000);

const run = promisify(execFile);
const root = resolve(__dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "package-copies-"));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Record<string, string>;
}

const own = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Manifest;

/** Packages of these names and versions with nothing in them, and this one, as a registry would have them. */
async function pack(manifests: readonly Manifest[]): Promise<Record<string, string>> {
  const places = manifests.map((manifest) => {
    const place = mkdtempSync(join(folder, "packed-"));
    writeFileSync(join(place, "package.json"), JSON.stringify(manifest));
    return place;
  });
  const args = ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder, root, ...places];
  const { stdout } = await run("npm", args, { cwd: root });
  const files = stdout.trim().split("\n");
  const names = [own.name, ...manifests.map(({ name }) => name)];
  return Object.fromEntries(names.map((name, index) => [name, `file:${join(folder, files[index] ?? "")}`]));
}

/** What npm would install for a program with these versions of Pulumi's: the places of each package. */
async function install(versions: {
  pulumi: string;
  aws: string;
}): Promise<Record<string, { version?: string }>> {
  const consumer = mkdtempSync(join(folder, "consumer-"));
  const others = Object.entries(own.dependencies ?? {}).filter(([name]) => !name.startsWith("@pulumi/"));
  const packages = await pack([
    { name: "@pulumi/pulumi", version: versions.pulumi },
    { name: "@pulumi/aws", version: versions.aws, dependencies: { "@pulumi/pulumi": "^3.142.0" } },
    ...others.map(([name, version]) => ({ name, version })),
  ]);
  const direct = [own.name, "@pulumi/pulumi", "@pulumi/aws"];
  const manifest = {
    name: "consumer",
    version: "1.0.0",
    dependencies: Object.fromEntries(direct.map((name) => [name, packages[name]])),
    overrides: Object.fromEntries(others.map(([name]) => [name, packages[name]])),
  };
  writeFileSync(join(consumer, "package.json"), JSON.stringify(manifest));
  const cache = join(folder, "empty-cache");
  await run("npm", ["install", "--offline", "--cache", cache, "--package-lock-only", "--no-audit"], {
    cwd: consumer,
  });
  const lock = readFileSync(join(consumer, "package-lock.json"), "utf8");
  return (JSON.parse(lock) as { packages: Record<string, { version?: string }> }).packages;
}

test("a program with other versions of Pulumi's packages has one copy of each: its own", async () => {
  const installed = await install({ pulumi: "3.250.0", aws: "7.30.0" });

  const copies = Object.entries(installed).filter(([place]) => place.includes("/@pulumi/"));
  expect(copies.map(([place, { version }]) => [place, version])).toEqual([
    ["node_modules/@pulumi/aws", "7.30.0"],
    ["node_modules/@pulumi/pulumi", "3.250.0"],
  ]);
});

test("a program whose Pulumi lacks what the component uses is told so when it installs", async () => {
  await expect(install({ pulumi: "3.217.0", aws: "7.30.0" })).rejects.toThrow("ERESOLVE");
});
