import { spawn } from "node:child_process";
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { blocksOf } from "./support/documentation";
import { removeFolders, temporaryFolder } from "./support/folders";

const ROOT = join(__dirname, "..");
const fixture = join(__dirname, "fixtures", "unitTests");

/** Each ends a test after five seconds; Mocha would after two. */
const runners = [
  { runner: "jest", args: ["--json", "-c", join(fixture, "jest.config.js")] },
  {
    runner: "mocha",
    args: [
      "--reporter=json",
      "--timeout=5000",
      "--require=./scripts/typescript.cjs",
      join(fixture, "mocha.users.js"),
    ],
  },
  { runner: "vitest", args: ["run", "--reporter=json", "--root", fixture] },
];

/** What all three of them report, each in its own words. */
interface Report {
  numPassedTests?: number;
  numFailedTests?: number;
  stats?: { passes: number; failures: number };
}

afterAll(removeFolders);

async function run(runner: string, args: string[], cwd = ROOT) {
  const { JEST_WORKER_ID: _, ...env } = process.env;
  const program = join(dirname(require.resolve(`${runner}/package.json`)), bins[runner] ?? "");
  const child = spawn(process.execPath, [program, ...args], {
    cwd,
    env: { ...env, NODE_ENV: "test" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const code = new Promise((resolve) => child.once("close", resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, report: JSON.parse(stdout) as Report, stdout, stderr };
}

const bins: Readonly<Record<string, string>> = {
  jest: "bin/jest.js",
  mocha: "bin/mocha.js",
  vitest: "vitest.mjs",
};

test.each(runners)(
  "a unit test of a program with a pool works with the mocks of Pulumi's own guide: $runner",
  async ({ runner, args }) => {
    const { code, report, stdout, stderr } = await run(runner, args);

    const { numPassedTests: passes, numFailedTests: failures } = report;
    expect({ stdout, stats: report.stats ?? { passes, failures } }).toMatchObject({
      stats: { passes: 1, failures: 0 },
    });
    expect(stderr).toBe("");
    expect(code).toBe(0);
  },
);

test("the unit test of docs/testing-your-program.md passes for the program that it is written for", async () => {
  const { code, report, stderr } = await run("jest", ["--json"], programOf("docs/testing-your-program.md"));

  expect({ stderr, code, failed: report.numFailedTests, passed: report.numPassedTests }).toMatchObject({
    code: 0,
    failed: 0,
    passed: 2,
  });
});

/** examples/ownTrigger as a program of its own, with the page's files, each of which begins with its name. */
function programOf(page: string): string {
  const folder = temporaryFolder();
  cpSync(join(ROOT, "examples/ownTrigger"), folder, { recursive: true });
  cpSync(join(ROOT, "examples/importing/tsconfig.json"), join(folder, "tsconfig.json"));
  writeFileSync(join(folder, "package.json"), "{}");
  for (const { text: source } of blocksOf(page)) {
    const [, name] = /^\/\/ (\S+)\n/.exec(source) ?? [];
    if (name !== undefined) writeFileSync(join(folder, name), source);
  }
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(ROOT, join(folder, "node_modules/custom-user-pool"));
  for (const name of ["@aws-sdk", "@pulumi", "@types", "ts-jest", "typescript"])
    symlinkSync(join(ROOT, "node_modules", name), join(folder, "node_modules", name));
  return folder;
}
