import { type Attributes, canRecover, completeAttributes, mapAttributes } from "./attributes";
import { isNameOf } from "./names";
import type { OldUser } from "./oldPool";
import type { MigrationOptions } from "./options";

/** Cognito's response to a user who comes along. */
interface Migrated {
  readonly userAttributes: Attributes;
  readonly messageAction: "SUPPRESS";
  readonly finalUserStatus?: "CONFIRMED" | "RESET_REQUIRED";
  readonly enableSMSMFA?: true;
}

/** Why a user does not come along; for the log, and for nobody outside. */
type Refusal =
  | "another name"
  | "challenge"
  | "disabled"
  | "federated"
  | "no verified contact"
  | "required attribute"
  | "second factor"
  | "status"
  | "unknown";

export type Decision = Migrated | Refusal;

/** Who signed in at the old pool under the typed name, with the right password. */
export function decideSignIn(
  { typed, challenge, user }: { typed: string; challenge: string | undefined; user: OldUser },
  options: MigrationOptions,
): Decision {
  const userAttributes = comeAlong(typed, user, options);
  if (typeof userAttributes === "string") return userAttributes;
  const welcome: Migrated = { userAttributes, messageAction: "SUPPRESS", finalUserStatus: "CONFIRMED" };
  // Without a second factor there is nothing that the new pool would have to ask for.
  if (challenge === undefined || challenge === "MFA_SETUP") {
    return user.status === "CONFIRMED" ? welcome : "status";
  }
  if (challenge === "NEW_PASSWORD_REQUIRED") {
    return canRecover(userAttributes, options)
      ? { ...welcome, finalUserStatus: "RESET_REQUIRED" }
      : "no verified contact";
  }
  return secondFactors.has(challenge)
    ? withSecondFactor(welcome, { user: withFactor(user, challenge), options })
    : "challenge";
}

/** Who forgot the password: the code that Cognito sends to a verified address shows who it is. */
export function decideForgotPassword(
  { typed, user }: { typed: string; user: OldUser },
  options: MigrationOptions,
): Decision {
  const userAttributes = comeAlong(typed, user, options);
  if (typeof userAttributes === "string") return userAttributes;
  if (!statusesOfUsers.has(user.status)) return "status";
  if (!canRecover(userAttributes, options)) return "no verified contact";
  return { userAttributes, messageAction: "SUPPRESS", ...smsMfa(userAttributes, { user, options }) };
}

/** Users who could get in, or could be let in by an administrator; not those who never confirmed that they are there. */
const statusesOfUsers = new Set<string | undefined>(["CONFIRMED", "RESET_REQUIRED", "FORCE_CHANGE_PASSWORD"]);

const secondFactors = new Set(["SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP", "SELECT_MFA_TYPE"]);

/** The factor that was asked for is one that the user has, though an older pool may not list it. */
function withFactor(user: OldUser, challenge: string): OldUser {
  return { ...user, mfa: [...user.mfa, challenge] };
}

/** What holds for both ways: the attributes that come along, or why nobody does. */
function comeAlong(typed: string, user: OldUser, options: MigrationOptions): Attributes | Refusal {
  if (!user.enabled) return "disabled";
  if (user.status === "EXTERNAL_PROVIDER") return "federated";
  const mapped = mapAttributes(user.attributes, options);
  if (!isNameOf(typed, user, { mapped, pool: options.pool })) return "another name";
  return completeAttributes(mapped, options) ?? "required attribute";
}

/** A password alone lets nobody in who needed more than that before. */
function withSecondFactor(welcome: Migrated, given: { user: OldUser; options: MigrationOptions }): Decision {
  const sms = smsMfa(welcome.userAttributes, given);
  if (sms) return { ...welcome, ...sms };
  return given.options.pool.mfa === "ON" ? welcome : "second factor";
}

/** The one second factor that a pool can be told to go on asking for. */
function smsMfa(
  attributes: Attributes,
  { user, options }: { user: OldUser; options: MigrationOptions },
): Pick<Migrated, "enableSMSMFA"> | undefined {
  const isPossible = options.pool.smsMfa && attributes["phone_number"] !== undefined;
  return isPossible && user.mfa.includes("SMS_MFA") ? { enableSMSMFA: true } : undefined;
}
