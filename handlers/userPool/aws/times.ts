export { longestWaitMs } from "../../customResource/handler";

/**
 * How the handler's times fit each other, all in milliseconds: the one place that says it.
 *
 * | what | how long | why |
 * | --- | --- | --- |
 * | a run | `handlerTimeout`, less what answering takes | Lambda's time-out |
 * | `callMs` | 23 s | the longest that one call of Cognito lasts |
 * | `visibleMs` | 12 s | until the list and IAM show a new pool with its tags |
 * | `createWindowMs` | up to 120 s | CreateUserPool is begun no later after the request |
 * | `lateMs` | 15 s | a Create that arrives later after it was made asks CloudFormation whether it is still wanted |
 * | `patienceMs` | late + window + call + visible | the Delete of a Create that may still run, and a second delivery, look that long for its pool |
 * | `furtherTryMs` | 45 s | after a lost answer CreateUserPool is begun anew so soon, or not at all |
 * | `longestWaitMs` | an hour | CloudFormation's longest wait: an older request changes nothing, an older pool was not made by an open one |
 * | the stack's wait | three runs, Lambda's pauses, a margin | `serviceTimeout`; no event is of use when it is older |
 *
 * A run holds the patience and, after it, what is left to make or remove a pool: with 300 seconds 170 and 121.
 */
export const callTimeouts = { connection: 3_000, request: 20_000 } as const;
export const callMs = callTimeouts.connection + callTimeouts.request;
export const visibleMs = 12_000;
export const furtherTryMs = callMs + 22_000;

/** A request that arrives later than this after CloudFormation made it may be one that it has given up. */
export const lateMs = 15_000;

/** What may lie between the window of one delivery and what another one sees. */
const othersMs = lateMs + callMs + visibleMs;

/** CreateUserPool is not begun later than this after the request arrived. */
export function createWindowMs(runMs: number): number {
  return Math.max(0, Math.min(120_000, (runMs - othersMs) / 2));
}

/** Whoever looks so long for the pool of another request, or of another delivery, has seen it, or there will be none. */
export function patienceMs(runMs: number): number {
  return createWindowMs(runMs) + othersMs;
}

/** A pool is gone when all tries of so long did not find it, nor the list. */
export const lost = { patienceMs: 10_000, pauseMs: 2_000 } as const;
/** IAM may need a moment to know the tags of a new pool; longer than this it does not. */
export const tagsSettleMs = 20_000;

/** Lambda's default time-out of the handler, and its longest one, in seconds. */
export const handlerTimeout = { default: 300, longest: 900 } as const;

/** Lambda waits about one and then two minutes before it repeats a failed asynchronous invocation. */
const retryPauses = 60 + 120;
const margin = 60;

/** The seconds that CloudFormation waits for an answer: three runs, Lambda's pauses between them, and a margin. */
export function serviceTimeout(timeout: number): number {
  return 3 * timeout + retryPauses + margin;
}

/** `MaximumEventAgeInSeconds`: nobody waits for the answer to an older event. */
export function longestEventAge(timeout: number): number {
  return serviceTimeout(timeout);
}
