import { mfaMembers } from "../settings/schema";
import type { Settings } from "../settings/values";
import { asRecord, membersOf, recordOf } from "../settings/values";
import { differences, mergeMember } from "./merge";
import type { SettingsCall, Situation } from "./situation";

/** SetUserPoolMfaConfig among the calls of a plan. */
export interface MfaPlan {
  /** The calls that go before UpdateUserPool. */
  before: SettingsCall[];
  /** Those that come after it. */
  after: SettingsCall[];
  /** The MFA mode that the pool has when UpdateUserPool runs, which repeats it. */
  modeInUpdate: unknown;
}

/** Whether the settings hold, or held, what only SetUserPoolMfaConfig can set. */
export function managesMfa({ desired, previous }: Pick<Situation, "desired" | "previous">): boolean {
  return mfaMembers.some((name) => desired[name] !== undefined || previous[name] !== undefined);
}

const factors = ["SmsMfaConfiguration", "SoftwareTokenMfaConfiguration", "EmailMfaConfiguration"];

/**
 * SetUserPoolMfaConfig replaces everything that it sets, so it is given all of it. It comes last, unless the pool may not
 * be updated while MFA is as it is; then it goes first, and where that does not go either, what stands in the way goes.
 *
 * @param pool - the members that UpdateUserPool is going to set.
 * @returns undefined where the settings have nothing to do with it.
 */
export function planMfa(situation: Situation, pool: Settings): MfaPlan | undefined {
  if (!managesMfa(situation)) return undefined;
  const wanted = wantedMfa(situation);
  const live: Settings = membersOf(situation.liveMfa);
  const because = ["MfaConfiguration", ...mfaMembers].flatMap((name) =>
    factorDifferences(effective(name, wanted[name]), effective(name, live[name]), name),
  );
  const call = (mfa: Settings): SettingsCall => {
    const input = withSmsOf(pool, mfa, situation);
    return { operation: "SetUserPoolMfaConfig", input, because };
  };
  if (because.length === 0) return { before: [], after: [], modeInUpdate: modeOf(live) };
  // A pool that has already what our rules forbid shows that they do not hold for it.
  const isFree = goesWith(pool, live) || !goesWith(situation.live, live);
  const isFirst = situation.isUnfinished ?? (!isFree && goesWith(situation.live, wanted));
  if (isFirst) return { before: [call(wanted)], after: [], modeInUpdate: modeOf(wanted) };
  if (isFree) return { before: [], after: [call(wanted)], modeInUpdate: modeOf(live) };
  const loosened = loosen(live);
  return { before: [call(loosened)], after: [call(wanted)], modeInUpdate: modeOf(loosened) };
}

function modeOf(mfa: Settings): unknown {
  return mfa["MfaConfiguration"] ?? "OFF";
}

function wantedMfa(situation: Situation): Settings {
  const liveMfa: Settings = membersOf(situation.liveMfa);
  const [desired, previous] = [withSharedSms(situation.desired), withSharedSms(situation.previous)];
  const merge = (name: string) => {
    // A factor that left the program is gone as a whole, with whatever Cognito filled in.
    const isRemoved = desired[name] === undefined && previous[name] !== undefined;
    const sides = { desired: desired[name], previous: previous[name], live: liveMfa[name] };
    return isRemoved ? undefined : mergeMember(name, sides);
  };
  const mode = merge("MfaConfiguration") ?? "OFF";
  // "Invalid MFA configuration given, can't turn off MFA and configure an MFA together", even with a disabled factor.
  const names = mode === "OFF" ? mfaMembers.filter((name) => !factors.includes(name)) : mfaMembers;
  return { MfaConfiguration: mode, ...recordOf(names.map((name) => [name, merge(name)])) };
}

/**
 * The settings with SMS as SetUserPoolMfaConfig wants it: the pool's own role and text inside the factor. The role alone
 * makes SMS the factor where there is no other one, as CreateUserPool understands it.
 */
