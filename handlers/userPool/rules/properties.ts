import { UserError } from "../../customResource/errors";
import { normalizeSettings } from "../settings/normalize";
import { requirePoolId } from "../settings/poolId";
import type { Settings } from "../settings/values";
import { asRecord, describeValue } from "../settings/values";
import { decodeLeniently, decodePart, decodeSettings, nameHint } from "./decode";

/** The properties of a `Custom::UserPool`, read once; nothing behind this border sees CloudFormation's strings. */
export interface PoolProperties {
  settings: Settings;
  /** What to do about a change that only a new pool can have. */
  onImmutableChange: "refuse" | "replace";
  /** Whether `replace` may leave users behind. */
  replaceNonEmpty: boolean;
  /** Whether a Delete takes away what blocks it: the domain, the deletion protection. */
  forceDestroy: boolean;
  /** Whether the pool outlives its resource. CloudFormation goes by attributes of the template, beside which this stands. */
  onDelete: "delete" | "retain";
  /** An existing pool to take under management instead of making one. */
  adoptUserPoolId: string | undefined;
  /** Whether the pool's `Custom::UserPoolTriggers` turns its protection on: a stack that fails before can be undone. */
  protectedByTriggers?: boolean | undefined;
}

/** The properties of a `Custom::UserPoolTriggers`. */
export interface TriggerProperties {
  userPoolId: string;
  lambdaConfig: Settings;
  /** Whether a pool with these triggers is protected from deletion; turning it off is the pool's own business. */
  protectsPool?: boolean | undefined;
}

/**
 * `DriftDigest` is not read: that it changes makes CloudFormation send an Update, which repairs what drifted. `OnDelete` also
 * makes CloudFormation take notice of a changed `DeletionPolicy`.
 */
const poolProperties = [
  "Settings",
  "OnImmutableChange",
  "ReplaceNonEmpty",
  "ForceDestroy",
  "AdoptUserPoolId",
  "OnDelete",
  "ProtectedByTriggers",
  "DriftDigest",
] as const;
const triggerProperties = ["UserPoolId", "LambdaConfig", "DeletionProtection", "DriftDigest"] as const;

/** What CloudFormation itself wants to know of a custom resource. */
const protocolProperties = ["ServiceToken", "ServiceTimeout"];

/** @throws {@link UserError} with every fault. */
export function readPoolProperties(raw: Settings): PoolProperties {
  const isAdopted = raw["AdoptUserPoolId"] !== undefined;
  const read = {
    settings: () => normalizeSettings({ ...decodeSettings(raw["Settings"], { isAdopted }) }),
    onImmutableChange: () => readOnImmutableChange(raw["OnImmutableChange"]),
    replaceNonEmpty: () => readFlag(raw, "ReplaceNonEmpty"),
    forceDestroy: () => readFlag(raw, "ForceDestroy"),
    adoptUserPoolId: () => readAdoption(raw),
    onDelete: () => readOnDelete(raw["OnDelete"]),
    protectedByTriggers: () => readFlag(raw, "ProtectedByTriggers") || undefined,
  };
  requireAll([() => refuseUnknown(raw, poolProperties), ...Object.values(read)]);
  return {
    settings: read.settings(),
    onImmutableChange: read.onImmutableChange(),
    replaceNonEmpty: read.replaceNonEmpty(),
    forceDestroy: read.forceDestroy(),
    onDelete: read.onDelete(),
    adoptUserPoolId: read.adoptUserPoolId(),
    protectedByTriggers: read.protectedByTriggers(),
  };
}

/**
 * What can be read of properties that arrive once more, in a Delete or beside an Update's new ones: they may stem from
 * an older version, and were accepted or refused when they were new.
 */
export function readFormerPoolProperties(
  raw: Settings,
): Pick<PoolProperties, "settings" | "forceDestroy" | "onDelete" | "onImmutableChange" | "adoptUserPoolId"> {
  const adopted = raw["AdoptUserPoolId"];
  return {
    adoptUserPoolId: typeof adopted === "string" ? adopted : undefined,
    settings: normalizeSettings(decodeLeniently(raw["Settings"])),
    forceDestroy: raw["ForceDestroy"] === true || raw["ForceDestroy"] === "true",
    onDelete: raw["OnDelete"] === "retain" ? "retain" : "delete",
    onImmutableChange: raw["OnImmutableChange"] === "replace" ? "replace" : "refuse",
  };
}

/**
 * What a rollback goes back to was accepted once, perhaps by an older version. What is not understood of it any more is
 * left out.
 */
