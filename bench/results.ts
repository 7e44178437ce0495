/** Times of the same work, in the table's unit. */
export interface Measured {
  readonly median: number;
  /** The lower and the upper quartile: half of the runs are between them. */
  readonly low: number;
  readonly high: number;
  readonly runs: number;
}

/** What stands in a table: a measurement, a count, words, or nothing. */
export type Cell = Measured | number | string | undefined;

export interface Row {
  readonly name: string;
  /** Whether it is this project's own, among others. */
  readonly ours?: boolean;
  readonly cells: readonly Cell[];
}

export interface Table {
  readonly title: string;
  /** Under the table: what is counted, and what is not. */
  readonly note?: string;
  /** The columns after the name, with their units. */
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

/** A value that was promised. */
export interface Budget {
  readonly what: string;
  readonly limit: number;
  readonly got: number;
  readonly unit: string;
}

/** What one part of the benchmark has found. */
export interface Findings {
  readonly tables: readonly Table[];
  readonly budgets: readonly Budget[];
}

/** Median and quartiles. */
export function summarize(values: readonly number[]): Measured {
  const sorted = values.toSorted((a, b) => a - b);
  return {
    median: quantile(sorted, 0.5),
    low: quantile(sorted, 0.25),
    high: quantile(sorted, 0.75),
    runs: sorted.length,
  };
}

/** Linear between the two nearest values, as spreadsheets and R do it (type 7). */
function quantile(sorted: readonly number[], share: number): number {
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)];
  const above = sorted[Math.ceil(position)];
  if (below === undefined || above === undefined) throw new Error("There are no values to summarize");
  return below + (above - below) * (position - Math.floor(position));
}

/** What a row of so many pools is called. */
export function poolsName(count: number): string {
  return count === 1 ? "1 pool" : `${count} pools`;
}

/** The middle of a cell's values, as far as it has one. */
export function middle(cell: Cell): number | undefined {
  if (typeof cell === "object") return cell.median;
  return typeof cell === "number" ? cell : undefined;
}

/** A value is within its budget only below the limit. */
export function isMet({ got, limit }: Budget): boolean {
  return got < limit;
}
