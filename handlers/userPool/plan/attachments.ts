import { ownTags, type Tags } from "../settings/ownTags";
import { isSame } from "../settings/sameness";
import type { Settings } from "../settings/values";
import { asRecord } from "../settings/values";
import { digest, type Owner } from "./ownership";

/** Two names of one trigger; DescribeUserPool may show one or both. */
const tokenTriggers = ["PreTokenGeneration", "PreTokenGenerationConfig"] as const;
const [tokenTrigger, versionedTrigger] = tokenTriggers;

/** The configurations of the triggers that a merge is made of. */
interface TriggerSides {
  desired: Settings;
  previous: Settings;
  live: Settings;
  /** Whether somebody else wants this function to stay attached. */
  isClaimed?: (trigger: string, value: unknown) => boolean;
}

/**
 * The trigger functions of a pool: what was attached by somebody else stays, and only what is still attached as it was
 * wanted before is taken away.
 */
export function mergeTriggers({ desired, previous, live, isClaimed = () => false }: TriggerSides): Settings {
  const [wanted, former, existing] = [triggersOf(desired), triggersOf(previous), triggersOf(live)];
  const isKept = (trigger: string) => {
    const value = existing.get(trigger);
    return !former.has(trigger) || !isSame(value, former.get(trigger)) || isClaimed(trigger, value);
  };
  const replaced = [...wanted.keys()].filter(
    (trigger) => !isSame(wanted.get(trigger), existing.get(trigger)),
  );
  const kept = [...existing.keys()].filter((trigger) => wanted.has(trigger) || isKept(trigger));
  // Whoever sends messages still needs the key.
  const isSender = kept.some((trigger) => /^Custom.*Sender$/.test(trigger));
  return {
    ...spelled(
      live,
      [...kept, ...(isSender ? ["KMSKeyID"] : [])].filter((trigger) => !replaced.includes(trigger)),
    ),
    ...spelled(desired, replaced),
  };
}

/** Each trigger with what is attached to it, the one with two names once. */
function triggersOf(config: Settings): ReadonlyMap<string, unknown> {
  const { [tokenTrigger]: plain, [versionedTrigger]: versioned, ...others } = config;
  const token = asRecord(versioned) ?? (plain && { LambdaVersion: "V1_0", LambdaArn: plain });
  const all = Object.entries({ ...others, [tokenTrigger]: token });
  return new Map(all.filter(([, value]) => value !== undefined));
}

/** The triggers as a configuration has them, under one name or two. */
function spelled(config: Settings, triggers: readonly string[]): Settings {
  const names = triggers.flatMap((trigger) => (trigger === tokenTrigger ? tokenTriggers : [trigger]));
  return Object.fromEntries<unknown>(
    names.flatMap((name) => (config[name] === undefined ? [] : [[name, config[name]]])),
  );
}

/** The lengths of the two parts of a claim, and how many fit into a tag of 256 characters. */
const ownerLength = 4;
const functionLength = 6;
const mostClaims = Math.floor(256 / (ownerLength + functionLength));

/**
 * The tag that says who wants which function attached, with the owner's part brought up to date. While one resource takes
 * a trigger over from another, both want the same function, and the Delete of either must leave it to the other.
 */
export function claimTriggers(tags: Tags, owner: Owner, config: Settings): Tags {
  const others = claimsIn(tags).filter((claim) => !claim.startsWith(ownerPart(owner)));
  const own = [...triggersOf(config)].map((entry) => ownerPart(owner) + functionPart(...entry));
  const claims = [...others, ...own].slice(-mostClaims).join("");
  return claims === (tags[ownTags.triggers] ?? "") ? {} : { [ownTags.triggers]: claims };
}

/** Tells whether anybody but the owner claims a function. */
export function claimedByOthers(tags: Tags, owner: Owner): NonNullable<TriggerSides["isClaimed"]> {
  const others = claimsIn(tags).filter((claim) => !claim.startsWith(ownerPart(owner)));
  return (trigger, value) => others.some((claim) => claim.endsWith(functionPart(trigger, value)));
}

function claimsIn(tags: Tags): string[] {
  return tags[ownTags.triggers]?.match(new RegExp(`.{${ownerLength + functionLength}}`, "g")) ?? [];
}

function ownerPart({ stackId, logicalId }: Owner): string {
  return digest(`${stackId} ${logicalId}`, ownerLength);
}

function functionPart(trigger: string, value: unknown): string {
  const { LambdaArn = value, LambdaVersion = "" } = asRecord(value) ?? {};
  return digest(`${trigger} ${String(LambdaArn)} ${String(LambdaVersion)}`, functionLength);
}
