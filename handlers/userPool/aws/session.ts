import type { UserPoolType } from "@aws-sdk/client-cognito-identity-provider";
import type { CloudFormationCustomResourceEvent } from "aws-lambda";
import type { Clock } from "../../customResource/clock";
import { UserError } from "../../customResource/errors";
import type { Invocation } from "../../customResource/handler";
import type { Log } from "../../customResource/log";
import type { Owner } from "../plan/ownership";
import type { Claims } from "./claims";
import type { Cognito } from "./cognito";
import { withRetries } from "./retries";
import type { Stacks } from "./stacks";
import { createWindowMs, patienceMs } from "./times";

/** What the lifecycles need of the world; only the entry file makes the real ones. */
export interface Services {
  clock: Clock;
  log: Log;
  /** A number in [0, 1), such as `Math.random`. */
  random: () => number;
  /** Cognito's API; its calls end when the signal is aborted. */
  cognito(signal: AbortSignal): Cognito;
  /** Where deliveries claim what only one may do; it may be unable to tell. */
  claims(signal: AbortSignal): Claims;
  /** What CloudFormation says of its stacks; it may be unable to tell. */
  stacks(signal: AbortSignal): Stacks;
}

/** One request, with all that its work needs. */
export interface Session {
  services: Services;
  invocation: Invocation;
  /** Cognito with retries, within the invocation's time. */
  cognito: Cognito;
  owner: Owner;
  /** `end`: epoch milliseconds after which no CreateUserPool may begin. */
  window: { end: number };
  /** Epoch milliseconds until which the pool of another request, or of another delivery, is looked for. */
  patienceEnd: number;
}

export function openSession(
  services: Services,
  event: CloudFormationCustomResourceEvent,
  invocation: Invocation,
): Session {
  const { clock, random, log } = services;
  const { signal, deadline, requestedAt } = invocation;
  const startedAt = clock.now();
  const runMs = deadline - startedAt;
  const window = { end: startedAt + createWindowMs(runMs) };
  return {
    services,
    invocation,
    cognito: withRetries(services.cognito(signal), { clock, random, log, signal, deadline, window }),
    owner: {
      functionName: invocation.functionName,
      stackId: event.StackId,
      logicalId: event.LogicalResourceId,
      requestId: event.RequestId,
      requestedAt,
    },
    window,
    patienceEnd: startedAt + patienceMs(runMs),
  };
}

/** Lets CreateUserPool begin from now on, after others were waited for. */
export function openWindow({ services, invocation, window }: Session): void {
  const now = services.clock.now();
  window.end = now + (invocation.deadline - now) / 2;
}

/** What `look` finds within so much time; undefined when that was not enough, since Cognito throttles. */
export async function briefly<T>(
  session: Session,
  ms: number,
  look: (limited: Session) => Promise<T>,
): Promise<T | undefined> {
  const { services } = session;
  const { clock, random, log } = services;
  const enough = new AbortController();
  const signal = AbortSignal.any([session.invocation.signal, enough.signal]);
  const deadline = clock.now() + ms;
  const limited = {
    ...session,
    invocation: { ...session.invocation, signal, deadline },
    cognito: withRetries(services.cognito(signal), {
      clock,
      random,
      log,
      signal,
      deadline,
      window: session.window,
    }),
  };
  try {
    return await Promise.race([look(limited), clock.sleep(ms, signal).then(() => undefined)]);
  } catch (error: unknown) {
    if (!(error instanceof UserError)) throw error;
    log.warn("There was no time to look for other pools of this request.");
    return undefined;
  } finally {
    enough.abort(new Error("There was no time left."));
  }
}

/** A pool that DescribeUserPool or CreateUserPool returned, with its id. */
export type Pool = UserPoolType & { Id: string };

/** @throws Error when Cognito answered without an id. */
export function withId(pool: UserPoolType): Pool {
  if (pool.Id === undefined) throw new Error("Cognito answered with a user pool that has no id.");
  return { ...pool, Id: pool.Id };
}
