import { run } from "../../commands/support/processes";
import { startMiniStack } from "../../local/emulator/miniStack";

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
  const miniStack = await startMiniStack({ report, auth: false, lambdaEndpoint });
  const { endpoint, pid } = miniStack;
  return { endpoint, memory: () => memoryOf(pid), stop: () => miniStack.stop() };
}

async function memoryOf(pid: number): Promise<number> {
  const lines = (await run("ps", ["-eo", "pgid=,rss="])).trim().split("\n");
  const members = lines
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([group]) => group === pid);
  return members.reduce((sum, [, kilobytes = 0]) => sum + kilobytes / 1024, 0);
}
