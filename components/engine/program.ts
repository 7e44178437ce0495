import * as pulumi from "@pulumi/pulumi";

/**
 * Makes a value once per key in each run of a Pulumi program. Several programs may run in one process, one after the
 * other: the Automation API does it, and so do unit tests with mocks.
 */
export function oncePerProgram<Value>(): (key: unknown, make: () => Value) => Value {
  const programs = new WeakMap<object, Map<unknown, Value>>();
  return (key, make) => {
    const program = currentProgram() ?? programs;
    const values = programs.get(program) ?? new Map<unknown, Value>();
    programs.set(program, values);
    const value = values.get(key) ?? make();
    values.set(key, value);
    return value;
  };
}

/** The monitors of a plugin's calls, each with the one that stands for its program. */
const joined = new WeakMap<object, object>();

/** By the engine's address. A plugin's process ends with the engine: nothing piles up here. */
const served = new Map<string, object>();

/**
 * Makes the present call to this package's plugin part of the program that it comes from. The engine runs a program in
 * another language by one call for each component, and each call talks to a monitor of its own at the same address.
 */
export function joinProgram(): void {
  const monitor = pulumi.runtime.getMonitor();
  if (monitor === undefined) return;
  const address = `${addressOf(monitor)} ${pulumi.runtime.isDryRun()}`;
  const program = served.get(address) ?? monitor;
  served.set(address, program);
  joined.set(monitor, program);
}

/** Each run talks to a resource monitor of its own. */
function currentProgram(): object | undefined {
  const monitor = pulumi.runtime.getMonitor();
  return monitor && (joined.get(monitor) ?? monitor);
}

function addressOf(monitor: object): string {
  return isClient(monitor) ? monitor.getChannel().getTarget() : "";
}

/** Pulumi's declarations leave out that its monitor is a gRPC client. */
function isClient(monitor: object): monitor is { getChannel(): { getTarget(): string } } {
  return "getChannel" in monitor;
}

/** Unit tests have no engine that could call a hook: the monitor of Pulumi's mocks does not even take one. */
export function hasEngine(): boolean {
  const monitor = pulumi.runtime.getMonitor();
  return monitor !== undefined && "registerResourceHook" in monitor;
}
