import { type SmokeTest, smokeTest } from "../commands/smoke/smokeTest";
import { CommandError, describeError } from "../commands/support/errors";
import { unlessAborted } from "../commands/support/interruption";
import type { Step } from "../commands/support/steps";
import { CHANGED_CONFIG, checkChange } from "./change";
import { counts, expectChanges } from "./changes";
import { diagnose } from "./diagnose";
import type { Changes, Config } from "./engines/engine";
import { buildPackage } from "./example";
import { type ExampleSteps, exampleSteps } from "./exampleSteps";
import { difference, names, takeInventory } from "./inventory";
import { type Running, type Surroundings, startRunning } from "./running";

type Report = (line: string) => void;

/** One deployment to the local AWS and everything that is tried with it. The steps share what this holds. */
export class LocalRun {
  readonly #surroundings: Surroundings;
  #running: Running | undefined;
  #smoke: SmokeTest | undefined;
  /** What the run itself adds to the configuration. */
  #config: Config = {};
  readonly #example: ExampleSteps;
  outputs: Record<string, string> = {};
  triggerLog: string | undefined;
  resourcesCreated = 0;
  resourcesLeft: string[] = [];

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
    this.#example = exampleSteps(surroundings.options.example, {
      aws: () => this.#there().aws,
      outputs: () => this.outputs,
      shell: () => ({ environment: this.environment(), signal: this.ended }),
      configure: (config) => void (this.#config = config),
      up: (config, report) => this.#up(config, report),
      unlessStopped: (work) => this.#unlessStopped(work),
    });
  }

  /** From nothing to the outputs; of the project's own program, by way of the trigger's line. */
  firstSteps(): Step[] {
    const isExample = this.#surroundings.options.example !== undefined;
    const { interruption } = this.#surroundings;
    return [
      ...(isExample
        ? [{ name: "build", title: "build the package", work: () => buildPackage(interruption) }]
        : []),
      { name: "start", title: "start the local AWS", work: (report) => this.#start(report) },
      ...this.#example.before,
      { name: "deploy", title: "deploy", work: (report) => this.#deploy(report) },
      ...(isExample ? [] : this.#smokeSteps()),
      { name: "outputs", title: "outputs", work: async (report) => this.#showOutputs(report) },
    ];
  }

  #smokeSteps(): Step[] {
    return [
      { name: "signUp", title: "sign a user up", work: () => this.#smokeStep((smoke) => smoke.signUp()) },
      { name: "confirm", title: "confirm the user", work: () => this.#smokeStep((smoke) => smoke.confirm()) },
      { name: "logLine", title: "the trigger's log line", work: () => this.#logLine() },
    ];
  }

  /** What a deployment that lives on must stand. Of an example only that nothing changes: the embedded engine compares, too. */
  changeSteps(): Step[] {
    const { choice, options } = this.#surroundings;
    const again: Step = {
      name: "again",
      title: "deploy again: nothing changes",
      work: (report) => this.#deployAgain(report),
    };
    if (options.example !== undefined) return [again, ...this.#example.deployed];
    const withCli: Step[] = [
      again,
      {
        name: "preview",
        title: "preview another password policy: the pool and its stack",
        work: () => this.#preview(),
      },
    ];
    const change: Step = {
      name: "change",
      title: "change password length, MFA and attributes",
      work: (report) => this.#change(report),
    };
    return choice.name === "pulumi" ? [...withCli, change] : [change];
  }

  /** Back to nothing. */
  lastSteps(): Step[] {
    return [
      { name: "destroy", title: "destroy", work: () => this.#destroy() },
      ...this.#example.after,
      { name: "leftovers", title: "check that nothing is left", work: () => this.#checkLeftovers() },
      { name: "stop", title: "stop the local AWS", work: () => this.stop() },
    ];
  }

  /** The variables with which AWS tools reach the local AWS. */
  environment(): Record<string, string> {
    return this.#there().environment;
  }

  /** The environment for commands that a person types: with the CLI's engine, beside what it has deployed. */
  keptEnvironment(): Promise<Record<string, string>> | undefined {
    return this.#there().engine.keptEnvironment?.();
  }

  /** Aborted by the user, or when the emulator ends. */
  get ended(): AbortSignal {
    return this.#running?.stop ?? this.#surroundings.interruption;
  }

  /** What AWS has to say about a failure, as far as it can still be asked. */
  async diagnosis(): Promise<string[]> {
    if (!this.#running || this.#running.local.ended.aborted) return [];
    const { aws, before } = this.#running;
    return diagnose(aws, before).catch((error: unknown) => [
      `AWS could not be asked: ${describeError(error)}`,
    ]);
  }

  /** Ends what still stands after a failure; returns what could not be ended. */
  async cleanUp(): Promise<string[]> {
    const faults: string[] = [];
    const attempt = (work: Promise<unknown>) =>
      work.catch((error: unknown) => faults.push(describeError(error)));
    if (this.#running && !this.#running.local.ended.aborted) {
      await attempt(this.#running.engine.destroy());
      await attempt(this.#checkLeftovers());
    }
    await attempt(this.stop());
    return faults;
  }

  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    running?.aws.close();
    await running?.local.stop();
  }

  async #start(report: Report): Promise<string> {
    this.#report = report;
    this.#running = await startRunning(this.#surroundings, (line) => this.#report(line));
    return this.#running.local.endpoint;
  }

  /** Where the step that is under way shows its lines. */
  #report: Report = () => undefined;

  async #deploy(report: Report): Promise<string> {
    const changes = await this.#up({}, report);
    this.resourcesCreated = changes["create"] ?? 0;
    return counts(changes);
  }

  async #up(changed: Config, report: Report): Promise<Changes> {
    this.#report = report;
    const config = { ...this.#surroundings.options.config, ...this.#config, ...changed };
    const { outputs, changes } = await this.#there().engine.up(config);
    this.outputs = outputs;
    return changes;
  }

  async #smokeStep(work: (smoke: SmokeTest) => Promise<void>): Promise<void> {
    const { aws } = this.#there();
    const { userPoolId = "", userPoolClientId = "" } = this.outputs;
    this.#smoke ??= smokeTest(aws, { userPoolId, userPoolClientId });
    await this.#unlessStopped(work(this.#smoke));
  }

  async #logLine(): Promise<string> {
    await this.#smokeStep(async (smoke) => {
      this.triggerLog = await smoke.awaitLogLine();
      await smoke.remove();
    });
    return this.triggerLog ?? "";
  }

  #showOutputs(report: Report): void {
    for (const [name, value] of Object.entries(this.outputs)) report(`${name}: ${value}`);
  }

  async #deployAgain(report: Report): Promise<string> {
    return expectChanges(await this.#up({}, report), {});
  }

  async #preview(): Promise<string> {
    const { passwordMinimumLength } = CHANGED_CONFIG;
    const config = { ...this.#surroundings.options.config, passwordMinimumLength };
    // The component's inputs are its arguments; what changes in AWS is its stack.
    return expectChanges((await this.#there().engine.preview?.(config)) ?? {}, { update: 2 });
  }

  async #change(report: Report): Promise<string> {
    const changes = await this.#up(CHANGED_CONFIG, report);
    await this.#unlessStopped(checkChange(this.#there().aws, this.outputs["userPoolId"] ?? ""));
    return counts(changes);
  }

  async #destroy(): Promise<void> {
    await this.#there().engine.destroy();
  }

  async #checkLeftovers(): Promise<string> {
    const { aws, before } = this.#there();
    this.resourcesLeft = names(difference(before, await takeInventory(aws)));
    if (this.resourcesLeft.length === 0) return "";
    // Those whom --keep has invited may have deployed something of their own.
    if (this.#surroundings.options.keep) return `what others have deployed: ${this.resourcesLeft.join(", ")}`;
    throw new CommandError(`Left after destroy: ${this.resourcesLeft.join(", ")}.`);
  }

  #there(): Running {
    if (!this.#running) throw new Error("The local AWS does not run");
    this.#running.local.ended.throwIfAborted();
    return this.#running;
  }

  /** A dead emulator, or Ctrl-C, ends a step at once. */
  #unlessStopped<T>(work: Promise<T>): Promise<T> {
    return unlessAborted(work, this.#there().stop);
  }
}
