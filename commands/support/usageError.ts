import { CommandError } from "./errors";
import { exitCodes } from "./exitCodes";

/** A command line that cannot be carried out; every command ends with {@link exitCodes.usage} then. */
export class UsageError extends CommandError {
  readonly exitCode = exitCodes.usage;
}
