import type { SchemaAttributeType } from "@aws-sdk/client-cognito-identity-provider";
import { readAttribute } from "../settings/attributes";
import { moveMessages } from "../settings/normalize";
import { ownTagsOf, readTags, requestsTag, type Tags, userTags, withoutAwsTags } from "../settings/ownTags";
import { createShape, updateShape } from "../settings/schema";
import type { Settings } from "../settings/values";
import { asList, asRecord, membersOf, recordOf } from "../settings/values";
import { claimedByOthers, claimTriggers, mergeTriggers } from "./attachments";
import { addedAttributes } from "./changes";
import { firstDeclaration, nextDeclaration } from "./declarations";
import { differences, mergeMember } from "./merge";
import { managesMfa, planMfa } from "./mfa";
import { type Owner } from "./ownership";
import type { AttributesCall, Call, SettingsCall, Situation } from "./situation";

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
  const added = addedAttributes(situation);
  const mode = mfa && { MfaConfiguration: mfa.modeInUpdate };
  const wanted = { ...pool, ...mode, UserPoolTags: wantedTags(situation) };
  const meanwhile = { ...situation, live: { ...situation.live, ...mode } };
  const [before, after] = [mfa?.before ?? [], mfa?.after ?? []];
  const isWritten = before.length + added.length + after.length > 0;
  return [...before, ...poolUpdate(meanwhile, wanted, isWritten), ...attributeCalls(added), ...after];
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
export function createRequest(desired: Settings, tags: Tags, owner?: Owner): Settings {
  const members = [...createShape.members.keys()].filter((name) => desired[name] !== undefined);
  const needsMfaCall = managesMfa({ desired, previous: {} });
  return {
    ...Object.fromEntries<unknown>(members.map((name) => [name, desired[name]])),
    UserPoolTier: desired["UserPoolTier"] ?? "ESSENTIALS",
    DeletionProtection: needsMfaCall ? "INACTIVE" : (desired["DeletionProtection"] ?? "INACTIVE"),
    UserPoolTags: {
      ...asRecord(desired["UserPoolTags"]),
      ...tags,
      ...firstDeclaration(desired),
      ...(owner && claimTriggers({}, owner, membersOf(desired["LambdaConfig"]))),
    },
    ...(needsMfaCall && { MfaConfiguration: "OFF" }),
  };
}

/** The whole UpdateUserPool request that leaves everything as it is, with some members replaced. */
export function echoRequest(live: Settings, replaced: Settings): Settings {
  const request = poolMembers({ desired: {}, previous: {}, live });
  return { ...request, ...replaced };
}

/** Where the requests that wrote the pool are noted. It is no reason to write, but goes with whatever is written. */
const requestsPath = `UserPoolTags.${requestsTag}`;

/** UpdateUserPool, if anything in it differs from the pool. */
function poolUpdate({ previous, live }: Situation, wanted: Settings, isWritten: boolean): SettingsCall[] {
  const because = [...updateShape.members.keys()].flatMap((name) => {
    // What can only be turned off by leaving it out counts as a difference too; the former members do not count.
    const isCompared = wanted[name] !== undefined || (previous[name] !== undefined && !isKept(name));
    return isCompared ? differences(wanted[name], liveMember(live, name), name) : [];
  });
  const reasons = because.filter((path) => path !== requestsPath);
  if (reasons.length > 0) return [{ operation: "UpdateUserPool", input: wanted, because: reasons }];
  return isWritten && because.length > 0 ? [{ operation: "UpdateUserPool", input: wanted, because }] : [];
}

/** Every member that UpdateUserPool takes, since it resets some of those that a request omits. */
function poolMembers(situation: Situation): Settings {
  const names = [...updateShape.members.keys()].filter((name) => !legacyMembers.has(name));
  const merged = names.map((name): [string, unknown] => [name, poolMember(situation, name)]);
  const members = { UserPoolTier: "ESSENTIALS", DeletionProtection: "INACTIVE", ...recordOf(merged) };
  return { ...members, ...verifiableUpdates(situation, members), ...registrationInLite(situation, members) };
}

