import { inspect } from "node:util";
import * as pulumi from "@pulumi/pulumi";

/**
 * An error that Pulumi shows as its message alone, and at once.
 *
 * The SDK hangs the promise that failed on each error that comes out of an output, and inspects the error whenever one is not
 * handled: it walks through the whole program's resources, for minutes, before it says anything.
 */
export function runError(message: string): pulumi.RunError {
  const error = new pulumi.RunError(message);
  Object.defineProperty(error, inspect.custom, { value: () => error.message });
  return error;
}
