import { LocalError } from "../../local/errors";
import { exitCodes } from "./exitCodes";

/** A command line that cannot be carried out; every command ends with {@link exitCodes.usage} then. */
export class UsageError extends LocalError {
  readonly exitCode = exitCodes.usage;
}