export function readAgain(raw: Settings): PoolProperties {
  return {
    ...readFormerPoolProperties(raw),
    replaceNonEmpty: false,
    protectedByTriggers: raw["ProtectedByTriggers"] === "true" || undefined,
  };
}

/** @throws {@link UserError} with every fault. */
export function readTriggerProperties(raw: Settings): TriggerProperties {
  const read = {
    userPoolId: () => readPoolId(raw, "UserPoolId"),
    lambdaConfig: () => decodePart("LambdaConfig", raw["LambdaConfig"] ?? {}),
    protectsPool: () => readProtection(raw["DeletionProtection"]),
  };
  requireAll([() => refuseUnknown(raw, triggerProperties), ...Object.values(read)]);
  return {
    userPoolId: read.userPoolId(),
    lambdaConfig: read.lambdaConfig(),
    protectsPool: read.protectsPool(),
  };
}

/** The triggers that a rollback goes back to; see {@link readAgain}. @throws {@link UserError} without a pool's id. */
export function readTriggersAgain(raw: Settings): TriggerProperties {
  return {
    userPoolId: readPoolId(raw, "UserPoolId"),
    lambdaConfig: readFormerTriggers(raw),
    protectsPool: raw["DeletionProtection"] === "ACTIVE" || undefined,
  };
}

/** The triggers that were attached before; see {@link readFormerPoolProperties}. */
export function readFormerTriggers(raw: Settings): Settings {
  return asRecord(decodeLeniently({ LambdaConfig: raw["LambdaConfig"] })["LambdaConfig"]) ?? {};
}

/** The texts of the settings that nobody but the pool's users should read. */
export function confidentialTexts(settings: Settings): string[] {
  return Object.entries(settings).flatMap(([name, value]) => {
    if (typeof value === "string") return /Message|Subject|ExternalId/.test(name) ? [value] : [];
    const record = asRecord(value);
    if (!record) return [];
    // The texts of EmailMfaConfiguration are called just Message and Subject.
    return confidentialTexts(record);
  });
}

/** Runs every check, so that one error can tell all that is wrong. */
function requireAll(checks: readonly (() => unknown)[]): void {
  const messages = checks.flatMap((check) => {
    try {
      check();
      return [];
    } catch (error: unknown) {
      if (error instanceof UserError) return [error.message];
      throw error;
    }
  });
  if (messages.length > 0) throw new UserError(messages.join("\n"));
}

function refuseUnknown(raw: Settings, known: readonly string[]): void {
  const unknown = Object.keys(raw).filter(
    (name) => !known.includes(name) && !protocolProperties.includes(name),
  );
  if (unknown.length === 0) return;
  const hints = unknown.map(
    (name) => `\`${name}\` is not a property of this resource. ${nameHint(name, known)}`,
  );
  throw new UserError(hints.join("\n"));
}

function readOnImmutableChange(value: unknown): PoolProperties["onImmutableChange"] {
  if (value === undefined) return "refuse";
  if (value === "refuse" || value === "replace") return value;
  throw new UserError(`\`OnImmutableChange\` must be refuse or replace, got ${describeValue(value)}.`);
}

function readOnDelete(value: unknown): PoolProperties["onDelete"] {
  if (value === undefined) return "delete";
  if (value === "delete" || value === "retain") return value;
  throw new UserError(`\`OnDelete\` must be delete or retain, got ${describeValue(value)}.`);
}

function readFlag(raw: Settings, name: string): boolean {
  const value = raw[name];
  if (value === undefined || value === false || value === "false") return false;
  if (value === true || value === "true") return true;
  throw new UserError(`\`${name}\` must be true or false, got ${describeValue(value)}.`);
}

function readProtection(value: unknown): true | undefined {
  if (value === undefined) return undefined;
  if (value === "ACTIVE") return true;
  throw new UserError(`\`DeletionProtection\` must be ACTIVE or left out here, got ${describeValue(value)}.`);
}

function readAdoption(raw: Settings): string | undefined {
  return raw["AdoptUserPoolId"] === undefined ? undefined : readPoolId(raw, "AdoptUserPoolId");
}

function readPoolId(raw: Settings, name: string): string {
  const id = readText(raw, name);
  requirePoolId(id, name);
  return id;
}

function readText(raw: Settings, name: string): string {
  const value = raw[name];
  if (typeof value === "string") return value;
  throw new UserError(`\`${name}\` must be a string, got ${describeValue(value)}.`);
}
