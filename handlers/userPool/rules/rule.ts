import type { UserPoolSettings } from "../settings/schema";

/** What else is known where settings are judged. */
export interface RuleContext {
  /** Whether the pool was made by somebody else, perhaps long ago, and is taken under management. */
  isAdopted?: boolean;
}

/** A rule between members: what is wrong, as a sentence, or undefined. */
export interface Rule {
  /** The member that the fault is reported at. */
  path: string;
  check: (settings: UserPoolSettings, path: string, context: RuleContext) => string | undefined;
}

/** What stands more than once among the values, each once. */
export function duplicates<T>(values: readonly T[]): T[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
