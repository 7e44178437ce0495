import type { SchemaAttributeType, UserPoolType } from "@aws-sdk/client-cognito-identity-provider";
import type { NewPool } from "../../handlers/userMigration/options";
import { readAttribute, userAttributeName } from "../../handlers/userPool/settings/attributes";
import type { UserPoolSettings } from "../../handlers/userPool/settings/schema";

/** The settings, of which an adopted pool may declare a few only. */
export type PoolSettings = Partial<UserPoolSettings>;

/** What decides about users who come along, from the settings of the pool that they come to. */
export function newPoolOf(pool: PoolSettings): NewPool {
  const schema = attributesOf(pool);
  return {
    usernameAttributes: pool.UsernameAttributes ?? [],
    // The API's default, unlike that of AWS's console.
    caseSensitive: pool.UsernameConfiguration?.CaseSensitive ?? true,
    custom: schema.filter(({ isStandard }) => !isStandard).map(userAttributeName),
    required: schema.filter(({ required }) => required === true).map(userAttributeName),
    recovery: recoveryOf(pool),
    mfa: pool.MfaConfiguration ?? "OFF",
    smsMfa: pool.MfaConfiguration !== undefined && pool.MfaConfiguration !== "OFF" && sendsSms(pool),
  };
}

export function attributesOf({ Schema = [] }: { readonly Schema?: SchemaAttributeType[] | undefined }) {
  return Schema.map(readAttribute);
}

function sendsSms({ SmsConfiguration, SmsMfaConfiguration }: PoolSettings): boolean {
  return SmsConfiguration !== undefined || SmsMfaConfiguration?.SmsConfiguration !== undefined;
}

/** Without a word of the program's, Cognito sends codes to either address. */
function recoveryOf({ AccountRecoverySetting }: Pick<UserPoolType, "AccountRecoverySetting">): string[] {
  const mechanisms = AccountRecoverySetting?.RecoveryMechanisms;
  if (mechanisms === undefined) return ["email", "phone_number"];
  return mechanisms.flatMap(({ Name }) =>
    Name === undefined || Name === "admin_only" ? [] : [Name.replace("verified_", "")],
  );
}
