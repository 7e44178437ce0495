import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runsTypeScript } from "../../../commands/support/processes";
import { draws } from "../../support/draws";

/** In the long run a million, which takes minutes. */
const users = draws(1_000_000, 20_000);

jest.setTimeout(3_600_000);

const root = join(__dirname, "../../..");
const folder = mkdtempSync(join(tmpdir(), "many-users-"));

afterAll(() => rmSync(folder, { recursive: true }));

interface Result {
  code: number;
  /** What the command took, of what the quotas alone take. */
  ratio: number;
  megabytes: number;
  throttled: number;
  made: number;
  added: number;
}

/** Runs a command in a process of its own, whose memory is its own. */
function run(command: string): Result {
  const script = join(root, "test/fixtures/users/many.ts");
  const args = [...runsTypeScript, script, command, String(users), join(folder, "users.jsonl")];
  const output = execFileSync(process.execPath, args, {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  return JSON.parse(output.trim().split("\n").at(-1) ?? "") as Result;
}

test.each([
  ["export", 0, 0],
  ["import", users, 0],
  ["groups", users, users / 10],
  ["status", users, 0],
  ["compare", users, 0],
])(
  `\`users %s\` of ${users} users takes at most 1.2 times what the quotas take, and 200 MB`,
  (command, made, added) => {
    const { ratio, megabytes, ...result } = run(command);

    expect(result).toEqual({ code: 0, throttled: 0, made, added });
    expect(ratio).toBeLessThan(1.2);
    expect(megabytes).toBeLessThan(200);
  },
);
