/** One difference between the live pool and what the program wants. */
export interface ShownDifference {
  /** Such as `Policies.PasswordPolicy.MinimumLength`, `Schema[plan]` or `LambdaConfig.PreSignUp`. */
  readonly path: string;
  /** The program's value; absent where it wants none, or where it is confidential. */
  readonly wanted?: unknown;
  /** The pool's value; absent where it has none, or where it is confidential. */
  readonly live?: unknown;
  /** Whether the values are left out, as those of messages are. */
  readonly confidential: boolean;
  /** Whether an update of the stack, as `repairDrift` brings about, mends it. */
  readonly repairable: boolean;
}

/** A difference as one line, such as `UserPoolTier: wanted "PLUS", live "LITE"`. */
export function describeDifference({
  path,
  wanted,
  live,
  confidential,
  repairable,
}: ShownDifference): string {
  const values = confidential ? "differs" : `wanted ${show(wanted)}, live ${show(live)}`;
  return `${path}: ${values}${repairable ? "" : " (no update can change this)"}`;
}

function show(value: unknown): string {
  return value === undefined ? "none" : JSON.stringify(value);
}
