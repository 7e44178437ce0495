import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";

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

async function run(runner: string, args: string[]) {
  const { JEST_WORKER_ID: _, ...env } = process.env;
  const program = join(dirname(require.resolve(`${runner}/package.json`)), bins[runner] ?? "");
  const child = spawn(process.execPath, [program, ...args], {
    cwd: ROOT,
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
