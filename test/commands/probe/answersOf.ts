import type { Outcome } from "../../../commands/probe/runner";

/** The answers by their question, as they are recorded: of what is no answer, the kind alone. */
export function answersOf(outcomes: readonly Outcome[]): Record<string, string> {
  return Object.fromEntries(
    outcomes.map(({ id, answer, problem = "" }) => [id, answer ?? `no answer: ${problem.split(":")[0]}`]),
  );
}
