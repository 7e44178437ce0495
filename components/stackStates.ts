import * as pulumi from "@pulumi/pulumi";

interface StuckState {
  readonly pattern: RegExp;
  readonly explanation: (urn: string) => string;
}

/** States that a CloudFormation stack does not leave by itself. AWS's message names the state and not the way out. */
const stuckStates: readonly StuckState[] = [
  {
    pattern: /(?<!UPDATE_)ROLLBACK_COMPLETE/,
    explanation: (urn) =>
      "CloudFormation has undone the creation of the user pool; nothing of it is left. Its stack is in ROLLBACK_COMPLETE, " +
      "where it can only be deleted. Mend the cause above, then run\n" +
      `  pulumi destroy --target-dependents --target '${urn}'\n  pulumi up`,
  },
  {
    pattern: /(?<!UPDATE_)ROLLBACK_FAILED/,
    explanation: (urn) =>
      "CloudFormation could not undo the creation of the user pool: its stack is in ROLLBACK_FAILED, where it can only be " +
      "deleted. The cause is in the stack's events and the handler's log. Mend it, then run\n" +
      `  pulumi destroy --target-dependents --target '${urn}'\n  pulumi up`,
  },
  {
    pattern: /UPDATE_ROLLBACK_FAILED/,
    explanation: () =>
      "CloudFormation could neither update the user pool nor undo the update. The pool and its users are still there. Mend " +
      "the cause, which is in the stack's events and the handler's log, then run\n" +
      "  aws cloudformation continue-update-rollback --stack-name <the stack>\n  pulumi refresh\n  pulumi up",
  },
  {
    pattern: /DELETE_FAILED/,
    explanation: () =>
      "CloudFormation could not delete the user pool, which is still there. The cause is in the stack's events: often " +
      "deletion protection or a domain, which `forceDestroy: true`, deployed first, removes too. Then run the command again.",
  },
];

/** Explains a failed operation on the pool's stack, beside the engine's own message; it is never tried again. */
export function explainStackState({ errors, urn }: pulumi.ErrorHookArgs): boolean {
  const explanation = explanationOf(errors, urn);
  if (explanation !== undefined) {
    void pulumi.log.error(explanation);
  }
  return false;
}

/** What to do about the state that the newest error names. */
export function explanationOf(errors: readonly string[], urn: string): string | undefined {
  const [newest = ""] = errors;
  return stuckStates.find(({ pattern }) => pattern.test(newest))?.explanation(urn);
}
