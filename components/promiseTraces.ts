/**
 * Does work that registers resources without the price of the stack traces that Pulumi takes for each promise that it
 * makes, some four hundred for a pool. They are for `PULUMI_DEBUG_PROMISE_LEAKS` alone, but in a program that ts-node runs each
 * is mapped to the sources, which takes longer than all the rest. Every other trace is what it was.
 *
 * @see https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/debuggable.ts
 */
export function withoutPromiseTraces<T>(work: () => T): T {
  const mapped = Error.prepareStackTrace?.bind(Error);
  if (mapped === undefined || process.env["PULUMI_DEBUG_PROMISE_LEAKS"]) return work();
  const former = Reflect.get(Error, "prepareStackTrace");
  Error.prepareStackTrace = (error, trace): unknown =>
    trace[0]?.getFunctionName() === "debuggablePromise" ? "" : mapped(error, trace);
  try {
    return work();
  } finally {
    Error.prepareStackTrace = former;
  }
}
