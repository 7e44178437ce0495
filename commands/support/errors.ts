import { isNativeError } from "node:util/types";

/** A fault that the reader of the message can mend: it is shown without a stack trace. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}

/** The words of anything that was thrown, with the causes that add something. A {@link CommandError} says all there is to say. */
export function describeError(error: unknown): string {
  if (!isError(error)) return String(error);
  if (error instanceof CommandError) return error.message;
  const cause = error.cause === undefined ? "" : describeError(error.cause);
  // Node's AggregateError of a name with several addresses has a code and no words.
  const own = error.message || ("code" in error ? String(error.code) : error.name);
  return cause === "" || own.includes(cause) ? own : `${own.replace(/\.$/, "")}: ${cause}`;
}

/** Whether an error carries this name, as the AWS SDK's errors do, or this `code`, as Node's do. */
export function isNamed(error: unknown, ...names: string[]): boolean {
  if (!isError(error)) return false;
  return names.includes(error.name) || ("code" in error && names.includes(String(error.code)));
}

const fileErrors = ["EACCES", "EPERM", "EROFS", "ENOENT", "ENOTDIR", "EISDIR", "EEXIST", "ENOSPC", "ELOOP"];

/** An error of reading or writing a file, said so that the reader can mend it. */
export function unusable(error: unknown, file: string, cure: string): unknown {
  if (!isNamed(error, ...fileErrors)) return error;
  return new CommandError(`The file \`${file}\` cannot be used (${describeError(error)}). ${cure}`, {
    cause: error,
  });
}

/** An error of writing in a folder, said so that the reader can mend it. */
export function unwritable(error: unknown, folder: string, why: string): unknown {
  if (!isNamed(error, ...fileErrors)) return error;
  return new CommandError(`The folder \`${folder}\` cannot be written (${describeError(error)}); ${why}.`, {
    cause: error,
  });
}

/** `instanceof` does not know the errors of another realm, and under Jest the errors of Node's own modules are such. */
function isError(error: unknown): error is Error {
  return error instanceof Error || isNativeError(error);
}
