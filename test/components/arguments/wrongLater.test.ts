import { execFileSync } from "node:child_process";
import { join } from "node:path";

interface Told {
  readonly told: readonly { place: string; value: unknown; errors: string[] }[];
  readonly nothing: string[];
}

const root = join(__dirname, "../../..");
const program = join(root, "test/fixtures/wrongLater/program.ts");

function run(): Told {
  const { JEST_WORKER_ID: _, ...env } = process.env;
  const args = ["--require", "./scripts/typescript.cjs", program];
  const text = execFileSync(process.execPath, args, {
    cwd: root,
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  return JSON.parse(text) as Told;
}

test("tells once, and by the component's name, whatever turns out to be wrong, and nothing of what is not there", () => {
  const { told, nothing } = run();

  const head = /^CustomUserPool "members" cannot be made as it is declared:\n {2}- `/;
  const others = told.filter(({ errors }) => errors.length !== 1 || !head.test(errors[0] ?? ""));
  expect(told.length).toBeGreaterThan(90);
  expect(others).toEqual([]);
  expect(nothing).toEqual([]);
}, 120_000);
