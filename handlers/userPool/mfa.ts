import { differences, mergeMember } from "./merge";
import type { SettingsCall, Situation } from "./plan";
import { mfaMembers } from "./schema";
import { asRecord, membersOf, recordOf } from "./values";

type Settings = Readonly<Record<string, unknown>>;

/** SetUserPoolMfaConfig among the calls of a plan. */
export interface MfaPlan {
  /** The call, if it is necessary. */
  calls: SettingsCall[];
  /** Whether it goes before UpdateUserPool. */
  isFirst: boolean;
  /** The MFA mode that the pool has when UpdateUserPool runs, which repeats it. */
  modeInUpdate: unknown;
}

/** Whether the settings hold, or held, what only SetUserPoolMfaConfig can set. */
export function managesMfa({ desired, previous }: Pick<Situation, "desired" | "previous">): boolean {
  return mfaMembers.some((name) => desired[name] !== undefined || previous[name] !== undefined);
}

const factors = ["SmsMfaConfiguration", "SoftwareTokenMfaConfiguration", "EmailMfaConfiguration"];

/**
 * SetUserPoolMfaConfig replaces everything that it sets, so it is given all of it. What goes away goes before the tier or
 * the e-mail sender that it needs; what is new comes after them.
 *
 * @param pool - the members that UpdateUserPool is going to set.
 * @returns undefined where the settings have nothing to do with it.
 */
export function planMfa(situation: Situation, pool: Settings): MfaPlan | undefined {
  if (!managesMfa(situation)) return undefined;
  const wanted = wantedMfa(situation);
  const live: Settings = membersOf(situation.liveMfa);
  const because = ["MfaConfiguration", ...mfaMembers].flatMap((name) =>
    differences(effective(name, wanted[name]), effective(name, live[name]), name),
  );
  const isFirst = situation.isUnfinished ?? (losesGround(pool) && dropsDependent(wanted, live));
  return {
    calls: because.length > 0 ? [{ operation: "SetUserPoolMfaConfig", input: wanted, because }] : [],
    isFirst,
    modeInUpdate: (isFirst ? wanted : live)["MfaConfiguration"] ?? "OFF",
  };
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

/** A factor's configuration, where it is switched on: one for time-based passwords may also say that it is not. */
function effective(name: string, value: unknown): unknown {
  const isOff = name === "SoftwareTokenMfaConfiguration" && asRecord(value)?.["Enabled"] !== true;
  return isOff ? undefined : value;
}

/** Whether the pool will not have the tier or the e-mail sender that some of MFA needs. */
function losesGround({ UserPoolTier, EmailConfiguration }: Settings): boolean {
  return UserPoolTier === "LITE" || asRecord(EmailConfiguration)?.["EmailSendingAccount"] !== "DEVELOPER";
}

/** Whether something leaves that needs such a tier or sender. */
function dropsDependent(wanted: Settings, live: Settings): boolean {
  const isSet = (mfa: Settings) => [
    mfa["EmailMfaConfiguration"] !== undefined,
    asRecord(mfa["WebAuthnConfiguration"])?.["FactorConfiguration"] !== undefined,
  ];
  const after = isSet(wanted);
  return isSet(live).some((before, index) => before && !after[index]);
}
