/** A fault that the reader of the message can mend: it is shown without a stack trace. */
export class LocalError extends Error {
  override readonly name = "LocalError";
}

/** The words of anything that was thrown, with the causes that add something. A {@link LocalError} says all there is to say. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof LocalError) return error.message;
  const cause = error.cause === undefined ? "" : describeError(error.cause);
  const own = error.message === "" ? error.name : error.message;
  return cause === "" || own.includes(cause) ? own : `${own}: ${cause}`;
}

/** Whether an error carries this name, as the AWS SDK's errors do, or this `code`, as Node's do. */
export function isNamed(error: unknown, ...names: string[]): boolean {
  if (!(error instanceof Error)) return false;
  return names.includes(error.name) || ("code" in error && names.includes(String(error.code)));
}