function withSharedSms(settings: Settings): Settings {
  const { SmsConfiguration, SmsAuthenticationMessage, MfaConfiguration = "OFF" } = settings;
  const said = asRecord(settings["SmsMfaConfiguration"]);
  const isImplied =
    MfaConfiguration !== "OFF" &&
    SmsConfiguration !== undefined &&
    !factors.some((name) => effective(name, settings[name]) !== undefined);
  if (!said && !isImplied) return settings;
  const shared = recordOf(Object.entries({ SmsConfiguration, SmsAuthenticationMessage }));
  return { ...settings, SmsMfaConfiguration: { ...shared, ...said } };
}

/** The factor's role and text are the pool's: what UpdateUserPool is told of them, SetUserPoolMfaConfig may not take back. */
function withSmsOf(pool: Settings, mfa: Settings, { previous }: Situation): Settings {
  const factor = asRecord(mfa["SmsMfaConfiguration"]);
  if (!factor) return mfa;
  const { SmsConfiguration: role = factor["SmsConfiguration"], SmsAuthenticationMessage: text } = pool;
  const isRemoved = text === undefined && previous["SmsAuthenticationMessage"] !== undefined;
  const shared = {
    SmsConfiguration: role,
    SmsAuthenticationMessage: isRemoved ? undefined : (text ?? factor["SmsAuthenticationMessage"]),
  };
  return { ...mfa, SmsMfaConfiguration: recordOf(Object.entries({ ...factor, ...shared })) };
}

/** A factor is on by being there, also with nothing in it: e-mail codes with Cognito's own texts. */
function factorDifferences(wanted: unknown, live: unknown, name: string): string[] {
  const paths = differences(wanted, live, name);
  const isSwitched = factors.includes(name) && (wanted === undefined) !== (live === undefined);
  return isSwitched && paths.length === 0 ? [name] : paths;
}

/** A factor's configuration, where it is switched on: one for time-based passwords may also say that it is not. */
function effective(name: string, value: unknown): unknown {
  const isOff = name === "SoftwareTokenMfaConfiguration" && asRecord(value)?.["Enabled"] !== true;
  return isOff ? undefined : value;
}

/**
 * Whether a pool and its MFA may be together.
 *
 * @see https://github.com/go-to-k/cdkd/issues/1975 "Only PASSWORD and WEB_AUTHN (if configured) can be enabled as an auth factor if MFA is enabled"
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/41049 e-mail MFA and recovery by e-mail alone
 */
function goesWith(pool: Settings, mfa: Settings): boolean {
  const isLite = pool["UserPoolTier"] === "LITE";
  const passkeyFactor = asRecord(mfa["WebAuthnConfiguration"])?.["FactorConfiguration"];
  if (isLite && passkeyFactor !== undefined) return false;
  const first = listIn(asRecord(pool["Policies"])?.["SignInPolicy"], "AllowedFirstAuthFactors");
  const excluded = ["EMAIL_OTP", "SMS_OTP", ...(passkeyFactor === undefined ? ["WEB_AUTHN"] : [])];
  if (mfa["MfaConfiguration"] === "ON" && excluded.some((factor) => first.includes(factor))) return false;
  return mfa["EmailMfaConfiguration"] === undefined || (!isLite && maySendCodes(pool));
}

/** Whether a pool may send codes by e-mail as a factor. */
function maySendCodes({ AccountRecoverySetting, EmailConfiguration }: Settings): boolean {
  const recovery = listIn(AccountRecoverySetting, "RecoveryMechanisms");
  const isOther = recovery.some((one) => asRecord(one)?.["Name"] !== "verified_email");
  const isDeveloper = asRecord(EmailConfiguration)?.["EmailSendingAccount"] === "DEVELOPER";
  return isDeveloper && (recovery.length === 0 || isOther);
}

function listIn(value: unknown, name: string): readonly unknown[] {
  const list: unknown = asRecord(value)?.[name];
  return Array.isArray(list) ? list : [];
}

/** The factors that every pool may have, for the moment in which it is updated: MFA is optional, or off without any. */
function loosen({ SmsMfaConfiguration, SoftwareTokenMfaConfiguration }: Settings): Settings {
  const kept = recordOf(Object.entries({ SmsMfaConfiguration, SoftwareTokenMfaConfiguration }));
  const isAny = factors.some((name) => effective(name, kept[name]) !== undefined);
  return isAny ? { MfaConfiguration: "OPTIONAL", ...kept } : { MfaConfiguration: "OFF" };
}
