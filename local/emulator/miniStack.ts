import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CommandError } from "../../commands/support/errors";
import { freePort, lastLines } from "../../commands/support/processes";
import { pythonWithMiniStack } from "./pythonEnvironment";

const START_SECONDS = 60;
const STOP_SECONDS = 5;

/** A running MiniStack. */
export interface MiniStack {
  readonly endpoint: string;
  readonly pid: number;
  /** Aborted, with the reason, when the process ends without having been asked to. */
  readonly ended: AbortSignal;
  /** Ends it with every process that it has started. May be called more than once. */
  stop(): Promise<void>;
}

interface StartOptions {
  /** Told of what takes time. */
  report?: (line: string) => void;
  signal?: AbortSignal;
  /** Whether the roles' policies are enforced. Default: true. */
  auth?: boolean;
  /** Where the Lambdas find AWS. Default: MiniStack itself. */
  lambdaEndpoint?: string;
}

/** Installs MiniStack where it is missing, starts it on a free port of 127.0.0.1 and waits until it answers. */
export async function startMiniStack(options: StartOptions = {}): Promise<MiniStack> {
  const { report = () => {}, signal } = options;
  const python = await pythonWithMiniStack(report, { signal });
  const folder = await mkdtemp(join(tmpdir(), "custom-user-pool-"));
  const port = await freePort();
  const log = join(folder, "ministack.log");
  const child = launch(python, log, environment(folder, port, options));
  const ended = new AbortController();
  const stop = stopper(child, folder);
  child.once("error", (error) => ended.abort(new CommandError(`MiniStack did not start: ${error.message}`)));
  child.once("exit", (code, killedBy) => {
    if (stop.asked) return;
    const how = killedBy === null ? `with exit code ${code}` : `by ${killedBy}`;
    ended.abort(new CommandError(`MiniStack, the local AWS, has ended ${how}. Run the command again.`));
  });
  const endpoint = `http://127.0.0.1:${port}`;
  try {
    await answering(endpoint, signal ? AbortSignal.any([ended.signal, signal]) : ended.signal);
  } catch (error) {
    const output = await readFile(log, "utf8").catch(() => "");
    await stop();
    if (signal?.aborted || output === "") throw error;
    throw new CommandError(`MiniStack did not start. Its last lines:\n${lastLines(output)}`, {
      cause: error,
    });
  }
  return { endpoint, pid: child.pid ?? 0, ended: ended.signal, stop };
}

function launch(python: string, log: string, env: NodeJS.ProcessEnv): ChildProcess {
  const output = openSync(log, "a");
  try {
    // A process group of its own: Ctrl-C in the terminal reaches this program alone, which then ends the group in order.
    // The pipe on standard input is what launch.py watches.
    return spawn(python, [join(__dirname, "launch.py")], {
      detached: true,
      stdio: ["pipe", output, output],
      env,
    });
  } finally {
    closeSync(output);
  }
}

/** Nothing of the user's AWS configuration: MiniStack hands its environment on to the Lambdas that it runs. */
function environment(
  folder: string,
  port: number,
  { auth = true, lambdaEndpoint }: StartOptions,
): NodeJS.ProcessEnv {
  return {
    PATH: process.env["PATH"],
    LANG: process.env["LANG"],
    HOME: folder,
    TMPDIR: folder,
    STATE_DIR: join(folder, "state"),
    GATEWAY_PORT: String(port),
    BIND_HOST: "127.0.0.1",
    AUTH: String(auth),
    LAMBDA_EXECUTOR: "local",
    // Two listeners beside the gateway, on fixed ports, for services that nobody uses here.
    IOT_MTLS_ENABLED: "0",
    SFTP_ENABLED: "0",
    // The Lambdas run on this machine's Node, not on the one that they name: its warnings about itself say nothing about them.
    NODE_NO_WARNINGS: "1",
    ...(lambdaEndpoint !== undefined && { AWS_ENDPOINT_URL: lambdaEndpoint }),
  };
}

async function answering(endpoint: string, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + START_SECONDS * 1000;
  for (;;) {
    signal.throwIfAborted();
    if (await isHealthy(endpoint)) return;
    if (Date.now() > deadline)
      throw new CommandError(`MiniStack did not answer within ${START_SECONDS} seconds.`);
    await sleep(50);
  }
}

async function isHealthy(endpoint: string): Promise<boolean> {
  try {
    const response = await fetch(`${endpoint}/_ministack/health`, { signal: AbortSignal.timeout(2000) });
    return response.ok;
  } catch {
    return false;
  }
}

/** The one way to end the process group, for the orderly end and for this program's own exit. */
function stopper(child: ChildProcess, folder: string): { (): Promise<void>; asked: boolean } {
  const kill = (name: NodeJS.Signals) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, name);
    } catch {
      // The group is gone already.
    }
  };
  const onExit = () => kill("SIGKILL");
  process.once("exit", onExit);
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    const gone = new Promise<void>((resolve) => {
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) resolve();
      else child.once("exit", () => resolve());
    });
    kill("SIGTERM");
    await Promise.race([gone, sleep(STOP_SECONDS * 1000, undefined, { ref: false })]);
    kill("SIGKILL"); // also ends Lambda processes that outlive MiniStack
    await gone;
    process.off("exit", onExit);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  const stopOnce = () => {
    stopOnce.asked = true;
    stopping ??= stop();
    return stopping;
  };
  stopOnce.asked = false;
  return stopOnce;
}
