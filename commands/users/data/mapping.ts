import { CommandError } from "../../support/errors";
import type { PoolFacts } from "./pools";
import type { UserRecord } from "./records";

/** How the old pool's users are to look in the new one, as the command line says it. */
export interface MappingOptions {
  /** Old attribute to new attribute. */
  readonly renamed: ReadonlyMap<string, string>;
  /** Old attributes that do not come along. */
  readonly dropped: ReadonlySet<string>;
  /** By what a user is known in both pools: `username`, or an attribute of the new pool; without it, by what users sign in with there. */
  readonly match?: string;
  /** The old attribute that becomes the user name; without it, the old user name. Only where users sign in with a name of their own. */
  readonly username?: string;
}

/** Attributes that Cognito itself writes. */
const unwritable = new Set(["sub", "identities"]);
const isUnwritable = (name: string): boolean => unwritable.has(name) || name.startsWith("cognito:");

/** How the old pool's users are found in the new one, and made there. */
export class Mapping {
  readonly #pool: PoolFacts;
  readonly #options: MappingOptions;

  constructor(pool: PoolFacts, options: MappingOptions) {
    this.#pool = pool;
    this.#options = options;
    const faults = [...this.#faults()];
    if (faults.length > 0) throw new CommandError(faults.join("\n"));
  }

  *#faults(): Generator<string> {
    const { renamed, match, username } = this.#options;
    const { id, attributes, usernameAttributes } = this.#pool;
    for (const [from, to] of renamed)
      if (!attributes.has(to) || isUnwritable(to))
        yield `\`--attribute ${from}=${to}\`: the pool ${id} has no attribute \`${to}\` that can be written. Add it to the pool's \`Schema\`.`;
    if (match !== undefined && match !== "username" && !attributes.has(match))
      yield `\`--match ${match}\`: the pool ${id} has no attribute \`${match}\`. Expected \`username\` or an attribute.`;
    if (username !== undefined && usernameAttributes.length > 0)
      yield `\`--username ${username}\`: users of the pool ${id} sign in with their ${usernameAttributes.join(" or ")}, and Cognito makes up their names. Leave it out.`;
  }

  /** The attributes that a user of the old pool gets in the new one. */
  attributes(user: UserRecord): Record<string, string> {
    const { renamed, dropped } = this.#options;
    const mapped: Record<string, string> = {};
    for (const [name, value] of Object.entries(user.attributes)) {
      if (dropped.has(name)) continue;
      const to = renamed.get(name) ?? name;
      if (!isUnwritable(to) && value !== "") mapped[to] = value;
    }
    return mapped;
  }

  /** With which `Username` a user is made: where users sign in with an attribute, its value. Undefined when there is none. */
  username(user: UserRecord): string | undefined {
    const { usernameAttributes } = this.#pool;
    if (usernameAttributes.length > 0) return signInAttribute(this.attributes(user), usernameAttributes);
    const { username } = this.#options;
    return username === undefined ? user.username : user.attributes[username];
  }

  /** By what an old user is known in the new pool; undefined when it has nothing of the kind. */
  oldKey(user: UserRecord): string | undefined {
    const { match } = this.#options;
    const key =
      match === undefined || match === "username" ? this.username(user) : this.attributes(user)[match];
    return this.#normalize(key);
  }

  /** The same, of a user of the new pool. */
  newKey(user: UserRecord): string | undefined {
    const { match } = this.#options;
    const { usernameAttributes } = this.#pool;
    if (match !== undefined && match !== "username") return this.#normalize(user.attributes[match]);
    if (usernameAttributes.length === 0) return this.#normalize(user.username);
    return this.#normalize(signInAttribute(user.attributes, usernameAttributes));
  }

  /** Attributes of an old user that the new pool does not know. */
  unknownAttributes(user: UserRecord): string[] {
    return Object.keys(this.attributes(user)).filter((name) => !this.#pool.attributes.has(name));
  }

  /** Attributes that the new pool asks of each user and that an old user lacks. */
  missingAttributes(user: UserRecord): string[] {
    const attributes = this.attributes(user);
    return this.#pool.required.filter((name) => attributes[name] === undefined);
  }

  #normalize(key: string | undefined): string | undefined {
    return this.#pool.isCaseSensitive ? key : key?.toLowerCase();
  }
}

function signInAttribute(
  attributes: Readonly<Record<string, string>>,
  names: readonly string[],
): string | undefined {
  return names.map((name) => attributes[name]).find((value) => value !== undefined && value !== "");
}

/** Why a user of the old pool is not made in the new one; undefined when it is. */
export function whyNot(user: UserRecord, mapping: Mapping): string | undefined {
  const byStatus = notMoved[user.status];
  if (byStatus !== undefined) return byStatus;
  if (mapping.username(user) === undefined) return "it has nothing that the new pool takes as a user name";
  const missing = mapping.missingAttributes(user);
  if (missing.length > 0) return `it lacks ${missing.join(", ")}, which the new pool requires`;
  return undefined;
}

const notMoved: Readonly<Record<string, string | undefined>> = {
  EXTERNAL_PROVIDER: "it is federated: its first sign-in makes it in the new pool",
  UNCONFIRMED: "it never confirmed its sign-up: it can sign up anew",
  COMPROMISED: "Cognito calls it COMPROMISED",
  ARCHIVED: "Cognito calls it ARCHIVED",
};
