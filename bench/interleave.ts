import { type Measured, summarize } from "./results";

/** Something to measure; it answers with its own value, such as the milliseconds that it took. */
export type Case = () => Promise<number>;

/**
 * Runs all cases in turn, round after round: what the machine does besides meets all of them alike. The first round warms the
 * file system's cache and is not counted. An error ends everything, so that no failure is ever timed.
 */
export async function interleave(
  cases: Readonly<Record<string, Case>>,
  rounds: number,
): Promise<Record<string, Measured>> {
  const values = new Map(Object.keys(cases).map((name) => [name, [] as number[]]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, work] of Object.entries(cases)) {
      const value = await work();
      if (round > 0) values.get(name)?.push(value);
    }
  }
  return Object.fromEntries([...values].map(([name, all]) => [name, summarize(all)]));
}

/** The seconds that some work takes. */
export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
