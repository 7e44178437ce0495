import { confidentialTexts } from "../rules/properties";
import { readAttribute } from "../settings/attributes";
import { ownTagPrefix, readTags, type Tags } from "../settings/ownTags";
import type { Settings } from "../settings/values";
import { membersOf } from "../settings/values";
import { mergeTriggers } from "./attachments";
import { immutableChanges } from "./changes";
import { differences } from "./merge";
import { planUpdate } from "./plan";
import { type Call } from "./situation";

/** One place where the live pool is not what the program wants. */
export interface Difference {
  /** Such as `Policies.PasswordPolicy.MinimumLength`, `Schema[plan]` or `LambdaConfig.PreSignUp`. */
  path: string;
  /** The program's value; undefined where it wants none. */
  wanted: unknown;
  /** The pool's value; undefined where it has none. */
  live: unknown;
  /** Whether an update of the pool mends it. What Cognito fixes when it makes a pool, no update can change. */
  repairable: boolean;
  /** Whether the values may not be shown: the text of a message, for instance. */
  confidential: boolean;
}

/** What the program wants of a pool. */
export interface Wanted {
  /** Decoded and normalized. */
  settings: Settings;
  /** The triggers that are attached apart from the settings. */
  lambdaConfig?: Settings;
  /** The tags by which the handler knows the pool as its own. */
  ownTags?: Tags;
}

/** The pool as Cognito has it. */
export interface LivePool {
  /** As DescribeUserPool returns it. */
  pool: Settings;
  /** As GetUserPoolMfaConfig returns it; needed where `managesMfa` says so. */
  mfa?: Settings;
}

/** The live pool's differences from what the program wants. */
export interface Drift {
  /** Those that an update of `Custom::UserPool` mends, or nothing can. */
  pool: Difference[];
  /** Those that an update of `Custom::UserPoolTriggers` mends. */
  triggers: Difference[];
}

/**
 * Compares a live pool with what the program wants, by the very plan that an update would carry out, so that what no
 * update would touch is no drift: defaults that Cognito fills in, and what the program never mentioned.
 */
export function findDrift({ settings, lambdaConfig, ownTags = {} }: Wanted, { pool, mfa }: LivePool): Drift {
  const described = { ...pool, PoolName: pool["Name"] };
  const calls = planUpdate({ desired: settings, previous: {}, live: pool, liveMfa: mfa });
  const planned = calls.flatMap((call) =>
    differencesOf(call, call.operation === "SetUserPoolMfaConfig" ? (mfa ?? {}) : described),
  );
  return {
    pool: [
      ...ownershipDifferences(ownTags, readTags(pool["UserPoolTags"])),
      ...immutableChanges({ desired: settings, previous: {}, live: pool }).map(({ path, before, after }) =>
        difference(path, { wanted: after, live: before }, false),
      ),
      ...uniquePaths(planned),
    ],
    triggers: lambdaConfig ? triggerDifferences(lambdaConfig, pool["LambdaConfig"]) : [],
  };
}

function differencesOf(call: Call, live: Settings): Difference[] {
  if (call.operation === "AddCustomAttributes") {
    return call.input.CustomAttributes.map((attribute) =>
      difference(`Schema[${readAttribute(attribute).name}]`, { wanted: attribute, live: undefined }),
    );
  }
  return (
    call.because
      // The tag of an update that adds attributes: the update's own, not the program's.
      .filter((path) => !path.startsWith(`UserPoolTags.${ownTagPrefix}`))
      .map((path) => difference(path, { wanted: valueAt(call.input, path), live: valueAt(live, path) }))
  );
}

function triggerDifferences(wanted: Settings, live: unknown): Difference[] {
  const merged = mergeTriggers({ desired: wanted, previous: {}, live: membersOf(live) });
  const sides = { wanted: { LambdaConfig: merged }, live: { LambdaConfig: live } };
  return differences(merged, membersOf(live), "LambdaConfig").map((path) =>
    difference(path, { wanted: valueAt(sides.wanted, path), live: valueAt(sides.live, path) }),
  );
}

/** Without its tags the handler may not touch the pool any more, so it cannot restore them either. */
function ownershipDifferences(wanted: Tags, live: Tags): Difference[] {
  return Object.entries(wanted)
    .filter(([name, value]) => live[name] !== value)
    .map(([name, value]) => difference(`UserPoolTags.${name}`, { wanted: value, live: live[name] }, false));
}

function difference(
  path: string,
  { wanted, live }: { wanted: unknown; live: unknown },
  repairable = true,
): Difference {
  const name = path.slice(path.lastIndexOf(".") + 1);
  return { path, wanted, live, repairable, confidential: confidentialTexts({ [name]: "x" }).length > 0 };
}

/** MFA may be loosened before it is set: the last call says what is wanted. */
function uniquePaths(all: readonly Difference[]): Difference[] {
  const byPath = new Map(all.map((one) => [one.path, one]));
  return all.filter((one) => byPath.get(one.path) === one);
}

/** The value at a path of {@link differences}; the name of a tag may itself hold dots. */
function valueAt(value: unknown, path: string): unknown {
  const record = membersOf(value);
  if (Object.hasOwn(record, path)) return record[path];
  const inner = Object.keys(record).filter((name) => path.startsWith(`${name}.`));
  return inner
    .map((name) => valueAt(record[name], path.slice(name.length + 1)))
    .find((found) => found !== undefined);
}
