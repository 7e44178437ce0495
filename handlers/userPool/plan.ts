import type { AddCustomAttributesRequest } from "@aws-sdk/client-cognito-identity-provider";
import { addedAttributes } from "./changes";
import { differences, mergeMember } from "./merge";
import { digestNames, ownTagsOf, type Tags, userTags, withoutAwsTags } from "./ownership";
import { createShape, mfaMembers, updateShape } from "./schema";
import { asRecord, recordOf } from "./values";

type Settings = Readonly<Record<string, unknown>>;

interface SettingsCall {
  operation: "UpdateUserPool" | "SetUserPoolMfaConfig";
  input: Settings;
  because: string[];
}

interface AttributesCall {
  operation: "AddCustomAttributes";
  input: Pick<AddCustomAttributesRequest, "CustomAttributes">;
  because: string[];
}

/** One call to Cognito that changes the pool, without its `UserPoolId`. */
export type Call = SettingsCall | AttributesCall;

/** All that a plan depends on. Settings are decoded and normalized. */
export interface Situation {
  desired: Settings;
  /** The settings before; `{}` where there were none. */
  previous: Settings;
  /** The pool, as DescribeUserPool returns it. */
  live: Settings;
  /** The pool's MFA configuration, as GetUserPoolMfaConfig returns it; needed where {@link managesMfa} says so. */
  liveMfa?: Settings;
  /** Tags of ours to be put on the pool beside those that it has. */
  ownTags?: Tags;
  /** The pool was just made: its protection is turned on last, so that a rollback can still remove it. */
  isUnfinished?: boolean;
}

/** AddCustomAttributes takes at most this many at once. */
const attributesPerCall = 25;

/** The former places of settings: DescribeUserPool still returns them, UpdateUserPool rejects them beside the new ones. */
const legacyMembers = new Set([
  "SmsVerificationMessage",
  "EmailVerificationMessage",
  "EmailVerificationSubject",
]);

/** Whether the settings hold, or held, what only SetUserPoolMfaConfig can set. */
export function managesMfa({ desired, previous }: Pick<Situation, "desired" | "previous">): boolean {
  return mfaMembers.some((name) => desired[name] !== undefined || previous[name] !== undefined);
}

/**
 * The calls, in their order, that make the live pool what the program wants, each with the paths that make it necessary.
 * Empty when nothing has to change, so a plan that was carried out is followed by an empty one.
 */
export function planUpdate(situation: Situation): Call[] {
  const added = addedAttributes(situation);
  const mfa = planMfa(situation);
  // What goes away goes before the tier or the e-mail sender that it needs; what is new comes after them.
  const mfaFirst =
    mfa !== undefined && (situation.isUnfinished || dropsDependent(mfa.input, situation.liveMfa ?? {}));
  const modeMember = mfaFirst ? mfa.input["MfaConfiguration"] : modeBefore(situation);
  const update = planPoolUpdate(situation, {
    MfaConfiguration: modeMember,
    tags: added.length > 0 ? digestNames(added.map(({ Name = "" }) => Name)) : {},
  });
  return [
    ...(mfa && mfaFirst ? [mfa] : []),
    ...(update ? [update] : []),
    ...chunk(added, attributesPerCall).map(
      (attributes): Call => ({
        operation: "AddCustomAttributes",
        input: { CustomAttributes: attributes },
        because: attributes.map(({ Name = "" }) => `Schema[${Name}]`),
      }),
    ),
    ...(mfa && !mfaFirst ? [mfa] : []),
  ];
}

/**
 * CreateUserPool's request: all settings that it takes. What CreateUserPool cannot do yet, {@link planUpdate} does with
 * the request as the live pool: it knows SMS as the only factor, so MFA is off until SetUserPoolMfaConfig has run, and a
 * pool that is not finished is not protected, so that a rollback can remove it.
 */
export function createRequest(desired: Settings, ownTags: Tags): Settings {
  const members = [...createShape.members.keys()].filter((name) => desired[name] !== undefined);
  const needsMfaCall = managesMfa({ desired, previous: {} });
  return {
    ...Object.fromEntries<unknown>(members.map((name) => [name, desired[name]])),
    UserPoolTier: desired["UserPoolTier"] ?? "ESSENTIALS",
    DeletionProtection: needsMfaCall ? "INACTIVE" : (desired["DeletionProtection"] ?? "INACTIVE"),
    UserPoolTags: { ...asRecord(desired["UserPoolTags"]), ...ownTags },
    ...(needsMfaCall && { MfaConfiguration: "OFF" }),
  };
}

/** The whole UpdateUserPool request that leaves everything as it is, with some members replaced. */
export function echoRequest(live: Settings, replaced: Settings): Settings {
  const request = poolMembers({ desired: {}, previous: {}, live });
  return { ...request, ...replaced };
}

/** The trigger functions of a pool: what was attached by somebody else stays. */
export function mergeTriggers(sides: { desired: unknown; previous: unknown; live: unknown }): Settings {
  return asRecord(mergeMember("LambdaConfig", { ...sides, desired: sides.desired ?? {} })) ?? {};
}

