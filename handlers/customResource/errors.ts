import { types } from "node:util";

/**
 * A fault that the reader of the stack's events can mend: its message is shown as it is.
 *
 * Any other error is shown by its name and message only; see {@link describeError}.
 */
export class UserError extends Error {
  override readonly name = "UserError";
}

/** The time of the invocation is used up before the work was done. */
export class DeadlineError extends Error {
  override readonly name = "DeadlineError";
}

/** The answer could not be delivered to CloudFormation. The message holds no part of the pre-signed URL. */
export class DeliveryError extends Error {
  override readonly name = "DeliveryError";
}

/** One sentence for the reader of a stack's events: no stack trace, no cause. */
export function describeError(error: unknown): string {
  if (error instanceof UserError || error instanceof DeadlineError) return error.message;
  if (isError(error)) return `${error.name}: ${error.message}`;
  return "The handler failed with something that is not an error.";
}

/** The name of whatever was thrown: the AWS error code for an SDK error, the system's code for a socket's. */
export function errorName(error: unknown): string {
  if (!isError(error)) return "Unknown";
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}

/** Also true for an error of another realm, such as Node's own ones where the code runs in a `vm` context. */
function isError(value: unknown): value is Error {
  return value instanceof Error || types.isNativeError(value);
}
