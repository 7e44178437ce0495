import type { Clock } from "../../handlers/customResource/clock";
import type { Output } from "../support/output";

/** How often a terminal's line changes, and how often there is another one elsewhere. */
const liveMs = 200;
const plainMs = 10_000;
const width = 24;

/** What is worked on, and how much of it there is, as far as that is known. */
export interface Work<T> {
  readonly title: string;
  /** What is counted: "users". */
  readonly what: string;
  readonly total: number;
  readonly run: (report: (done: number) => void) => Promise<T>;
}

/** Shows how far a work is: a bar on a terminal, a line now and then elsewhere, nothing with `--quiet`. */
export async function withProgress<T>(output: Output, clock: Clock, work: Work<T>): Promise<T> {
  const { title, run } = work;
  const results: T[] = [];
  await output.steps([
    {
      name: title,
      title,
      work: async (show) => {
        const begun = { at: clock.now(), done: 0 };
        let last = begun.at;
        let isFirst = true;
        results.push(
          await run((done) => {
            // What an earlier run has done says nothing of the rate of this one.
            if (isFirst) begun.done = done;
            isFirst = false;
            const now = clock.now();
            if (now - last < (output.isLive ? liveMs : plainMs)) return;
            last = now;
            const perSecond = ((done - begun.done) * 1000) / (now - begun.at);
            show(progressLine(done, perSecond, work));
          }),
        );
      },
    },
  ]);
  const [result] = results;
  if (result === undefined) throw new Error("The work has no result.");
  return result;
}

/** "████░░░░ 45 %, 450,000 of 1,000,000 users, 45 a second, about 3 h left" */
export function progressLine(
  done: number,
  perSecond: number,
  { what, total }: { readonly what: string; readonly total: number },
): string {
  const rate = `${Math.round(perSecond).toLocaleString("en")} a second`;
  const count = done.toLocaleString("en");
  if (total < done || total === 0) return `${count} ${what}, ${rate}`;
  const share = done / total;
  const full = Math.floor(share * width);
  const bar = `${"█".repeat(full)}${"░".repeat(width - full)}`;
  const left = perSecond > 0 ? `, about ${duration((total - done) / perSecond)} left` : "";
  return `${bar} ${Math.floor(share * 100)} %, ${count} of ${total.toLocaleString("en")} ${what}, ${rate}${left}`;
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
