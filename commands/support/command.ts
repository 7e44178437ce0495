import { explained } from "./awsErrors";
import { describeError } from "./errors";
import { exitCodes } from "./exitCodes";
import { type Described, helpText } from "./help";
import { Interrupted } from "./interruption";
import { type CommonOptions, commonOptions, type Options, parseOptions, type Values } from "./options";
import { Output, type Streams } from "./output";
import { UsageError } from "./usageError";

/** What a command is given to do its work. */
export interface Invocation<O extends Options> {
  readonly options: Values<O & CommonOptions>;
  readonly output: Output;
  /** Aborted by Ctrl-C and SIGTERM, with an {@link Interrupted}. */
  readonly signal: AbortSignal;
}

/** A command as it is declared. */
export interface CommandSpec<O extends Options> extends Omit<Described, "options"> {
  /** The command's own options; `--json`, `--quiet` and `--help` every command has. */
  readonly options: O;
  /** Does the work. @returns the exit code. @throws CommandError for what the user can mend. */
  readonly run: (invocation: Invocation<O>) => Promise<number>;
}

/** From where a command is started. */
interface Start {
  readonly signal: AbortSignal;
  /** @default this process's own */
  readonly streams?: Streams;
}

/** A command, ready to be run. */
export interface Command {
  /** @returns the exit code; never throws. */
  readonly run: (args: readonly string[], start: Start) => Promise<number>;
}

/** Makes a command of its declaration: it reads its options, shows its help, and says what fails. */
export function defineCommand<O extends Options>(spec: CommandSpec<O>): Command {
  const options = { ...spec.options, ...commonOptions };
  return {
    run: async (args, { signal, streams = process }) => {
      const look = { json: args.includes("--json"), quiet: args.includes("--quiet") || args.includes("-q") };
      const output = new Output(look, streams);
      try {
        const values: Values<O & CommonOptions> = parseOptions(args, options);
        if (values.help) {
          streams.stdout.write(helpText({ ...spec, options }));
          return exitCodes.fine;
        }
        return await spec.run({ options: values, output, signal });
      } catch (error) {
        return failed(signal.aborted ? signal.reason : error, output);
      }
    },
  };
}

/** Says why, and how the command ends. */
function failed(error: unknown, output: Output): number {
  output.fail(describeError(explained(error)));
  return error instanceof UsageError || error instanceof Interrupted ? error.exitCode : exitCodes.failed;
}
