import type { ProviderName } from "../local/chooseProvider";

/** What every part is given. */
export interface Context {
  /** A few rounds only. */
  readonly quick: boolean;
  /** Of each deployment of the example, beside one to warm up. */
  readonly cycles: number;
  /** The AWS providers with which the example is deployed, each in a table of its own. */
  readonly providers: readonly ProviderName[];
  /** Told what begins, and of what is left out and why. */
  readonly report: (line: string) => void;
  /** A folder for the run's files, removed in the end. */
  readonly folder: string;
}
