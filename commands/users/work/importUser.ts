import type { AdminSetUserMFAPreferenceRequest } from "@aws-sdk/client-cognito-identity-provider";
import { isNamed } from "../../support/errors";
import type { UsersApi } from "../cognito/api";
import type { Mapping } from "../data/mapping";
import type { PoolFacts } from "../data/pools";
import type { UserRecord } from "../data/records";
import { unknownPassword } from "./password";

/** With what users are made. */
export interface Maker {
  readonly api: UsersApi;
  /** Inputs of requests of which nobody knows whether they were carried out. */
  readonly unanswered: WeakSet<object>;
  readonly pool: PoolFacts;
  readonly mapping: Mapping;
  /** The second factors that the pool offers and that need no enrolment. */
  readonly factors: ReadonlySet<string>;
  /** Whether confirmed users stay with the temporary password that nobody knows. */
  readonly keepsTemporary: boolean;
  readonly now: () => number;
}

/** What became of a user: a word for the count, and for some the reason. */
export interface Outcome {
  readonly outcome: "created" | "existed" | "skipped" | "failed";
  readonly reason?: string;
}

/** The service's clock and this machine's may differ by so much before AWS refuses the signature. */
const clockSkewMs = 300_000;

/** Errors of one user, which say nothing of the next one. */
const ofOneUser = [
  "InvalidParameterException",
  "UsernameExistsException",
  "AliasExistsException",
  "InvalidPasswordException",
  "UserLambdaValidationException",
  "UnsupportedUserStateException",
  "UserNotFoundException",
];

/**
 * Makes a user of the new pool as an export has it, without a message. A user who is there already is left alone, but for one that an
 * earlier, unfinished try of ours has made: that one is finished.
 *
 * @param triedAt since when this user may have been tried; undefined when it was not.
 */
export async function importUser(
  user: UserRecord,
  maker: Maker,
  triedAt: number | undefined,
): Promise<Outcome> {
  try {
    return await make(user, maker, triedAt);
  } catch (error) {
    if (!isNamed(error, ...ofOneUser) || !(error instanceof Error)) throw error;
    return { outcome: "failed", reason: `${error.name}: ${error.message}` };
  }
}

async function make(user: UserRecord, maker: Maker, triedAt: number | undefined): Promise<Outcome> {
  const { api, pool, mapping, unanswered } = maker;
  const Username = mapping.username(user) ?? "";
  const UserAttributes = Object.entries(mapping.attributes(user)).map(([Name, Value]) => ({ Name, Value }));
  const id = { UserPoolId: pool.id, Username };
  const input = { ...id, UserAttributes, MessageAction: "SUPPRESS" as const };
  const begunAt = triedAt ?? maker.now();
  try {
    await api.adminCreateUser(input);
  } catch (error) {
    if (!isNamed(error, "UsernameExistsException")) throw error;
    const mayBeOurs = triedAt !== undefined || unanswered.has(input);
    return takeUp(user, maker, { id, since: mayBeOurs ? begunAt : undefined, error });
  }
  await finish(user, maker, { id, enabled: true, status: "FORCE_CHANGE_PASSWORD" });
  return { outcome: "created" };
}

interface PoolUser {
  readonly UserPoolId: string;
  readonly Username: string;
}

/** The name is taken: by a user that was here before, or by one that we have made. */
async function takeUp(
  user: UserRecord,
  maker: Maker,
  { id, since, error }: { id: PoolUser; since: number | undefined; error: unknown },
): Promise<Outcome> {
  const found = await maker.api.adminGetUser(id).catch((cause: unknown) => {
    // Not the name is taken, then, but an address that is another user's alias.
    throw isNamed(cause, "UserNotFoundException") ? error : cause;
  });
  const createdAt = found.UserCreateDate?.getTime() ?? 0;
  if (since === undefined || createdAt < since - clockSkewMs) return { outcome: "existed" };
  await finish(user, maker, { id, enabled: found.Enabled !== false, status: found.UserStatus ?? "" });
  return { outcome: "created" };
}

/** Everything that AdminCreateUser cannot say. A disabled user is disabled before anything else. */
async function finish(
  user: UserRecord,
  { api, pool, mapping, factors, keepsTemporary }: Maker,
  { id, enabled, status }: { id: PoolUser; enabled: boolean; status: string },
): Promise<void> {
  if (!user.enabled) {
    if (enabled) await api.adminDisableUser(id);
    return;
  }
  const mfa = mfaSettings(user, factors);
  if (mfa !== undefined) await api.adminSetUserMFAPreference({ ...id, ...mfa });
  const isTemporary = status === "FORCE_CHANGE_PASSWORD" && user.status !== "FORCE_CHANGE_PASSWORD";
  if (!isTemporary || keepsTemporary || !canRecover(mapping.attributes(user))) return;
  const Password = unknownPassword(pool.passwordLength);
  await api.adminSetUserPassword({ ...id, Password, Permanent: true });
}

/** Whether Cognito can send a code with which the user sets a password of their own. */
function canRecover(attributes: Readonly<Record<string, string>>): boolean {
  return ["email", "phone_number"].some(
    (name) => attributes[name] !== undefined && attributes[`${name}_verified`]?.toLowerCase() === "true",
  );
}

/** The preferences that need no enrolment by the user, as far as the pool offers the factor. */
function mfaSettings(
  { mfa = [], preferredMfa }: UserRecord,
  factors: ReadonlySet<string>,
): Pick<AdminSetUserMFAPreferenceRequest, "SMSMfaSettings" | "EmailMfaSettings"> | undefined {
  const kept = mfa.filter((factor) => factors.has(factor));
  if (kept.length === 0) return undefined;
  const settings = (factor: string) => ({ Enabled: true, PreferredMfa: preferredMfa === factor });
  return {
    ...(kept.includes("SMS_MFA") && { SMSMfaSettings: settings("SMS_MFA") }),
    ...(kept.includes("EMAIL_OTP") && { EmailMfaSettings: settings("EMAIL_OTP") }),
  };
}
