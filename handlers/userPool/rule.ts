import type { UserPoolSettings } from "./settings";

/** A rule between members: what is wrong, as a sentence, or undefined. */
export interface Rule {
  /** The member that the fault is reported at. */
  path: string;
  check: (settings: UserPoolSettings, path: string) => string | undefined;
}

/** What stands more than once among the values, each once. */
export function duplicates(
  values: readonly (string | number | undefined)[],
): (string | number | undefined)[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
