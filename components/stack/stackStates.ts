import * as pulumi from "@pulumi/pulumi";
import { asRecord } from "../../handlers/userPool/settings/values";
import { knownOf } from "../engine/known";
import { propertyName, templateArguments } from "./readTemplate";

/** What the commands of an explanation name. */
interface Place {
  readonly urn: string;
  /** The stack's ARN. */
  readonly stackId: string;
  readonly userPoolId: string;
}

interface StuckState {
  readonly pattern: RegExp;
  readonly explanation: (place: Place) => string;
}

/** A stack goes, although Pulumi protects it. */
const remove = ({ urn }: Place) =>
  `  pulumi state unprotect --yes '${urn}'\n  pulumi destroy --target-dependents --target '${urn}'`;

/** A stack without a pool goes, and the next deployment makes both. */
const startAgain = (place: Place) => `${remove(place)}\n  pulumi up`;

/** States that a CloudFormation stack does not leave by itself. AWS's message names the state and not the way out. */
const stuckStates: readonly StuckState[] = [
  {
    pattern: /(?<!UPDATE_)ROLLBACK_COMPLETE/,
    explanation: (place) =>
      "CloudFormation has undone the creation of the user pool: a new pool is gone, an adopted one stays. Its stack is in ROLLBACK_COMPLETE, " +
      `where it can only be deleted. Mend the cause above, then run\n${startAgain(place)}`,
  },
  {
    pattern: /(?<!UPDATE_)ROLLBACK_FAILED/,
    explanation: (place) =>
      "CloudFormation could not undo the creation of the user pool: its stack is in ROLLBACK_FAILED, where it can only be " +
      `deleted. The cause is in the stack's events and the handler's log. Mend it, then run\n${startAgain(place)}`,
  },
  {
    pattern: /REVIEW_IN_PROGRESS/,
    explanation: (place) =>
      "The stack of the user pool is in REVIEW_IN_PROGRESS: somebody has made a change set for it, which was never executed. " +
      `There is no pool yet. Execute the change set, or run\n${startAgain(place)}`,
  },
  {
    pattern: /UPDATE_ROLLBACK_FAILED/,
    explanation: ({ stackId }) =>
      "CloudFormation could neither update the user pool nor undo the update. The pool and its users are still there. Mend " +
      "the cause, which is in the stack's events and the handler's log, then run\n" +
      `  aws cloudformation continue-update-rollback --stack-name '${stackId}'\n` +
      `  aws cloudformation wait stack-rollback-complete --stack-name '${stackId}'\n` +
      "  pulumi refresh\n  pulumi up",
  },
  {
    pattern: /DELETE_FAILED/,
    explanation: (place) =>
      "CloudFormation could not delete the user pool, which is still there. Its stack is in DELETE_FAILED, where it can only be " +
      "deleted: the program does not reach the pool any more, not even with `forceDestroy: true`. Take away what the stack's " +
      "events name, which is one of\n" +
      `  aws cognito-idp update-user-pool --user-pool-id '${place.userPoolId}' --deletion-protection INACTIVE\n` +
      `  aws cognito-idp delete-user-pool-domain --user-pool-id '${place.userPoolId}' --domain <the domain>\n` +
      `and run\n${remove(place)}\n` +
      "To keep the pool instead, give its stack up, and take the pool back with `adoptUserPoolId`:\n" +
      `  aws cloudformation delete-stack --stack-name '${place.stackId}' --retain-resources UserPool\n  pulumi refresh`,
  },
];

/** Explains a failed operation on the pool's stack, beside the engine's own message; it is never tried again. */
export async function explainStackState({
  errors,
  urn,
  id,
  oldOutputs,
}: pulumi.ErrorHookArgs): Promise<boolean> {
  const outputs = asRecord(asRecord(await knownOf(oldOutputs))?.["outputs"]);
  const userPoolId = outputs?.["UserPoolId"];
  const explanation = explanationOf(errors, urn, {
    ...(id && { stackId: id }),
    ...(typeof userPoolId === "string" && { userPoolId }),
  });
  if (explanation !== undefined) {
    void pulumi.log.error(explanation);
  }
  const spelling = spellingOf(errors);
  if (spelling !== undefined) void pulumi.log.info(spelling);
  return false;
}

/** What the component calls the properties that the handler's newest error names. */
export function spellingOf([newest = ""]: readonly string[]): string | undefined {
  const named = templateArguments.filter((name) => new RegExp(`\\b${propertyName(name)}\\b`).test(newest));
  if (named.length === 0) return undefined;
  return `In the program ${named.map((name) => `\`${propertyName(name)}\` is \`${name}\``).join(", ")}.`;
}

/** What to do about the state that the newest error names. */
export function explanationOf(
  errors: readonly string[],
  urn: string,
  { stackId = "<the stack>", userPoolId = "<the pool>" }: Partial<Omit<Place, "urn">> = {},
): string | undefined {
  const [newest = ""] = errors;
  return stuckStates.find(({ pattern }) => pattern.test(newest))?.explanation({ urn, stackId, userPoolId });
}
