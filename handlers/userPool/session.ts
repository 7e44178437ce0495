import type { UserPoolType } from "@aws-sdk/client-cognito-identity-provider";
import type { CloudFormationCustomResourceEvent } from "aws-lambda";
import type { Clock } from "../customResource/clock";
import type { Invocation } from "../customResource/handler";
import type { Log } from "../customResource/log";
import type { Cognito } from "./cognito";
import type { Owner } from "./ownership";
import { withRetries } from "./retries";

/** What the lifecycles need of the world; only the entry file makes the real ones. */
export interface Services {
  clock: Clock;
  log: Log;
  /** A number in [0, 1), such as `Math.random`. */
  random: () => number;
  /** Cognito's API; its calls end when the signal is aborted. */
  cognito(signal: AbortSignal): Cognito;
}

/** One request, with all that its work needs. */
export interface Session {
  services: Services;
  invocation: Invocation;
  /** Cognito with retries, within the invocation's time. */
  cognito: Cognito;
  owner: Owner;
  /** Epoch milliseconds at which the request arrived. */
  startedAt: number;
}

export function openSession(
  services: Services,
  event: CloudFormationCustomResourceEvent,
  invocation: Invocation,
): Session {
  const { clock, random, log } = services;
  const { signal, deadline } = invocation;
  return {
    services,
    invocation,
    cognito: withRetries(services.cognito(signal), { clock, random, log, signal, deadline }),
    owner: {
      functionName: invocation.functionName,
      stackId: event.StackId,
      logicalId: event.LogicalResourceId,
      requestId: event.RequestId,
    },
    startedAt: clock.now(),
  };
}

/** A pool that DescribeUserPool or CreateUserPool returned, with its id. */
export type Pool = UserPoolType & { Id: string };

/** @throws Error when Cognito answered without an id. */
export function withId(pool: UserPoolType): Pool {
  if (pool.Id === undefined) throw new Error("Cognito answered with a user pool that has no id.");
  return { ...pool, Id: pool.Id };
}
