import { isStandardAttribute } from "../userPool/settings/attributes";
import { dropped, type MigrationOptions, type NewPool } from "./options";

export type Attributes = Readonly<Record<string, string>>;

/** The attributes that Cognito can show to be the user's own. */
const contacts = ["email", "phone_number"] as const;

/**
 * The user's attributes as the new pool takes them: Cognito would refuse the user for one that its schema lacks. A
 * name in the options wins over the same name in the old pool.
 */
export function mapAttributes(old: Attributes, { attributes, pool }: MigrationOptions): Attributes {
  const entries = Object.entries(old);
  const places = new Map(Object.entries(attributes));
  const same = entries.filter(([name]) => !places.has(name));
  const moved = entries.flatMap(([name, value]): [string, string][] => {
    const target = places.get(name);
    return target === undefined || target === dropped ? [] : [[target, value]];
  });
  const mapped = Object.fromEntries([...same, ...moved].filter(([name]) => hasPlace(name, pool)));
  return { ...mapped, ...verifiedFlags(old, mapped) };
}

/** Cognito gives each user a `sub` of its own, and takes nobody else's. */
function hasPlace(name: string, { custom }: NewPool): boolean {
  return (isStandardAttribute(name) && name !== "sub") || custom.includes(name);
}

/** An address stays verified only if it is the one that was. */
function verifiedFlags(old: Attributes, mapped: Attributes): Attributes {
  return Object.fromEntries(
    contacts.flatMap((name) => {
      const flag = old[`${name}_verified`];
      return mapped[name] === undefined || mapped[name] !== old[name] || flag === undefined
        ? []
        : [[`${name}_verified`, flag]];
    }),
  );
}

/** The attributes with what the program gives users that lack a required one; nothing where it gives no value. */
export function completeAttributes(
  mapped: Attributes,
  { defaults, pool }: MigrationOptions,
): Attributes | undefined {
  const completed = { ...only(pool.required, defaults), ...mapped };
  return pool.required.every((name) => completed[name] !== undefined) ? completed : undefined;
}

function only(names: readonly string[], values: Attributes): Attributes {
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));
}

/** Whether the new pool can send this user a code: without one, a user without a password could never get in. */
export function canRecover(attributes: Attributes, { pool }: MigrationOptions): boolean {
  return pool.recovery.some((name) => attributes[`${name}_verified`] === "true");
}
