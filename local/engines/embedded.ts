import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { connectLocal } from "../../commands/support/aws";
import { CommandError } from "../../commands/support/errors";
import { runsTypeScript } from "../../commands/support/processes";
import { createRegistry, type Registry } from "../provider/types/registry";
import type { ResourceState, RunMessage, RunRequest } from "./embeddedMessages";
import type { Changes, Config, Deployment, Engine } from "./engine";

export interface EmbeddedEngineOptions {
  /** The variables with which AWS tools reach the local AWS. */
  readonly aws: Readonly<Record<string, string>>;
  /** Told what the provider and the program say. */
  readonly report: (line: string) => void;
  /** Stops a deployment under way after the calls of AWS that have begun. */
  readonly signal?: AbortSignal;
  /**
   * The folder of Pulumi.yaml and index.ts.
   *
   * @default this project's
   */
  readonly project?: string;
}

/**
 * Deploys the program without Pulumi's CLI: a process of its own runs it on Pulumi's mock runtime, and each registration goes to the
 * local provider. State is kept in memory; there is no preview, and resource options that the CLI acts on (hooks, `protect`,
 * `ignoreChanges`) have no effect.
 */
export class EmbeddedEngine implements Engine {
  readonly name = "embedded";
  readonly #options: EmbeddedEngineOptions;
  /** In the order in which the resources became ready, so that nobody stands before what it depends on. */
  #state: ResourceState[] = [];

  constructor(options: EmbeddedEngineOptions) {
    this.#options = options;
  }

  async up(config: Config): Promise<Deployment> {
    const run = new Run(this.#state);
    const child = this.#startProgram(config);
    try {
      await this.#follow(child, run);
    } finally {
      this.#state = run.state();
    }
    const changes = run.changes;
    const dropped = run.dropped();
    if (dropped > 0) changes["delete"] = dropped;
    await this.#remove(run.obsolete());
    return { outputs: run.outputs, changes };
  }

  async destroy(): Promise<void> {
    await this.#remove(this.#state);
  }

  #startProgram(config: Config): ChildProcess {
    const folder = this.#options.project ?? join(__dirname, "..", "..");
    const request: RunRequest = { folder, config, state: this.#state };
    const child = fork(join(__dirname, "embeddedProgram.ts"), [], {
      // A program's paths begin in its own folder, as with Pulumi.
      cwd: folder,
      execArgv: runsTypeScript,
      env: { ...process.env, ...this.#options.aws, NODE_NO_WARNINGS: "1" },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface({ input: stream }).on("line", this.#options.report);
    }
    child.send(request);
    return child;
  }

  async #follow(child: ChildProcess, run: Run): Promise<void> {
    const cancel = () => child.connected && child.send("cancel");
    const { signal, report } = this.#options;
    signal?.addEventListener("abort", cancel);
    child.on("message", (message: RunMessage) => {
      if (message.kind === "report") report(message.line);
      else run.note(message);
    });
    const ending = await ended(child);
    signal?.removeEventListener("abort", cancel);
    signal?.throwIfAborted();
    if (run.error !== undefined) throw new CommandError(run.error);
    if (!run.finished) throw new Error(`The program ended before it was done (${ending})`);
  }

  /** Last made, first removed. What cannot be removed stays in the state. */
  async #remove(resources: ResourceState[]): Promise<void> {
    if (resources.length === 0) return;
    const aws = connectLocal(this.#options.aws);
    const registry: Registry = createRegistry({ aws, defaultTags: {} });
    for (const resource of resources.toReversed()) {
      if (resource.type.startsWith("aws:"))
        await registry.typeOf(resource.type).delete(resource.id, resource.outs);
      this.#state = this.#state.filter((other) => other !== resource);
    }
    aws.close();
  }
}

/** Waits for "close", which comes after the last message and the last line. */
function ended(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, killedBy) => resolve(killedBy ?? `exit code ${code}`));
  });
}

/** What one run of the program does to the state. */
class Run {
  readonly changes: Changes = {};
  outputs: Record<string, string> = {};
  error: string | undefined;
  finished = false;
  /** What earlier runs have made, in order. */
  readonly #before: readonly ResourceState[];
  /** Of earlier runs; what this run does not name is obsolete when it succeeds. */
  #old: ResourceState[];
  readonly #current: ResourceState[] = [];

  constructor(state: ResourceState[]) {
    this.#before = state;
    this.#old = [...state];
  }

  note(message: Exclude<RunMessage, { kind: "report" }>): void {
    switch (message.kind) {
      case "resource":
        this.changes[message.change] = (this.changes[message.change] ?? 0) + 1;
        if (message.resource) this.#made(message.resource);
        break;
      case "deleted":
        this.#old = this.#old.filter(({ urn }) => urn !== message.urn);
        break;
      case "outputs":
        this.finished = true;
        this.outputs = Object.fromEntries(
          Object.entries(message.outputs).map(([name, value]) => [name, text(value)]),
        );
        break;
      case "error":
        this.error = message.message;
    }
  }

  /** Under the same id it is the old one; under another it has replaced it, and the old one is still there. */
  #made(resource: ResourceState): void {
    this.#old = this.#old.filter(({ urn, id }) => urn !== resource.urn || id !== resource.id);
    this.#current.push(resource);
  }

  /**
   * What there is now, nobody before what it depends on: what this run has not come to, because it failed, stays behind everything that
   * it stood behind before.
   */
  state(): ResourceState[] {
    const state = [...this.#current];
    for (const resource of this.#old) {
      const earlier = this.#before.slice(0, this.#before.indexOf(resource)).map(({ urn }) => urn);
      const last = state.findLastIndex(({ urn }) => earlier.includes(urn));
      state.splice(last + 1, 0, resource);
    }
    return state;
  }

  /** What has been replaced, and what the program does not name any more. */
  obsolete(): ResourceState[] {
    return this.#old;
  }

  /** How many of the obsolete ones have not been replaced. */
  dropped(): number {
    return this.#old.filter(({ urn }) => !this.#current.some((other) => other.urn === urn)).length;
  }
}

function text(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
