import { membersOf, unknownValue } from "../../handlers/userPool/settings/values";
import { knownOf } from "../engine/known";
import { deployedOutputs } from "../stack/deployedState";
import { readTemplate } from "../stack/readTemplate";

/** What the component says of a pool that may be lost. */
export interface Replacement {
  readonly onImmutableChange?: unknown;
  readonly replaceNonEmpty?: unknown;
}

/**
 * Why a stack may not be made, which the last deployment has with a pool: the engine is about to replace it, such as in another
 * Region, or because an option of the program or of the command line says so. The old stack then goes, and takes the pool along
 * without looking whether it has users.
 */
export async function replacementRefusal(urn: string, wanted: Replacement): Promise<string | undefined> {
  // Where the last deployment cannot be read nothing is known of a pool.
  const last = await deployedOutputs(urn).catch(() => membersOf({}));
  const { UserPoolId: userPoolId } = membersOf(last["outputs"]);
  if (typeof userPoolId !== "string" || (await isAskedFor(last, wanted))) return undefined;
  return (
    `its CloudFormation stack would be replaced, and the pool ${userPoolId} with it: another pool would be made, without the users. ` +
    "That happens in another Region, or where `--replace` or an option such as `replaceOnChanges` asks for it: take that back. If the " +
    'users may be lost, set `onImmutableChange: "replace"` and `replaceNonEmpty: true`. If the stack does not exist any more, run ' +
    "`pulumi refresh` first."
  );
}

async function isAskedFor(last: Record<string, unknown>, wanted: Replacement): Promise<boolean> {
  const [mode, mayHaveUsers] = await Promise.all(
    [wanted.onImmutableChange, wanted.replaceNonEmpty].map(knownOf),
  );
  const { pool } = await readTemplate(last["templateBody"]);
  const isLeft = pool?.OnDelete === "retain";
  return isYes(mode, "replace") && (isLeft || isYes(mayHaveUsers, true));
}

/** What is not known yet is not refused yet. */
function isYes(value: unknown, yes: unknown): boolean {
  return value === yes || value === unknownValue;
}
