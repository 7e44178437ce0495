import { describeError } from "../support/errors";
import type { Clients } from "./clients";
import { makePool, namePrefix, removePool } from "./pools";
import type { Probe, ProbeContext } from "./probe";
import { type Sweep, sweep } from "./sweep";

/** What the service said to one question. */
export interface Outcome {
  readonly id: string;
  readonly question: string;
  /** The key of the answer, and what it means; absent where the service did something else. */
  readonly answer?: string;
  readonly meaning?: string;
  /** What happened instead of an answer. */
  readonly problem?: string;
}

/** What a run has found out, and what it has left. */
export interface Answered {
  readonly outcomes: readonly Outcome[];
  /** What the last sweep has removed, and what it could not. */
  readonly swept: Sweep;
}

/** How a run is followed and stopped. */
export interface RunOptions {
  readonly clients: Clients;
  /** Told of each outcome. */
  readonly report?: (outcome: Outcome) => void;
  /** Ends the run after the question under way; what was made goes all the same. */
  readonly signal?: AbortSignal;
}

/** Asks one question after the other, and removes after each what it has made. */
export async function askAll(
  probes: readonly Probe[],
  { clients, report = () => {}, signal }: RunOptions,
): Promise<Answered> {
  const outcomes: Outcome[] = [];
  const run = Date.now().toString(36);
  for (const [index, probe] of probes.entries()) {
    if (signal?.aborted) break;
    const outcome = await askOne(probe, clients, `${namePrefix}${run}-${index}`);
    outcomes.push(outcome);
    report(outcome);
  }
  // What could not be removed at once, and what a request has made whose answer was lost.
  return { outcomes, swept: await sweep(clients) };
}

async function askOne(probe: Probe, clients: Clients, name: string): Promise<Outcome> {
  const { id, question, answers } = probe;
  const last: (() => Promise<unknown>)[] = [];
  const own: string[] = [];
  const context: ProbeContext = {
    ...clients,
    name,
    makePool: async (settings = {}) => {
      const pool = await makePool(clients, name, settings);
      own.push(pool.id);
      return pool;
    },
    afterwards: (what) => void last.unshift(what),
  };
  try {
    const answer = await probe.ask(context);
    const meaning = answers[answer];
    if (meaning === undefined) throw new Error(`\`${id}\` has no answer \`${answer}\``);
    return { id, question, answer, meaning };
  } catch (error) {
    return { id, question, problem: describeProblem(error) };
  } finally {
    // What is gone by now needs no removal, and what cannot be removed now the sweep sees again.
    for (const what of last) await what().catch(() => undefined);
    for (const made of own) await removePool(clients, made).catch(() => undefined);
  }
}

function describeProblem(error: unknown): string {
  const name = error instanceof Error && error.name !== "Error" ? `${error.name}: ` : "";
  return `${name}${describeError(error)}`;
}
