import { inspect } from "node:util";
import * as pulumi from "@pulumi/pulumi";

/**
 * An error that Pulumi shows as its message alone, and at once.
 *
 * The SDK hangs the promise that failed on each error that comes out of an output, and inspects the error whenever one is not
 * handled: it walks through the whole program's resources, for minutes, before it says anything.
 *
 * It prints the stack of an error that comes when the program's own code has ended, and while it serializes a resource's
 * inputs it puts words before the message of an error: neither is for the reader.
 */
export function runError(message: string): pulumi.RunError {
  return Object.defineProperties(new pulumi.RunError(message), {
    message: { get: () => message, set: () => {} },
    stack: { value: message },
    [inspect.custom]: { value: () => message },
  });
}
