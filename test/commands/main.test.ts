import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { runsTypeScript } from "../../commands/support/processes";

/** What is no command of its own. */
const others = ["main", "smokeTest"];

const root = join(__dirname, "../..");

function customUserPool(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...runsTypeScript, join(root, "commands/main.ts"), ...args],
    { encoding: "utf8", env: { ...process.env, NODE_NO_WARNINGS: "1" } },
  );
  return { status, stdout, stderr };
}

describe("custom-user-pool", () => {
  it("lists its commands, all that there are", () => {
    const files = readdirSync(join(root, "commands")).filter((file) => file.endsWith(".ts"));
    const commands = files.map((file) => file.replace(".ts", "")).filter((name) => !others.includes(name));

    const { status, stdout } = customUserPool();

    expect(status).toBe(0);
    expect([...stdout.matchAll(/^ {2}(\S+)/gm)].map(([, name]) => name)).toEqual(commands);
  });

  it("refuses a command that it does not know, with the nearest one", () => {
    expect(customUserPool("prob", "--json")).toEqual({
      status: 2,
      stdout: `${JSON.stringify({ error: "Unknown command `prob`. Did you mean `probe`?" }, undefined, 2)}\n`,
      stderr: "✖ Unknown command `prob`. Did you mean `probe`?\n",
    });
  });

  it("shows the help of a command", () => {
    const { status, stdout } = customUserPool("probe", "--help");

    expect(status).toBe(0);
    expect(stdout).toContain("npx custom-user-pool probe --make-user-pools [options]");
  });
});
