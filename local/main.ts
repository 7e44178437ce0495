import { join } from "node:path";
import { describeError } from "../commands/support/errors";
import { exitCodes } from "../commands/support/exitCodes";
import { Interrupted, interruptible } from "../commands/support/interruption";
import { Output, watchOutputs } from "../commands/support/output";
import { StepRunner } from "../commands/support/steps";
import { UsageError } from "../commands/support/usageError";
import { chooseEngine, type EngineChoice, GET_CLI } from "./chooseEngine";
import { chooseProvider, type ProviderChoice } from "./chooseProvider";
import { checkConfig, readProject } from "./engines/project";
import { keepEnvironment } from "./engines/pulumiHome";
import { exampleFolder, withPlaceholders } from "./example";
import { LocalRun } from "./localRun";
import { HELP, type Options, readOptions } from "./options";
import { makeRunFolder } from "./runFolder";

async function main(): Promise<number> {
  const given = readOptions(process.argv.slice(2));
  if (given.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const { options, folder } = await programOf(given);
  const choice = await chooseEngine(options.engine);
  const provider = await chooseProvider(options.provider, choice);
  const interruption = interruptible();
  process.env["TMPDIR"] = makeRunFolder();
  return new Command({ options, folder, choice, provider, interruption }).run();
}

/** What is deployed: the program of index.ts, or an example with its configuration. */
async function programOf(given: Options): Promise<{ options: Options; folder: string }> {
  const { example } = given;
  const folder = example === undefined ? join(__dirname, "..") : exampleFolder(example);
  const project = await readProject(folder);
  checkConfig(project, given.config);
  if (example === undefined) return { options: given, folder };
  return { options: { ...given, config: withPlaceholders(project, given.config) }, folder };
}

interface CommandOptions {
  options: Options;
  /** The folder of the program's Pulumi.yaml. */
  folder: string;
  choice: EngineChoice;
  provider: ProviderChoice;
  interruption: AbortSignal;
}

/** A run with its output: steps for people, the result as JSON for programs. */
class Command {
  readonly #options: CommandOptions;
  readonly #out: NodeJS.WriteStream;
  readonly #steps: StepRunner;
  readonly #run: LocalRun;
  #isTold = false;

  constructor(options: CommandOptions) {
    this.#options = options;
    this.#out = options.options.json ? process.stderr : process.stdout;
    this.#steps = new StepRunner(this.#out);
    this.#run = new LocalRun(options);
  }

  async run(): Promise<number> {
    const { options, choice, provider } = this.#options;
    this.#say(choice.explanation);
    this.#say(provider.explanation);
    try {
      await this.#steps.run(this.#run.firstSteps());
      if (options.keep) await this.#keep();
      else await this.#steps.run(this.#run.changeSteps());
      await this.#steps.run(this.#run.lastSteps());
    } catch (error) {
      return this.#failed(error);
    }
    if (!options.keep) this.#result({ resourcesLeft: 0 });
    return 0;
  }

  /** Stays until the user ends it. What other tools have deployed by then goes with MiniStack. */
  async #keep(): Promise<void> {
    const { cli } = this.#options.choice;
    const aws = this.#run.environment();
    const deployed = await this.#run.keptEnvironment();
    const beside = !deployed && cli ? await keepEnvironment({ cli, aws }) : undefined;
    try {
      const env = deployed ?? beside?.variables ?? aws;
      this.#result({ env });
      this.#say("\nThe deployment stays until Ctrl-C. Other tools reach it in this environment:\n");
      for (const [name, value] of Object.entries(env))
        this.#say(`export ${name}='${value.replaceAll("'", String.raw`'\''`)}'`);
      this.#say(keptHint({ deployed: deployed !== undefined, cli: cli !== undefined }));
      const { ended } = this.#run;
      if (!ended.aborted) await new Promise((resolve) => ended.addEventListener("abort", resolve));
      if (!(ended.reason instanceof Interrupted)) throw ended.reason;
    } finally {
      await beside?.remove();
    }
  }

  async #failed(error: unknown): Promise<number> {
    const interrupted = this.#options.interruption.aborted;
    const cause: unknown = this.#run.ended.aborted ? this.#run.ended.reason : error;
    const output = new Output({ json: false, quiet: false });
    output.fail(describeError(cause));
    if (!interrupted) for (const line of await this.#run.diagnosis()) process.stderr.write(`${line}\n`);
    for (const fault of await this.#run.cleanUp()) output.warn(`While cleaning up: ${fault}`);
    if (!interrupted)
      this.#result({ resourcesLeft: this.#run.resourcesLeft.length, error: describeError(cause) });
    return cause instanceof Interrupted ? cause.exitCode : 1;
  }

  /** The one thing on standard output of `--json`: who has read where the deployment is gets no second one. */
  #result(last: { resourcesLeft?: number; env?: Record<string, string>; error?: string }): void {
    if (!this.#options.options.json || this.#isTold) return;
    this.#isTold = true;
    const { outputs, triggerLog, resourcesCreated } = this.#run;
    const engine = this.#options.choice.name;
    const provider = this.#options.provider.name;
    const result = {
      engine,
      provider,
      outputs,
      triggerLog,
      resourcesCreated,
      ...last,
      seconds: this.#steps.seconds,
    };
    process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`);
  }

  #say(line: string): void {
    this.#out.write(`${line}\n`);
  }
}

/** What a person can do in the printed environment. */
function keptHint({ deployed, cli }: { deployed: boolean; cli: boolean }): string {
  if (!cli) return `\nFor \`pulumi\` itself: ${GET_CLI}.`;
  const others = "`pulumi stack init NAME` and `pulumi up` deploy a program to the local AWS";
  return deployed ? `\nIn it \`pulumi stack output\` answers here, and ${others}.` : `\nIn it ${others}.`;
}

const outputs = watchOutputs();

main().then(
  (exitCode) => process.exit(outputs.areBroken() ? exitCodes.failed : exitCode),
  (error: unknown) => {
    new Output({ json: process.argv.includes("--json"), quiet: false }).fail(describeError(error));
    process.exit(error instanceof UsageError ? error.exitCode : exitCodes.failed);
  },
);
