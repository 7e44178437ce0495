import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { exitCodes } from "../../commands/support/exitCodes";
import { Interrupted } from "../../commands/support/interruption";
import { commonOptions } from "../../commands/support/options";
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
      status: 64,
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

describe("docs/commands.md", () => {
  const page = readFileSync(join(root, "docs/commands.md"), "utf8");

  /** The rows of the table below a heading of this text, without what is at the ends of a cell. */
  function rowsBelow(heading: string): string[][] {
    const [, table = ""] = page.split(`| ${heading} `);
    const lines = table.split("\n\n")[0]?.split("\n").slice(2) ?? [];
    return lines.map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  }

  it("lists the commands and what each is for, as `--help` does", () => {
    const { stdout } = customUserPool();
    const listed = [...stdout.matchAll(/^ {2}(\S+) +(\S.*)$/gm)].map(([, name, summary]) => [
      `\`${name}\``,
      summary,
    ]);

    const rows = rowsBelow("command").map(([name, summary]) => [name, summary?.replace(/ \(\[.*$/, "")]);

    expect(rows).toEqual(listed);
  });

  it("lists the options of every command, as `--help` does", () => {
    const options = Object.entries(commonOptions).map(([name, { help, short }]) => [
      short === undefined ? `\`--${name}\`` : `\`--${name}\`, \`-${short}\``,
      help,
    ]);

    expect(rowsBelow("option")).toEqual(options);
  });

  it("lists the exit codes, all that there are", () => {
    const stopped = (["SIGINT", "SIGTERM"] as const).map((signal) => [
      signal,
      new Interrupted(signal).exitCode,
    ]);
    const codes = [...Object.entries(exitCodes), ...stopped];

    expect(rowsBelow("exit code").map(([code, name]) => [code, name])).toEqual(
      codes.map(([name, code]) => [String(code), `\`${name}\``]),
    );
  });
});