/**
 * "All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes": where the program
 * says only what the latter are, the former follow.
 */
function verifiableUpdates({ desired, previous }: Situation, members: Settings): Settings {
  const [name, list] = ["UserAttributeUpdateSettings", "AttributesRequireVerificationBeforeUpdate"];
  const isSaid = [desired, previous].some((side) => side["AutoVerifiedAttributes"] !== undefined);
  const required = asList(asRecord(members[name])?.[list]);
  const verified = asList(members["AutoVerifiedAttributes"]);
  const isDeclared = asRecord(desired[name])?.[list] !== undefined;
  if (!isSaid || isDeclared || required.every((one) => verified.includes(one))) return {};
  return { [name]: { [list]: required.filter((one) => verified.includes(one)) } };
}

/**
 * "To change the feature plan of the user pool to Lite, you must also set EnableStatus to Disabled."
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPool.html
 */
function registrationInLite({ live }: Situation, { UserPoolTier, DcrConfiguration }: Settings): Settings {
  if (UserPoolTier !== "LITE" || live["UserPoolTier"] === "LITE") return {};
  return { DcrConfiguration: { ...asRecord(DcrConfiguration), EnableStatus: "Disabled" } };
}

function poolMember({ desired, previous, live, owner }: Situation, name: string): unknown {
  const sides = { desired: desired[name], previous: previous[name], live: liveMember(live, name) };
  if (name === "LambdaConfig") {
    return mergeTriggers({
      desired: membersOf(sides.desired),
      previous: membersOf(sides.previous),
      live: membersOf(sides.live),
      isClaimed: owner && claimedByOthers(readTags(live["UserPoolTags"]), owner),
    });
  }
  const merged = mergeMember(name, sides);
  const isTheirs = sides.desired === undefined && differences(merged, sides.live, name).length === 0;
  return isTheirs && isKept(name) ? undefined : merged;
}

/** A member of the described pool, by the name that requests have for it. */
function liveMember(live: Settings, name: string): unknown {
  if (name === "PoolName") return live["Name"] ?? live["PoolName"];
  return clean(name, name === "VerificationMessageTemplate" ? liveTemplate(live) : live[name]);
}

/** The texts of a pool that somebody else made may stand in their former places only; those of a link never did. */
function liveTemplate({ EmailVerificationMessage, EmailVerificationSubject, ...live }: Settings): unknown {
  const { VerificationMessageTemplate: template } = live;
  const isLink = asRecord(template)?.["DefaultEmailOption"] === "CONFIRM_WITH_LINK";
  const former = isLink ? live : { ...live, EmailVerificationMessage, EmailVerificationSubject };
  return moveMessages(former)["VerificationMessageTemplate"];
}

/**
 * Whether UpdateUserPool keeps the member when a request omits it. Then what is not ours need not be repeated, for which
 * the role would have to be allowed to hand the role or the key over.
 *
 * @see https://github.com/serverless/serverless/issues/6593
 */
function isKept(name: string): boolean {
  return name === "SmsConfiguration" || name === "KeyConfiguration";
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

function wantedTags({ desired, previous, live, owner, ownTags: newTags }: Situation): Settings {
  const liveTags = readTags(live["UserPoolTags"]);
  const merged = mergeMember("UserPoolTags", {
    desired: desired["UserPoolTags"],
    previous: userTags(readTags(previous["UserPoolTags"])),
    live: userTags(liveTags),
  });
  return {
    ...asRecord(merged),
    ...ownTagsOf(liveTags),
    ...newTags,
    ...nextDeclaration(liveTags, desired, previous),
    ...(owner && claimTriggers(liveTags, owner, membersOf(desired["LambdaConfig"]))),
  };
}

function chunk<T>(items: readonly T[], size: number): T[][] {
  const starts = Array.from({ length: Math.ceil(items.length / size) }, (_, index) => index * size);
  return starts.map((start) => items.slice(start, start + size));
}
