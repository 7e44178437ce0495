import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { lastLines } from "../commands/support/processes";

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Runs a process to its end and returns its output. Another exit code than 0 is an error, never a measurement. */
export async function output({ file, args, cwd, env = process.env }: Command): Promise<string> {
  const child = spawn(file, [...args], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<number | NodeJS.Signals>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(signal ?? code ?? 0));
  });
  const [end, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  if (end === 0) return stdout;
  const said = lastLines(`${stdout}\n${stderr}`, 20).trim();
  throw new Error(`\`${[file, ...args].join(" ")}\` failed (${end}):\n${said}`);
}
