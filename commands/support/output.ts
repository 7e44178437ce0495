import { styleText } from "node:util";
import { isNamed } from "./errors";
import { exitCodes } from "./exitCodes";
import { isLive, type Step, StepRunner } from "./steps";

/** How much a command shows, and how. */
export interface Look {
  readonly json: boolean;
  readonly quiet: boolean;
}

/** Where a command writes. */
export interface Streams {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

const marks = {
  fine: { sign: "✔", colour: "green" },
  failed: { sign: "✖", colour: "red" },
  warning: { sign: "⚠", colour: "yellow" },
} as const;

/**
 * What a command shows. Its result goes to standard output, what is wrong to standard error, and how it goes to standard
 * output too, or, with `--json`, to standard error. Colours are left out where a stream is no terminal or NO_COLOR is set.
 */
export class Output {
  readonly #look: Look;
  readonly #streams: Streams;
  readonly #steps: StepRunner | undefined;

  constructor(look: Look, streams: Streams = process) {
    this.#look = look;
    this.#streams = streams;
    this.#steps = look.quiet ? undefined : new StepRunner(this.#progress());
  }

  /** Whether lines about how it goes replace each other, as on a terminal. */
  get isLive(): boolean {
    return isLive(this.#progress());
  }

  /** A line about how it goes. */
  say(line: string): void {
    if (!this.#look.quiet) this.#progress().write(`${line}\n`);
  }

  /** Carries steps out one after the other, and shows each with its time. @throws what the first failing step has thrown. */
  async steps(steps: readonly Step[]): Promise<void> {
    if (this.#steps) return this.#steps.run([...steps]);
    for (const step of steps) await step.work(() => {});
  }

  /** Something that the reader should know, but that stops nothing. */
  warn(line: string): void {
    this.#marked("warning", line);
  }

  /** Why a command failed. With `--json` that is its result. */
  fail(message: string): void {
    this.#marked("failed", message);
    if (this.#look.json) this.result({ text: "", json: { error: message } });
  }

  /** What was asked for, as text or as JSON. */
  result({ text, json }: { text: string; json: unknown }): void {
    this.#streams.stdout.write(this.#look.json ? `${JSON.stringify(json, undefined, 2)}\n` : text);
  }

  /** A line with the mark of what is fine or not, for a result's text. */
  mark(kind: keyof typeof marks, line: string): string {
    return marked(kind, line, this.#streams.stdout);
  }

  #progress(): NodeJS.WriteStream {
    return this.#look.json ? this.#streams.stderr : this.#streams.stdout;
  }

  #marked(kind: keyof typeof marks, line: string): void {
    this.#streams.stderr.write(`${marked(kind, line, this.#streams.stderr)}\n`);
  }
}

function marked(kind: keyof typeof marks, line: string, stream: NodeJS.WriteStream): string {
  const { colour, sign } = marks[kind];
  return `${styleText(colour, sign, { stream })} ${line}`;
}

/**
 * Lets a command go on when nobody reads it any more, as after `| head`: what it has made has still to be removed. That a file
 * cannot be written is a failure, which is told once.
 */
export function watchOutputs(): { readonly areBroken: () => boolean } {
  let isBroken = false;
  const tell = (error: Error) => {
    if (isNamed(error, "EPIPE") || isBroken) return;
    isBroken = true;
    process.exitCode = exitCodes.failed;
    process.stderr.write(
      `${marked("failed", `The output cannot be written: ${error.message}.`, process.stderr)}\n`,
    );
  };
  process.stdout.on("error", tell);
  process.stderr.on("error", () => {});
  return { areBroken: () => isBroken };
}
