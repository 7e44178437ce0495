import { abortReason, type Clock } from "../../customResource/clock";
import { errorName, UserError } from "../../customResource/errors";
import type { Log } from "../../customResource/log";
import { retry } from "../../customResource/retry";
import type { Cognito } from "./cognito";
import { lost } from "./times";

const throttling = new Set(["TooManyRequestsException", "ThrottlingException", "Throttling"]);

/** Errors that pass by themselves. */
const transient = new Set([
  ...throttling,
  "ConcurrentModificationException",
  "InternalErrorException",
  "ServiceUnavailable",
  "InternalServerError",
  "TimeoutError",
  "ECONNRESET",
  "ECONNREFUSED",
  "EPIPE",
  "ETIMEDOUT",
  "EAI_AGAIN",
  "ENOTFOUND",
]);

/** Errors that end when an import of users ends; bounded, since that may take hours. */
const importing = new Set(["UserImportInProgressException"]);
const importPatienceMs = 60_000;

/**
 * Errors of the first moments, while IAM makes new roles and policies known everywhere.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
 */
const settling = new Set([
  "AccessDenied",
  "AccessDeniedException",
  "NotAuthorizedException",
  "InvalidSmsRoleTrustRelationshipException",
  "InvalidSmsRoleAccessPolicyException",
  "InvalidEmailRoleAccessPolicyException",
]);
const settlingPatienceMs = 20_000;

/** After these nobody knows whether the request was carried out. */
const ambiguous = new Set([
  "InternalErrorException",
  "ServiceUnavailable",
  "InternalServerError",
  "TimeoutError",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
]);

/** Whether the operation may have been carried out although it failed. */
export function isAmbiguous(error: unknown): boolean {
  return ambiguous.has(errorName(error)) || isServerFault(error);
}

/** Whether the role may not do this, or may not do it with this pool. */
export function isDenied(error: unknown): boolean {
  return ["AccessDenied", "AccessDeniedException", "NotAuthorizedException"].includes(errorName(error));
}

export function isNotFound(error: unknown): boolean {
  return errorName(error) === "ResourceNotFoundException";
}

function isServerFault(error: unknown): boolean {
  return error instanceof Error && "$fault" in error && error.$fault === "server";
}

function isRetryable(error: unknown, elapsedMs: number): boolean {
  const name = errorName(error);
  // A pool that was there a moment ago is not gone after one answer that says so.
  if (isNotFound(error)) return elapsedMs < lost.patienceMs;
  if (importing.has(name)) return elapsedMs < importPatienceMs;
  if (settling.has(name)) return elapsedMs < settlingPatienceMs;
  return transient.has(name) || isServerFault(error);
}

/** Where "not found" is an answer, which whoever asks looks into. */
function isRetryableUnlessGone(error: unknown, elapsedMs: number): boolean {
  return !isNotFound(error) && isRetryable(error, elapsedMs);
}

/** What the retries need of the invocation and of the world. */
export interface RetryContext {
  clock: Clock;
  random: () => number;
  log: Log;
  signal: AbortSignal;
  deadline: number;
  /** `end`: CreateUserPool is not begun later than this. */
  window: { end: number };
}

/** What is repeated, and after which of its errors another try may help. */
export interface Repeated {
  operation: string;
  isRetryable?: (error: unknown, elapsedMs: number) => boolean;
}

/** Runs it until it succeeds, or fails with an error that does not pass by itself, as long as there is time. */
export async function repeat<T>(
  { clock, random, log, signal, deadline }: Omit<RetryContext, "window">,
  repeated: Repeated,
  run: (attempt: number) => Promise<T>,
): Promise<T> {
  const policy = {
    attempts: 200,
    baseMs: 500,
    capMs: 4_000,
    deadline,
    signal,
    isRetryable: repeated.isRetryable ?? isRetryable,
    onRetry: (error: unknown, attempt: number) =>
      log.warn("Trying again.", { operation: repeated.operation, error: errorName(error), attempt }),
  };
  const start = clock.now();
  try {
    return await retry({ clock, random }, policy, async (attempt) => {
      if (signal.aborted) throw abortReason(signal);
      return await run(attempt);
    });
  } catch (error: unknown) {
    if (!throttling.has(errorName(error))) throw error;
    const seconds = Math.round((clock.now() - start) / 1000);
    throw new UserError(
      `Cognito throttled ${repeated.operation} for ${seconds} seconds, as long as there was time: too much asks it at once in this account and Region. Run the deployment again.`,
      { cause: error },
    );
  }
}

/**
 * The same API, which repeats a call after an error that passes by itself, as long as there is time. CreateUserPool is
 * not repeated blindly after an ambiguous error, and DescribeUserPool takes a refusal as the answer that it is, since the
 * role may not see pools that are not ours. Requests that are made from what a pool is are not repeated here at all.
 */
export function withRetries(cognito: Cognito, context: RetryContext): Cognito {
  const wrap = <Input, Output>(
    operation: string,
    call: (input: Input) => Promise<Output>,
    judge?: Repeated["isRetryable"],
  ) => {
    return (input: Input) => {
      const deadline = operation === "CreateUserPool" ? context.window.end : context.deadline;
      return repeat({ ...context, deadline }, { operation, isRetryable: judge }, () => call(input));
    };
  };
  return {
    ...cognito,
    createUserPool: wrap(
      "CreateUserPool",
      cognito.createUserPool,
      (error, elapsedMs) => !isAmbiguous(error) && isRetryable(error, elapsedMs),
    ),
    describeUserPool: wrap(
      "DescribeUserPool",
      cognito.describeUserPool,
      (error, elapsedMs) => !isDenied(error) && isRetryableUnlessGone(error, elapsedMs),
    ),
    deleteUserPool: wrap("DeleteUserPool", cognito.deleteUserPool, isRetryableUnlessGone),
    deleteUserPoolDomain: wrap("DeleteUserPoolDomain", cognito.deleteUserPoolDomain, isRetryableUnlessGone),
    getUserPoolMfaConfig: wrap("GetUserPoolMfaConfig", cognito.getUserPoolMfaConfig),
    tagResource: wrap("TagResource", cognito.tagResource),
    listUserPools: wrap("ListUserPools", cognito.listUserPools),
    listUsers: wrap("ListUsers", cognito.listUsers),
  };
}
