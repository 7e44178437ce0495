/**
 * The process in which the embedded engine runs the program once: {@link RunRequest} comes in, {@link RunMessage}s go out.
 * A process of its own, so that every run loads the program afresh, and nothing that it does can break the engine.
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import { describeError } from "../../commands/support/errors";
import { isRecord } from "../../commands/support/records";
import { deploysMark } from "../../components/engine/unitTest";
import { InitializationFailed, type Inputs, type Props, type ResourceType } from "../provider/resourceType";
import { registryFromEnvironment } from "../provider/types/registry";
import type { Change, ResourceState, RunMessage, RunRequest } from "./embeddedMessages";
import { readProject } from "./project";

const STACK = "local";

const registry = registryFromEnvironment();
const old = new Map<string, ResourceState>();
const registered = new Set<string>();
const underWay = new Set<Promise<unknown>>();
let failed = false;

function tell(message: RunMessage): void {
  process.send?.(message);
}

/** The first error is the cause; those that follow it are its echoes. What has begun is waited for, so that the engine knows of it. */
async function fail(message: string): Promise<void> {
  if (failed) return;
  failed = true;
  await Promise.allSettled(underWay);
  process.send?.({ kind: "error", message } satisfies RunMessage, () => process.exit(1));
}

async function run({ folder, config, state }: RunRequest): Promise<void> {
  // From here on only work under way keeps the process: a program that waits for what never comes ends instead of hanging.
  process.channel?.unref();
  for (const resource of state) old.set(resource.urn, resource);
  const project = await readProject(folder);
  await pulumi.runtime.setMocks({ newResource: begin, call: refuseCall }, project.name, STACK, false);
  Object.assign(pulumi.runtime.getMonitor() ?? {}, { [deploysMark]: true });
  const values = Object.entries({ ...project.defaults, ...config });
  pulumi.runtime.setAllConfig(
    Object.fromEntries(values.map(([key, value]) => [`${project.name}:${key}`, value])),
  );
  const load = createRequire(__filename);
  const outputs: unknown = await pulumi.runtime.runInPulumiStack(() =>
    Promise.resolve(load(join(folder, "index.ts"))),
  );
  await pulumi.runtime.disconnect(); // waits for the registrations that no output waits for
  await setImmediate(); // a rejection that nobody handles is reported only when all that is ready has run
  if (failed) return;
  process.send?.({ kind: "outputs", outputs: isRecord(outputs) ? outputs : {} } satisfies RunMessage, () =>
    process.exit(0),
  );
}

async function begin(args: pulumi.runtime.MockResourceArgs): Promise<pulumi.runtime.MockResourceResult> {
  if (failed) throw new Error("The deployment has been stopped");
  const work = register(args);
  underWay.add(work);
  try {
    return await work;
  } catch (error) {
    underWay.delete(work);
    void fail(`${args.type} \`${args.name}\`: ${describeError(error)}`);
    throw error;
  } finally {
    underWay.delete(work);
  }
}

async function register(args: pulumi.runtime.MockResourceArgs): Promise<pulumi.runtime.MockResourceResult> {
  const { type, name } = args;
  const urn = `urn:pulumi:${STACK}::${pulumi.getProject()}::${type}::${name}`;
  if (registered.has(urn))
    throw new Error(`\`${name}\` is registered twice: two ${type} may not have the same name`);
  registered.add(urn);
  const inputs = plainInputs(args.inputs);
  if (!args.custom) {
    const change = old.has(urn) ? "same" : "create";
    tell({ kind: "resource", change, resource: { urn, type, id: urn, inputs: {}, outs: {} } });
    return { id: undefined, state: inputs };
  }
  const { id, outs } = await bringUpToDate({ urn, type }, inputs);
  const { __defaults: _internal, ...state } = outs;
  return { id, state };
}

interface Identity {
  urn: string;
  type: string;
}

async function bringUpToDate(identity: Identity, given: Inputs): Promise<{ id: string; outs: Props }> {
  const type = registry.typeOf(identity.type);
  const before = old.get(identity.urn);
  const { inputs, failures } = await type.check(identity.urn, given, before?.inputs);
  if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join(". "));
  const note = (change: Change, made: { id: string; outs: Props; failed?: true }) => {
    tell({ kind: "resource", change, resource: { ...identity, ...made, inputs } });
    return made;
  };
  const noteEvenFailed = async (change: Change, work: Promise<{ id: string; outs: Props }>) => {
    try {
      return note(change, await work);
    } catch (error) {
      if (error instanceof InitializationFailed)
        note(change, { id: error.id, outs: error.properties, failed: true });
      throw error;
    }
  };
  const make = (change: Change) => noteEvenFailed(change, type.create(inputs));
  if (!before) return make("create");
  const { changed, replaces, deleteBeforeReplace } = await type.diff(before.id, before.outs, inputs);
  if (changed.length === 0 && !before.failed) return note("same", { id: before.id, outs: before.outs });
  if (replaces.length === 0) {
    const { id, outs } = before;
    return noteEvenFailed(
      "update",
      type.update(id, outs, inputs).then((made) => ({ id, outs: made })),
    );
  }
  if (deleteBeforeReplace) await removeFirst(type, before);
  return make("replace");
}

async function removeFirst(type: ResourceType, before: ResourceState): Promise<void> {
  await type.delete(before.id, before.outs);
  tell({ kind: "deleted", urn: before.urn });
}

/** Under mocks, Pulumi marks secret values; the provider takes them plain, as the CLI hands them to its providers. */
function plainInputs(inputs: unknown): Inputs {
  const entries = Object.entries(isRecord(inputs) ? inputs : {});
  return Object.fromEntries(
    entries.map(([key, value]: [string, unknown]) => [
      key,
      pulumi.runtime.isRpcSecret(value) ? (pulumi.runtime.unwrapRpcSecret(value) as unknown) : value,
    ]),
  );
}

function refuseCall({ token }: pulumi.runtime.MockCallArgs): never {
  const message = `\`${token}\` is not implemented by the local provider: it has no functions. Deploy to AWS to use it.`;
  void fail(message); // what the program gets of an error here has lost its words
  throw new Error(message);
}

process.on("uncaughtException", (error) => void fail(describeError(error)));
process.on("unhandledRejection", (error) => void fail(describeError(error)));
// Ctrl-C reaches every process of the terminal; the engine decides what it means here.
process.on("SIGINT", () => undefined);
process.on("disconnect", () => process.exit(1));
process.on("message", (message: RunRequest | "cancel") => {
  if (message === "cancel") void fail("The deployment has been stopped");
  else run(message).catch((error: unknown) => fail(describeError(error)));
});
