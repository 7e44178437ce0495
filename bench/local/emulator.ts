import { startMiniStack } from "../../local/emulator/miniStack";

/** A MiniStack to measure with. */
export interface Emulator {
  readonly endpoint: string;
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
  return { endpoint: miniStack.endpoint, stop: () => miniStack.stop() };
}
