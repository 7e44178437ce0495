import type { Attributes } from "./attributes";
import type { NewPool } from "./options";

/** A user of the old pool, by names. */
export interface NamedUser {
  readonly userName: string;
  readonly attributes: Attributes;
}

/**
 * Whether the name that was typed is the one under which the new pool keeps the user. Cognito makes the user under the
 * typed name: with any other name of the same user, such as an alias or one in another letter case, it would make the
 * user a second time.
 */
export function isNameOf(
  typed: string,
  user: NamedUser,
  { mapped, pool }: { mapped: Attributes; pool: NewPool },
): boolean {
  const names =
    pool.usernameAttributes.length > 0 ? pool.usernameAttributes.map((name) => mapped[name]) : [nameOf(user)];
  const fold = (name: string | undefined) => (pool.caseSensitive ? name : name?.toLowerCase());
  return names.some((name) => name !== undefined && fold(name) === fold(typed));
}

/** One name for each user. Where users sign in with an attribute, Cognito has made the name up, and nobody knows it. */
function nameOf({ userName, attributes }: NamedUser): string | undefined {
  return userName === attributes["sub"] ? (attributes["email"] ?? attributes["phone_number"]) : userName;
}
