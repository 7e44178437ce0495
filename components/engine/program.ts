import * as pulumi from "@pulumi/pulumi";

/**
 * Makes a value once per key in each run of a Pulumi program. Several programs may run in one process, one after the
 * other: the Automation API does it, and so do unit tests with mocks.
 */
export function oncePerProgram<Value>(): (key: unknown, make: () => Value) => Value {
  const programs = new WeakMap<object, Map<unknown, Value>>();
  return (key, make) => {
    // Each run talks to a resource monitor of its own.
    const program = pulumi.runtime.getMonitor() ?? programs;
    const values = programs.get(program) ?? new Map<unknown, Value>();
    programs.set(program, values);
    const value = values.get(key) ?? make();
    values.set(key, value);
    return value;
  };
}

/** Unit tests have no engine that could call a hook: the monitor of Pulumi's mocks does not even take one. */
export function hasEngine(): boolean {
  const monitor = pulumi.runtime.getMonitor();
  return monitor !== undefined && "registerResourceHook" in monitor;
}
