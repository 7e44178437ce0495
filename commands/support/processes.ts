import { execFile } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { CommandError } from "./errors";

/** Options of Node for a process that runs this project's TypeScript. */
export const runsTypeScript = ["--require", join(__dirname, "..", "..", "scripts", "typescript.cjs")];

interface RunOptions {
  readonly signal?: AbortSignal;
  /** @default this process's own */
  readonly env?: NodeJS.ProcessEnv;
  /** Exit codes besides 0 that are no failure. */
  readonly fineCodes?: readonly number[];
}

/** Runs a command to its end. A failure's message holds the last lines that it wrote. */
export function run(
  command: string,
  args: string[],
  { fineCodes = [], ...options }: RunOptions = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      command,
      args,
      { env: process.env, ...options, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        if (!error || fineCodes.some((code) => code === error.code)) resolve(stdout);
        else if (error.code === "ENOENT") reject(error);
        else reject(new CommandError(lastLines(stderr || stdout || error.message), { cause: error }));
      },
    );
  });
}

/** The end of a long text: errors stand there. */
export function lastLines(text: string, count = 8): string {
  return text.trimEnd().split("\n").slice(-count).join("\n");
}

/** A loopback port that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (address && typeof address === "object") resolve(address.port);
        else reject(new Error("The system gave no port"));
      });
    });
  });
}
