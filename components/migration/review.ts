import type { UserPoolType } from "@aws-sdk/client-cognito-identity-provider";
import { dropped, type NewPool } from "../../handlers/userMigration/options";
import {
  type Attribute,
  readLiveAttribute,
  userAttributeName,
} from "../../handlers/userPool/settings/attributes";
import { attributesOf, newPoolOf, type PoolSettings } from "./newPool";
import type { MigrateFromArgs } from "./userMigration";

/** What a look at the old pool tells before anything is deployed. */
export interface Review {
  /** Why nobody, or not everything of a user, could come along. */
  readonly faults: readonly string[];
  /** What is good to know. */
  readonly warnings: readonly string[];
}

/** Holds the old pool as it is against the settings of the new one. */
export function reviewMigration(old: UserPoolType, from: MigrateFromArgs, settings: PoolSettings): Review {
  const pool = newPoolOf(settings);
  const former = (old.SchemaAttributes ?? []).map(readLiveAttribute);
  return {
    faults: [...placeFaults(former, from, pool), ...nameFaults(old, settings)],
    warnings: [
      ...requiredWarnings(former, from, pool),
      ...immutableWarnings(former, settings),
      ...protectionWarnings(old),
      ...mfaWarnings(old, pool),
    ],
  };
}

/** Attributes are lost only where the program says so. */
function placeFaults(
  former: readonly Attribute[],
  { attributes = {} }: MigrateFromArgs,
  pool: NewPool,
): string[] {
  const names = former.filter(({ isStandard }) => !isStandard).map(userAttributeName);
  return names
    .filter((name) => attributes[name] === undefined && !pool.custom.includes(name))
    .map(
      (name) =>
        `\`migrateFrom\`: the attribute \`${name}\` of the old pool has no place in this one. Add it to \`settings.Schema\`, or say ` +
        `in \`migrateFrom.attributes\` where it goes, or "${dropped}".`,
    );
}

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html#user-pool-settings-aliases */
function nameFaults({ UsernameAttributes = [] }: UserPoolType, settings: PoolSettings): string[] {
  const aliases: readonly string[] = settings.AliasAttributes ?? [];
  const both = UsernameAttributes.filter((name) => aliases.includes(name));
  return both.map(
    (name) =>
      `\`settings.AliasAttributes\`: nobody could come along, since users of the old pool are known by their \`${name}\`, and Cognito takes ` +
      `none as a user name where \`${name}\` is an alias. Use \`settings.UsernameAttributes\`.`,
  );
}

function requiredWarnings(
  former: readonly Attribute[],
  { onMissingAttribute }: MigrateFromArgs,
  pool: NewPool,
): string[] {
  const given = typeof onMissingAttribute === "object" ? onMissingAttribute : {};
  const always = former.filter(({ required }) => required === true).map(userAttributeName);
  const missing = pool.required.filter((name) => !always.includes(name) && given[name] === undefined);
  return missing.map(
    (name) =>
      `The new pool requires \`${name}\`, and the old one does not: users without it are not let in. ` +
      "`migrateFrom.onMissingAttribute` may give them a value.",
  );
}

function immutableWarnings(former: readonly Attribute[], settings: PoolSettings): string[] {
  const always = former.filter(({ required }) => required === true).map(userAttributeName);
  // Cognito takes a custom attribute for immutable unless it is told otherwise.
  const fixed = attributesOf(settings).filter(({ mutable, isStandard }) => !(mutable ?? isStandard));
  return fixed
    .map(userAttributeName)
    .filter((name) => !always.includes(name))
    .map((name) => `\`${name}\` is immutable in the new pool: users who come along without it never get it.`);
}

function protectionWarnings({ Id, DeletionProtection }: UserPoolType): string[] {
  return DeletionProtection === "ACTIVE"
    ? []
    : [
        `The old pool \`${Id}\` is not protected from deletion, and whoever has not come yet would be lost with it.`,
      ];
}

function mfaWarnings({ MfaConfiguration = "OFF" }: UserPoolType, pool: NewPool): string[] {
  return MfaConfiguration === "OFF" || pool.mfa === "ON"
    ? []
    : [
        "Users of the old pool with a second factor other than SMS are not let in by the password alone: they come by " +
          '"forgot password", or with `settings.MfaConfiguration: "ON"`.',
      ];
}
