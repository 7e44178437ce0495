import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { runsTypeScript } from "../commands/support/processes";
import { installPackage } from "./support/pack";

jest.setTimeout(120_000);

const run = promisify(execFile);
const root = resolve(__dirname, "..");
let folder: string;

interface Package {
  version: string;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

const packageIn = (where: string) => JSON.parse(readFileSync(join(where, "package.json"), "utf8")) as Package;

/** Installs what `npm pack` makes beside the example, as a git dependency would be; the rest is this project's own. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "package-"));
  const isItsOwn = (file: string) => !file.includes("node_modules"); // somebody may have installed there
  cpSync(join(root, "examples/importing"), folder, { recursive: true, filter: isItsOwn });
  installPackage(folder);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("brings the types of the component's arguments", async () => {
  const tsc = join(root, "node_modules/typescript/bin/tsc");

  const program =
    "import { CustomUserPool } from 'custom-user-pool';\nnew CustomUserPool('x', { settings: {} });\n";
  writeFileSync(join(folder, "wrong.ts"), program);

  const compiling = run(process.execPath, [tsc, "-p", "."], { cwd: folder });

  // The one error is that of the wrong program: the example has none.
  await expect(compiling).rejects.toMatchObject({
    stdout: expect.stringMatching(/^wrong\.ts\(2,\d+\): error .*'PoolName' is missing.*\n$/) as string,
  });
});

test.each([
  { resolution: "bundler", module: "esnext", files: ["strict.ts"] },
  { resolution: "nodenext", module: "nodenext", files: ["strict.mts", "strict.cts"] },
  // What Pulumi's older templates have in their tsconfig.json; it reads no `exports`.
  { resolution: "node10", module: "commonjs", files: ["strict.ts", "--ignoreDeprecations", "6.0"] },
])(
  "takes `undefined` for what is not there, checked most strictly, libraries too, by $resolution",
  async ({ resolution, module, files }) => {
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    for (const file of ["strict.ts", "strict.mts", "strict.cts"])
      writeFileSync(join(folder, file), strictProgram);
    const strictly = [
      "--strict",
      "--exactOptionalPropertyTypes",
      "--skipLibCheck",
      "false",
      "--target",
      "es2022",
    ];
    const resolving = ["--moduleResolution", resolution, "--module", module, "--types", "node"];
    const args = [tsc, ...strictly, ...resolving, "--noEmit", "--ignoreConfig", ...files];

    await expect(run(process.execPath, args, { cwd: folder })).resolves.toMatchObject({ stdout: "" });
  },
);

const strictProgram = `import { type ClientArgs, CustomUserPool, UserPoolHandler } from "custom-user-pool";
import { detectDrift, type DriftOptions } from "custom-user-pool/drift";
export const drift = (options: DriftOptions) => detectDrift(options);
export function users(tags?: Record<string, string>, isSafe?: boolean, web?: ClientArgs) {
  const handler = new UserPoolHandler("pools", { tags, timeout: undefined, memorySize: undefined });
  const triggers = { PreSignUp: undefined, CustomMessage: { entry: "message.ts", environment: tags }, KMSKeyID: undefined };
  const settings = { PoolName: "users", Policies: undefined };
  const clients = web && { web };
  return new CustomUserPool("users", {
    settings, handler, triggers, clients, tags, deletionProtection: isSafe, domain: undefined, migrateFrom: undefined,
    monitoring: { dashboard: isSafe, alarmActions: undefined },
  });
}
`;

test.each([
  ["one.cjs", (name: string, from: string) => `const { ${name} } = require("${from}");`],
  ["one.mjs", (name: string, from: string) => `import { ${name} } from "${from}";`],
])("is taken by JavaScript, in %s", async (file, taken) => {
  const shown = "console.log(CustomUserPool.name, detectDrift.name);";
  const lines = [
    taken("CustomUserPool", "custom-user-pool"),
    taken("detectDrift", "custom-user-pool/drift"),
    shown,
  ];
  writeFileSync(join(folder, file), lines.join("\n"));

  const { stdout } = await run(process.execPath, [file], { cwd: folder });

  expect(stdout).toBe("CustomUserPool detectDrift\n");
});

test("brings the commands, which run without this repository's tools", async () => {
  const bin = join(folder, "node_modules/custom-user-pool/dist/package/commands/main.js");

  const { stdout } = await run(process.execPath, [bin, "adopt", "--help"], { cwd: folder });

  expect(stdout).toContain("npx custom-user-pool adopt --user-pool-id ID [options]");
});

test("brings the pages along that its messages name", () => {
  const pages = readdirSync(join(folder, "node_modules/custom-user-pool/docs"));

  expect(pages).toEqual(expect.arrayContaining(["migrating-users.md", "troubleshooting.md"]));
});

test("leaves what only its own build reads out", () => {
  const files = readdirSync(join(folder, "node_modules/custom-user-pool/dist/package"));

  expect(files.toSorted()).toEqual(["commands", "components", "handlers", "provider"]);
});

test("the example names all that it needs, in the versions that this package is tried with", () => {
  const own = packageIn(root);
  const tried = (name: string) => packageIn(join(root, "node_modules", name)).version;

  const { dependencies, devDependencies } = packageIn(join(root, "examples/importing"));

  expect({ ...dependencies, ...devDependencies }).toEqual({
    "@pulumi/aws": tried("@pulumi/aws"),
    "@pulumi/pulumi": tried("@pulumi/pulumi"),
    "@types/node": own.devDependencies["@types/node"],
    "custom-user-pool": "file:../..",
    // Without it Pulumi's runner takes its own, 3.8.
    typescript: own.devDependencies["typescript"],
  });
});

test("deploys the example: two pools with one handler, bundled from the package", async () => {
  writeFileSync(join(folder, "deploy.cjs"), deployWithMocks);
  const { stdout } = await run(process.execPath, [...runsTypeScript, "deploy.cjs"], { cwd: folder });

  const resources = JSON.parse(stdout) as { type: string; name: string; code?: string }[];
  const named = (type: string) => resources.filter((one) => one.type === type).map(({ name }) => name);
  expect(named("aws:cloudformation/stack:Stack").toSorted()).toEqual(["customers-stack", "staff-stack"]);
  expect(named("aws:lambda/function:Function").toSorted()).toEqual([
    "customers-post-confirmation-function",
    "user-pool-handler-function",
  ]);
  const handler = resources.find(({ name }) => name === "user-pool-handler-function");
  expect(handler?.code).toContain("CreateUserPool");
});

const deployWithMocks = `
const pulumi = require("@pulumi/pulumi");
const resources = [];
const newResource = async ({ type, name, inputs }) => {
  const archive = inputs.code && (await inputs.code.assets);
  resources.push({ type, name, code: archive && (await archive["index.mjs"].text) });
  const arn = "arn:aws:service:eu-west-1:123456789012:" + name;
  const outputs = { UserPoolId: "id", UserPoolArn: arn, UserPoolProviderName: "name", UserPoolProviderUrl: "url" };
  return { id: name, state: { ...inputs, arn, name, url: "url", outputs } };
};
pulumi.runtime.setMocks({ newResource, call: () => ({}) }, "importing", "dev").then(async () => {
  // As for the local run: this is no unit test, the bundles are wanted.
  pulumi.runtime.getMonitor()[Symbol.for("custom-user-pool:deploys")] = true;
  require("./index.ts");
  await pulumi.runtime.disconnect();
  process.stdout.write(JSON.stringify(resources));
});
`;
