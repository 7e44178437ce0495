import { CommandError, isNamed } from "../../commands/support/errors";
import { PROXY_HEADER, startProxy } from "../proxy/proxy";
import { startMiniStack } from "./miniStack";

/** The local AWS that a run uses. */
export interface LocalAws {
  /** Where clients reach it. */
  readonly endpoint: string;
  /** Aborted, with the reason, when an emulator that was started here ends by itself. */
  readonly ended: AbortSignal;
  stop(): Promise<void>;
}

export interface LocalAwsOptions {
  /** The port on which clients reach it; without one, a free one. */
  port?: number;
  /** The IAM action that every policy is registered without. */
  withoutAction?: string;
  report: (line: string) => void;
  signal: AbortSignal;
}

/** Starts MiniStack and the proxy in front of it, or connects to the emulator that `AWS_ENDPOINT_URL` names. */
export function startLocalAws(options: LocalAwsOptions): Promise<LocalAws> {
  const given = process.env["AWS_ENDPOINT_URL"];
  return given ? useGiven(given, options) : startOwn(options);
}

async function startOwn({ port, withoutAction, report, signal }: LocalAwsOptions): Promise<LocalAws> {
  // The user's own account has no part in this: not even a profile that this process's children would read.
  for (const name of Object.keys(process.env)) {
    if (/^AWS_(?!SDK_JS_)/.test(name) && !name.endsWith("REGION")) delete process.env[name];
  }
  // First the port, which may be taken: then nothing else is started.
  let upstream = "";
  const proxy = await startProxy({ upstream: () => upstream, port, withoutAction, report });
  try {
    const miniStack = await startMiniStack({ report, signal });
    upstream = miniStack.endpoint;
    const stop = async () => {
      await proxy.close();
      await miniStack.stop();
    };
    return { endpoint: proxy.endpoint, ended: miniStack.ended, stop };
  } catch (error) {
    await proxy.close();
    throw error;
  }
}

async function useGiven(given: string, { port, withoutAction, report }: LocalAwsOptions): Promise<LocalAws> {
  const health = await probe(given);
  const neverEnds = new AbortController().signal;
  const firesTriggers = !health.ok || health.headers.has(PROXY_HEADER);
  if (firesTriggers && withoutAction === undefined) {
    if (port !== undefined)
      throw new CommandError("`--port` has no meaning here: `AWS_ENDPOINT_URL` names the local AWS.");
    return { endpoint: given, ended: neverEnds, stop: () => Promise.resolve() };
  }
  if (!firesTriggers)
    report(`${given} is a MiniStack: the calls of triggers that it lacks are added in front of it`);
  const proxy = await startProxy({
    upstream: () => given,
    port,
    firesTriggers: !firesTriggers,
    withoutAction,
    report,
  });
  return { endpoint: proxy.endpoint, ended: neverEnds, stop: () => proxy.close() };
}

/**
 * Where AWS itself is, in each of its partitions, with IPv6 and without.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/rande.html
 */
const ofAws = /\.(amazonaws\.(com|com\.cn|eu)|api\.aws|api\.amazonwebservices\.(com\.cn|eu))\.?$/;

/** Asks an emulator whether it is a MiniStack. Refuses AWS itself. */
async function probe(given: string): Promise<Response> {
  if (!URL.canParse(given))
    throw new CommandError(`Expected \`AWS_ENDPOINT_URL\` to be a URL, got \`${given}\`.`);
  if (ofAws.test(new URL(given).hostname)) {
    throw new CommandError(
      "`AWS_ENDPOINT_URL` names AWS itself, and this is a local run. Unset it, or use `npx pulumi up`.",
    );
  }
  try {
    return await fetch(new URL("/_ministack/health", given), { signal: AbortSignal.timeout(5000) });
  } catch (error) {
    if (!isNamed(error, "TypeError", "TimeoutError")) throw error;
    throw new CommandError(
      `Nothing answers at \`${given}\`, which \`AWS_ENDPOINT_URL\` names. Start the emulator, or unset the variable: ` +
        "then MiniStack is started.",
    );
  }
}
