import { CommandError } from "./errors";

/** Why a command ends that the user has stopped. */
export class Interrupted extends CommandError {
  readonly exitCode: number;

  constructor(signal: "SIGINT" | "SIGTERM") {
    super(`Stopped by ${signal}.`);
    this.exitCode = signal === "SIGINT" ? 130 : 143;
  }
}

/** npm hands on the signals that the terminal has sent to every process already: one Ctrl-C may arrive more than once. */
const echoMs = 1000;

/**
 * The first Ctrl-C or SIGTERM aborts, with an {@link Interrupted}, so that the command can end in order. A second one ends it
 * at once; what `exit` handlers do is still done.
 */
export function interruptible(): AbortSignal {
  const controller = new AbortController();
  let first = Number.POSITIVE_INFINITY;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (performance.now() > first + echoMs) process.exit(new Interrupted(signal).exitCode);
      first = Math.min(first, performance.now());
      controller.abort(new Interrupted(signal));
    });
  }
  return controller.signal;
}

/** Waits for work that knows nothing of the signal; when the signal comes first, its reason is thrown. */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  let stop = nothing;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop);
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    // A signal of its own for each would take half as much memory again where there are many.
    signal.removeEventListener("abort", stop);
    work.catch(() => undefined); // it may have lost the race
  }
}

function nothing(): void {}
