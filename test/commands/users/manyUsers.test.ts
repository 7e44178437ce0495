import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { runsTypeScript } from "../../../commands/support/processes";
import { draws } from "../../support/draws";

/** In the long run a million, which takes minutes. */
const users = draws(1_000_000, 20_000);

jest.setTimeout(3_600_000);

interface Run {
  command: string;
  ok: boolean;
  seconds: number;
  floor: number;
  megabytes: number;
}

test(`The commands take at most 1.2 times what the quotas take, and 200 MB, for ${users} users`, () => {
  const root = join(__dirname, "../../..");
  const script = join(root, "test/fixtures/users/many.ts");
  const output = execFileSync(process.execPath, [...runsTypeScript, script, String(users)], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });

  const lines = output.split("\n").filter((line) => line.startsWith("{"));
  const runs = lines.slice(0, -1).map((line) => JSON.parse(line) as Run);
  expect(runs.map(({ command }) => command)).toEqual(["export", "import", "groups", "status", "compare"]);
  for (const run of runs) {
    expect(run).toMatchObject({ ok: true });
    expect(run.seconds / run.floor).toBeLessThan(1.2);
    expect(run.megabytes).toBeLessThan(200);
  }
  expect(JSON.parse(lines.at(-1) ?? "")).toEqual({ made: users, added: users / 10, throttled: 0 });
});
