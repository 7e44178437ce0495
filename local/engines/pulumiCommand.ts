import { type ChildProcess, spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import type { Variables } from "../cli/cache";

/** One start of the CLI. */
export interface PulumiCommand {
  readonly path: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Variables;
  readonly signal?: AbortSignal | undefined;
  /** How long an interrupted CLI may take to finish the operations under way. */
  readonly graceMs?: number;
}

/** How a command ended. */
export interface PulumiResult {
  readonly ok: boolean;
  /** The exit code, or the name of the signal that ended it. */
  readonly end: number | NodeJS.Signals;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs the CLI to its end. When the signal aborts, the CLI is interrupted, as with Ctrl-C: it ends what is under way and
 * then its plugins. If it does not, it is killed; its plugins notice that and end.
 */
export async function runPulumi(command: PulumiCommand): Promise<PulumiResult> {
  command.signal?.throwIfAborted();
  const child = spawn(command.path, [...command.args], {
    cwd: command.cwd,
    env: command.env,
    stdio: ["ignore", "pipe", "pipe"],
    // In a process group of its own the CLI does not get the terminal's Ctrl-C too: a second one makes it stop at once.
    detached: true,
  });
  const release = interruptOnAbort(child, command);
  try {
    const [end, stdout, stderr] = await Promise.all([endOf(child), text(child.stdout), text(child.stderr)]);
    command.signal?.throwIfAborted();
    return { ok: end === 0, end, stdout, stderr };
  } finally {
    release();
  }
}

function endOf(child: ChildProcess): Promise<number | NodeJS.Signals> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(signal ?? code ?? 0));
  });
}

function interruptOnAbort(child: ChildProcess, { signal, graceMs = 30_000 }: PulumiCommand): () => void {
  let timer: NodeJS.Timeout | undefined;
  const interrupt = (): void => {
    child.kill("SIGINT");
    timer = setTimeout(() => child.kill("SIGKILL"), graceMs);
  };
  signal?.addEventListener("abort", interrupt, { once: true });
  return () => {
    clearTimeout(timer);
    signal?.removeEventListener("abort", interrupt);
  };
}
