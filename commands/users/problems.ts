import type { Output } from "../support/output";

/** How many are shown as they come, and how many a result in JSON holds; all are counted. */
const shown = 20;
const kept = 1000;

/** Collects what went wrong with single users, without growing with their number. */
export class Problems {
  readonly #output: Output;
  readonly first: object[] = [];
  count = 0;

  constructor(output: Output) {
    this.#output = output;
  }

  add(line: string, json: object): void {
    this.count += 1;
    if (this.count <= shown) this.#output.warn(line);
    if (this.count === shown + 1)
      this.#output.warn("There are more; `--json` gives the first 1,000 of them.");
    if (this.first.length < kept) this.first.push(json);
  }
}