function planPoolUpdate(
  situation: Situation,
  { MfaConfiguration, tags }: { MfaConfiguration: unknown; tags: Tags },
): SettingsCall | undefined {
  const { live } = situation;
  const wanted: Settings = {
    ...poolMembers(situation),
    ...(MfaConfiguration !== undefined && { MfaConfiguration }),
    UserPoolTags: wantedTags(situation, tags),
  };
  const described: Settings = { ...live, PoolName: live["Name"] ?? live["PoolName"] };
  const because = Object.keys(wanted).flatMap((name) =>
    differences(wanted[name], clean(name, described[name]), name),
  );
  const omitted = [...updateShape.members.keys()].filter(
    (name) => wanted[name] === undefined && situation.previous[name] !== undefined,
  );
  const lost = omitted.flatMap((name) => differences(undefined, clean(name, described[name]), name));
  if (because.length + lost.length === 0) return undefined;
  return { operation: "UpdateUserPool", input: wanted, because: [...because, ...lost] };
}

/** Every member that UpdateUserPool takes, since it resets some of those that a request omits. */
function poolMembers({ desired, previous, live }: Situation): Settings {
  const described: Settings = { ...live, PoolName: live["Name"] ?? live["PoolName"] };
  const names = [...updateShape.members.keys()].filter((name) => !legacyMembers.has(name));
  const merged = names.map((name): [string, unknown] => [
    name,
    mergeMember(name, {
      desired: desired[name],
      previous: previous[name],
      live: clean(name, described[name]),
    }),
  ]);
  return { UserPoolTier: "ESSENTIALS", DeletionProtection: "INACTIVE", ...recordOf(merged) };
}

/** A described member as a request may repeat it: no dead members, no empty texts or structures. */
function clean(member: string, value: unknown): unknown {
  if (value === null || value === "") return undefined;
  const record = asRecord(value);
  if (!record) return value;
  if (member === "UserPoolTags") return withoutAwsTags(readTags(record));
  const kept = recordOf(
    Object.entries(record)
      // "Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays"
      .filter(([name]) => name !== "UnusedAccountValidityDays")
      .map(([name, item]) => [name, clean(name, item)]),
  );
  return Object.keys(kept).length > 0 || member === "LambdaConfig" ? kept : undefined;
}

function wantedTags({ desired, previous, live, ownTags }: Situation, added: Tags): Settings {
  const liveTags = readTags(live["UserPoolTags"]);
  const merged = mergeMember("UserPoolTags", {
    desired: desired["UserPoolTags"],
    previous: userTags(readTags(previous["UserPoolTags"])),
    live: userTags(liveTags),
  });
  return { ...asRecord(merged), ...ownTagsOf(liveTags), ...ownTags, ...added };
}

/** The tags in a described pool. */
export function readTags(value: unknown): Tags {
  const entries = Object.entries(asRecord(value) ?? {});
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

/** The MFA mode that UpdateUserPool repeats until SetUserPoolMfaConfig changes it. */
function modeBefore(situation: Situation): unknown {
  return managesMfa(situation) ? (situation.liveMfa?.["MfaConfiguration"] ?? "OFF") : undefined;
}

const factors = ["SmsMfaConfiguration", "SoftwareTokenMfaConfiguration", "EmailMfaConfiguration"];

/** SetUserPoolMfaConfig replaces everything that it sets, so it is given all of it. */
function planMfa(situation: Situation): SettingsCall | undefined {
  if (!managesMfa(situation)) return undefined;
  const wanted = wantedMfa(situation);
  const live = situation.liveMfa ?? {};
  const names = ["MfaConfiguration", ...mfaMembers];
  const because = names.flatMap((name) => differences(effective(wanted[name]), effective(live[name]), name));
  return because.length > 0 ? { operation: "SetUserPoolMfaConfig", input: wanted, because } : undefined;
}

function wantedMfa({ desired, previous, liveMfa = {} }: Situation): Settings {
  const merge = (name: string) =>
    mergeMember(name, { desired: desired[name], previous: previous[name], live: liveMfa[name] });
  const mode = merge("MfaConfiguration") ?? "OFF";
  // "Invalid MFA configuration given, can't turn off MFA and configure an MFA together", even with a disabled factor.
  const names = mode === "OFF" ? mfaMembers.filter((name) => !factors.includes(name)) : mfaMembers;
  const members = names.map((name) => [name, merge(name)] as const);
  const wanted: Settings = { MfaConfiguration: mode, ...recordOf(members) };
  const sms = asRecord(wanted["SmsMfaConfiguration"]);
  if (!sms) return wanted;
  const { SmsConfiguration, SmsAuthenticationMessage } = desired;
  return {
    ...wanted,
    SmsMfaConfiguration: {
      ...recordOf(Object.entries({ SmsConfiguration, SmsAuthenticationMessage })),
      ...sms,
    },
  };
}

/** A disabled factor is none. */
function effective(value: unknown): unknown {
  const isDisabled = asRecord(value)?.["Enabled"] === false;
  return isDisabled ? undefined : value;
}

/** Whether something leaves that needs a certain tier or e-mail sender, which UpdateUserPool may be about to take away. */
function dropsDependent(wanted: Settings, live: Settings): boolean {
  const isSet = (mfa: Settings) => [
    mfa["EmailMfaConfiguration"] !== undefined,
    asRecord(mfa["WebAuthnConfiguration"])?.["FactorConfiguration"] !== undefined,
  ];
  const after = isSet(wanted);
  return isSet(live).some((before, index) => before && !after[index]);
}

function chunk<T>(items: readonly T[], size: number): T[][] {
  const starts = Array.from({ length: Math.ceil(items.length / size) }, (_, index) => index * size);
  return starts.map((start) => items.slice(start, start + size));
}
