type PrepareStackTrace = NonNullable<typeof Error.prepareStackTrace>;

/** The one that is in place, once there is one. */
let sparing: PrepareStackTrace | undefined;

/**
 * Spares the program the stack traces that Pulumi takes for each promise that it makes, some four hundred for a pool, at
 * once and while resources are registered. They are for `PULUMI_DEBUG_PROMISE_LEAKS` alone, but in a program that ts-node
 * runs each is mapped to the sources, which takes longer than all the rest. Every other trace is what it was.
 *
 * @see https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/debuggable.ts
 */
export function sparePromiseTraces(): void {
  const mapped = Error.prepareStackTrace?.bind(Error);
  const isInPlace = Error.prepareStackTrace === sparing;
  if (mapped === undefined || isInPlace || process.env["PULUMI_DEBUG_PROMISE_LEAKS"]) return;
  sparing = (error, trace): unknown =>
    trace[0]?.getFunctionName() === "debuggablePromise" ? "" : mapped(error, trace);
  Error.prepareStackTrace = sparing;
}
