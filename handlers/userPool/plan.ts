import type { SchemaAttributeType } from "@aws-sdk/client-cognito-identity-provider";
import { readAttribute } from "./attributes";
import { addedAttributes } from "./changes";
import { differences, mergeMember } from "./merge";
import { managesMfa, planMfa } from "./mfa";
import { digestNames, ownTagsOf, requestsTag, type Tags, userTags, withoutAwsTags } from "./ownership";
import { createShape, updateShape } from "./schema";
import { asRecord, membersOf, recordOf } from "./values";

type Settings = Readonly<Record<string, unknown>>;

export interface SettingsCall {
  operation: "UpdateUserPool" | "SetUserPoolMfaConfig";
  input: Settings;
  because: string[];
}

interface AttributesCall {
  operation: "AddCustomAttributes";
  input: { CustomAttributes: SchemaAttributeType[] };
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
  /** The pool's MFA configuration, as GetUserPoolMfaConfig returns it; needed where `managesMfa` says so. */
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

/**
 * The calls, in their order, that make the live pool what the program wants, each with the paths that make it necessary.
 * Empty when nothing has to change, so a plan that was carried out is followed by an empty one.
 */
export function planUpdate(situation: Situation): Call[] {
  const pool = poolMembers(situation);
  const mfa = planMfa(situation, pool);
  const mfaCalls = mfa?.calls ?? [];
  const added = addedAttributes(situation);
  const wanted = {
    ...pool,
    ...(mfa && { MfaConfiguration: mfa.modeInUpdate }),
    UserPoolTags: wantedTags(situation, added),
  };
  const isWritten = mfaCalls.length + added.length > 0;
  return [
    ...(mfa?.isFirst ? mfaCalls : []),
    ...poolUpdate(situation, wanted, isWritten),
    ...attributeCalls(added),
    ...(mfa?.isFirst ? [] : mfaCalls),
  ];
}

function attributeCalls(added: readonly SchemaAttributeType[]): AttributesCall[] {
  return chunk(added, attributesPerCall).map((attributes) => ({
    operation: "AddCustomAttributes",
    input: { CustomAttributes: attributes },
    because: attributes.map((attribute) => `Schema[${readAttribute(attribute).name}]`),
  }));
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
export function mergeTriggers(sides: { desired: Settings; previous: unknown; live: unknown }): Settings {
  return membersOf(mergeMember("LambdaConfig", sides));
}

/** Where the requests that wrote the pool are noted. It is no reason to write, but goes with whatever is written. */
const requestsPath = `UserPoolTags.${requestsTag}`;

/** UpdateUserPool, if anything in it differs from the pool. */
function poolUpdate({ previous, live }: Situation, wanted: Settings, isWritten: boolean): SettingsCall[] {
  const members = [...updateShape.members.keys()];
  // What can only be turned off by leaving it out counts as a difference too; the former members do not count.
  const compared = members.filter((name) => wanted[name] !== undefined || previous[name] !== undefined);
  const because = compared.flatMap((name) => differences(wanted[name], liveMember(live, name), name));
  const reasons = because.filter((path) => path !== requestsPath);
  if (reasons.length > 0) return [{ operation: "UpdateUserPool", input: wanted, because: reasons }];
  return isWritten && because.length > 0 ? [{ operation: "UpdateUserPool", input: wanted, because }] : [];
}

/** Every member that UpdateUserPool takes, since it resets some of those that a request omits. */
function poolMembers({ desired, previous, live }: Situation): Settings {
  const names = [...updateShape.members.keys()].filter((name) => !legacyMembers.has(name));
  const merged = names.map((name): [string, unknown] => [
    name,
    mergeMember(name, { desired: desired[name], previous: previous[name], live: liveMember(live, name) }),
  ]);
  return { UserPoolTier: "ESSENTIALS", DeletionProtection: "INACTIVE", ...recordOf(merged) };
}

/** A member of the described pool, by the name that requests have for it. */
function liveMember(live: Settings, name: string): unknown {
  return clean(name, name === "PoolName" ? (live["Name"] ?? live["PoolName"]) : live[name]);
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

function wantedTags(
  { desired, previous, live, ownTags: newTags }: Situation,
  added: readonly SchemaAttributeType[],
): Settings {
  const liveTags = readTags(live["UserPoolTags"]);
  const merged = mergeMember("UserPoolTags", {
    desired: desired["UserPoolTags"],
    previous: userTags(readTags(previous["UserPoolTags"])),
    live: userTags(liveTags),
  });
  const names = added.map((attribute) => readAttribute(attribute).name);
  return {
    ...asRecord(merged),
    ...ownTagsOf(liveTags),
    ...newTags,
    ...(names.length > 0 && digestNames(names)),
  };
}

/** The tags in a described pool. */
export function readTags(value: unknown): Tags {
  const entries = Object.entries(membersOf(value));
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

function chunk<T>(items: readonly T[], size: number): T[][] {
  const starts = Array.from({ length: Math.ceil(items.length / size) }, (_, index) => index * size);
  return starts.map((start) => items.slice(start, start + size));
}
