import { abortReason, type Clock } from "../customResource/clock";
import { errorName } from "../customResource/errors";
import type { Log } from "../customResource/log";
import { retry } from "../customResource/retry";
import type { Cognito } from "./cognito";

/** Errors that pass by themselves. */
const transient = new Set([
  "TooManyRequestsException",
  "ThrottlingException",
  "Throttling",
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
  if (importing.has(name)) return elapsedMs < importPatienceMs;
  if (settling.has(name)) return elapsedMs < settlingPatienceMs;
  return transient.has(name) || isServerFault(error);
}

/** What the retries need of the invocation and of the world. */
export interface RetryContext {
  clock: Clock;
  random: () => number;
  log: Log;
  signal: AbortSignal;
  deadline: number;
}

/** A call to Cognito and which of its errors another try may help against. */
interface RepeatableCall<T> {
  operation: string;
  run: () => Promise<T>;
  isRetryable?: (error: unknown, elapsedMs: number) => boolean;
}

async function repeat<T>(context: RetryContext, call: RepeatableCall<T>): Promise<T> {
  const policy = {
    attempts: 60,
    baseMs: 500,
    capMs: 4_000,
    deadline: context.deadline,
    signal: context.signal,
    isRetryable: call.isRetryable ?? isRetryable,
    onRetry: (error: unknown, attempt: number) =>
      context.log.warn("Trying again.", { operation: call.operation, error: errorName(error), attempt }),
  };
  return await retry(context, policy, async () => {
    if (context.signal.aborted) throw abortReason(context.signal);
    return await call.run();
  });
}

/**
 * The same API, which repeats a call after an error that passes by itself, as long as there is time. There are two
 * exceptions: CreateUserPool is not repeated blindly after an ambiguous error, and DescribeUserPool takes a refusal as
 * the answer that it is, since the role may not see pools that are not ours.
 */
export function withRetries(cognito: Cognito, context: RetryContext): Cognito {
  const wrap = <Input, Output>(
    operation: string,
    call: (input: Input) => Promise<Output>,
    judge?: RepeatableCall<Output>["isRetryable"],
  ) => {
    return (input: Input) => repeat(context, { operation, run: () => call(input), isRetryable: judge });
  };
  return {
    createUserPool: wrap(
      "CreateUserPool",
      cognito.createUserPool,
      (error, elapsedMs) => !isAmbiguous(error) && isRetryable(error, elapsedMs),
    ),
    describeUserPool: wrap(
      "DescribeUserPool",
      cognito.describeUserPool,
      (error, elapsedMs) => !isDenied(error) && isRetryable(error, elapsedMs),
    ),
    updateUserPool: wrap("UpdateUserPool", cognito.updateUserPool),
    deleteUserPool: wrap("DeleteUserPool", cognito.deleteUserPool),
    deleteUserPoolDomain: wrap("DeleteUserPoolDomain", cognito.deleteUserPoolDomain),
    addCustomAttributes: wrap("AddCustomAttributes", cognito.addCustomAttributes),
    getUserPoolMfaConfig: wrap("GetUserPoolMfaConfig", cognito.getUserPoolMfaConfig),
    setUserPoolMfaConfig: wrap("SetUserPoolMfaConfig", cognito.setUserPoolMfaConfig),
    listUserPools: wrap("ListUserPools", cognito.listUserPools),
    listUsers: wrap("ListUsers", cognito.listUsers),
  };
}
