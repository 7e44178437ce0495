import { CommandError } from "../commands/support/errors";
import type { Changes } from "./engines/engine";

/** The changes of a deployment, for people. */
export function counts(changes: Changes): string {
  return Object.entries(changes)
    .map(([what, count]) => `${count} ${what}`)
    .join(", ");
}

/** Refuses any change but the expected ones. */
export function expectChanges(changes: Changes, expected: Changes): string {
  const { same: _same, ...real } = changes;
  if (counts(real) === counts(expected)) return counts(changes);
  throw new CommandError(
    `Expected ${counts(expected) || "no changes"}, got ${counts(real) || "no changes"}.`,
  );
}
