import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort, lastLines, run } from "../../local/processes";
import { pythonWithMiniStack } from "../../local/pythonEnvironment";

const launcher = join(dirname(require.resolve("../../local/miniStack")), "launch.py");
const startSeconds = 60;

/** A MiniStack to measure with. */
export interface Emulator {
  readonly endpoint: string;
  /** MiB of the emulator and the Lambdas that it runs. */
  memory(): Promise<number>;
  stop(): Promise<void>;
}

/**
 * Starts MiniStack without `AUTH=true`, unlike `npm run local`: the peers could not be compared with it, since most of them were
 * never tried under it.
 *
 * @param lambdaEndpoint - where the Lambdas find AWS, if not at MiniStack itself.
 */
export async function startEmulator(
  report: (line: string) => void,
  lambdaEndpoint?: string,
): Promise<Emulator> {
  const python = await pythonWithMiniStack(report);
  const folder = await mkdtemp(join(tmpdir(), "custom-user-pool-bench-"));
  const port = await freePort();
  const log = join(folder, "ministack.log");
  const child = launch(python, log, {
    PATH: process.env["PATH"],
    HOME: folder,
    TMPDIR: folder,
    STATE_DIR: join(folder, "state"),
    GATEWAY_PORT: String(port),
    BIND_HOST: "127.0.0.1",
    LAMBDA_EXECUTOR: "local",
    IOT_MTLS_ENABLED: "0",
    SFTP_ENABLED: "0",
    NODE_NO_WARNINGS: "1",
    ...(lambdaEndpoint !== undefined && { AWS_ENDPOINT_URL: lambdaEndpoint }),
  });
  const endpoint = `http://127.0.0.1:${port}`;
  const stop = async () => {
    await end(child);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  if (await answers(endpoint, child)) return { endpoint, memory: () => memoryOf(child.pid), stop };
  const said = lastLines(await readFile(log, "utf8"));
  await stop();
  throw new Error(`MiniStack did not start. Its last lines:\n${said}`);
}

/** The pipe on standard input is what launch.py watches: MiniStack ends with this process, however that ends. */
function launch(python: string, log: string, env: NodeJS.ProcessEnv): ChildProcess {
  const file = openSync(log, "a");
  try {
    return spawn(python, [launcher], { detached: true, stdio: ["pipe", file, file], env });
  } finally {
    closeSync(file);
  }
}

async function answers(endpoint: string, child: ChildProcess): Promise<boolean> {
  const deadline = Date.now() + startSeconds * 1000;
  while (Date.now() < deadline && child.exitCode === null) {
    const response = await fetch(`${endpoint}/_ministack/health`).catch(() => undefined);
    if (response?.ok) return true;
    await sleep(50);
  }
  return false;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  process.kill(-child.pid, "SIGKILL");
  await gone;
}

async function memoryOf(pid: number | undefined): Promise<number> {
  const lines = (await run("ps", ["-eo", "pgid=,rss="])).trim().split("\n");
  const members = lines
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([group]) => group === pid);
  return members.reduce((sum, [, kilobytes = 0]) => sum + kilobytes / 1024, 0);
}
