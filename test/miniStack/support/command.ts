import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { runsTypeScript } from "../../../commands/support/processes";

const ROOT = join(__dirname, "..", "..", "..");

/** A running `npm run local`. */
export interface LocalCommand {
  child: ChildProcess;
  ended: Promise<{ exitCode: number | null; stdout: string; stderr: string }>;
  /** Waits for a text on standard output or standard error, and returns all that was written there by then. */
  says: (text: string) => Promise<string>;
}

export function startLocalCommand(args: string[], env: NodeJS.ProcessEnv = {}): LocalCommand {
  return start(process.execPath, [...runsTypeScript, "local/main.ts", ...args], env);
}

/** As people start it: what ends npm has to end the run as well. */
export function startByNpm(args: string[]): LocalCommand {
  return start("npm", ["run", "--silent", "local", "--", ...args], {});
}

function start(command: string, args: readonly string[], env: NodeJS.ProcessEnv): LocalCommand {
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...process.env, NODE_NO_WARNINGS: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exit = new Promise<number | null>((resolve) => child.once("close", resolve));
  const ended = Promise.all([exit, text(child.stdout), text(child.stderr)]).then(
    ([exitCode, stdout, stderr]) => ({
      exitCode,
      stdout,
      stderr,
    }),
  );
  const says = (wanted: string) =>
    new Promise<string>((resolve, reject) => {
      let heard = "";
      const listen = (chunk: Buffer) => {
        heard += chunk.toString();
        if (heard.includes(wanted)) resolve(heard);
      };
      child.stdout.on("data", listen);
      child.stderr.on("data", listen);
      child.once("close", () => reject(new Error(`Ended without saying "${wanted}". It said:\n${heard}`)));
    });
  return { child, ended, says };
}

export function runLocalCommand(args: string[], env: NodeJS.ProcessEnv = {}): LocalCommand["ended"] {
  return startLocalCommand(args, env).ended;
}
