import { DefaultRenderer, Listr, ListrLogger, PRESET_TIMER, ProcessOutput, SimpleRenderer } from "listr2";

/** One thing that the run does, shown while it lasts. */
export interface Step {
  /** Its key in the times that are reported. */
  name: string;
  title: string;
  /** Returns what is worth showing with the title. */
  work(report: (line: string) => void): Promise<string | void>;
}

/** Whether lines may replace each other: a terminal that calls itself dumb cannot move its cursor. */
export function isLive({ isTTY }: NodeJS.WriteStream): boolean {
  return isTTY && process.env["TERM"] !== "dumb";
}

/** Runs steps one after the other and shows each with its time: living lines in a terminal, plain ones elsewhere. */
export class StepRunner {
  readonly #stream: NodeJS.WriteStream;
  /** How long each finished step took. */
  readonly seconds: Record<string, number> = {};

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  /** @throws what the first failing step has thrown, whole: the display has room for one line. */
  async run(steps: Step[]): Promise<void> {
    let cause: unknown;
    const logger = new ListrLogger({
      useIcons: true,
      processOutput: new ProcessOutput(this.#stream, this.#stream),
    });
    const tasks = steps.map((step) => ({
      title: step.title,
      rendererOptions: { persistentOutput: true, outputBar: Number.POSITIVE_INFINITY },
      task: async (_context: unknown, task: { title: string; output: string }) => {
        const start = performance.now();
        const report = (line: string) => {
          task.output = line;
        };
        const detail = await step.work(report).catch((error: unknown) => {
          cause = error;
          throw new Error("see below");
        });
        this.seconds[step.name] = Math.round(performance.now() - start) / 1000;
        if (detail) task.title = `${step.title}: ${detail}`;
      },
    }));
    await new Listr(tasks, {
      // Signals are the run's own matter.
      registerSignalListeners: false,
      renderer: isLive(this.#stream) ? DefaultRenderer : SimpleRenderer,
      rendererOptions: { logger, timer: PRESET_TIMER },
    })
      .run()
      .catch((error: unknown) => {
        throw cause ?? error;
      });
  }
}
