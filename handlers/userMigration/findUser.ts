import { errorName } from "../customResource/errors";
import type { NamedUser } from "./names";
import type { OldPool, OldUser } from "./oldPool";
import type { NewPool } from "./options";

/** Asks the old pool, as often and as long as that may help. */
export type Ask = <T>(operation: keyof OldPool, call: (pool: OldPool) => Promise<T>) => Promise<T>;

/**
 * The user whom the old pool knows by the typed name; where users sign in with an attribute now, also by that attribute,
 * with which they may not have signed in there. Then only a verified one says whose it is: of several users with the same
 * address, some may have made it up.
 */
export async function findUser(typed: string, ask: Ask, pool: NewPool): Promise<OldUser | undefined> {
  const get = (userName: string) => ask("adminGetUser", (old) => old.adminGetUser(userName));
  try {
    return await get(typed);
  } catch (error: unknown) {
    if (errorName(error) !== "UserNotFoundException") throw error;
  }
  const attribute = attributeOf(typed);
  if (attribute === undefined || !pool.usernameAttributes.includes(attribute)) return undefined;
  const owner = await ownerOf({ attribute, values: spellings(typed, pool) }, ask);
  return owner && get(owner.userName);
}

/** Nothing else may stand in a filter. */
const address = /^[^\s"\\]+@[^\s"\\]+$/;
const number = /^\+\d+$/;

function attributeOf(typed: string): string | undefined {
  if (address.test(typed)) return "email";
  return number.test(typed) ? "phone_number" : undefined;
}

/** A filter tells upper from lower case. */
function spellings(typed: string, { caseSensitive }: NewPool): string[] {
  return caseSensitive ? [typed] : [...new Set([typed, typed.toLowerCase()])];
}

async function ownerOf(
  { attribute, values }: { attribute: string; values: readonly string[] },
  ask: Ask,
): Promise<NamedUser | undefined> {
  const owners = new Map<string, NamedUser>();
  for (const value of values) {
    const users = await ask("listUsers", (old) => old.listUsers({ attribute, value }));
    for (const user of users) {
      if (user.attributes[`${attribute}_verified`] === "true") owners.set(user.userName, user);
    }
  }
  return owners.size === 1 ? [...owners.values()][0] : undefined;
}
