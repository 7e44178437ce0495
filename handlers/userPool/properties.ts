import { closest } from "fastest-levenshtein";
import { UserError } from "../customResource/errors";
import { normalizeSettings } from "./normalize";
import { requirePoolId } from "./ownership";
import { decodeLeniently, decodePart, decodeSettings } from "./settings";
import { asRecord, describeValue } from "./values";

type Settings = Readonly<Record<string, unknown>>;

/** The properties of a `Custom::UserPool`, read once; nothing behind this border sees CloudFormation's strings. */
export interface PoolProperties {
  settings: Settings;
  /** What to do about a change that only a new pool can have. */
  onImmutableChange: "refuse" | "replace";
  /** Whether `replace` may leave users behind. */
  replaceNonEmpty: boolean;
  /** Whether a Delete takes away what blocks it: the domain, the deletion protection. */
  forceDestroy: boolean;
  /** An existing pool to take under management instead of making one. */
  adoptUserPoolId: string | undefined;
}

/** The properties of a `Custom::UserPoolTriggers`. */
export interface TriggerProperties {
  userPoolId: string;
  lambdaConfig: Settings;
}

const poolProperties = [
  "Settings",
  "OnImmutableChange",
  "ReplaceNonEmpty",
  "ForceDestroy",
  "AdoptUserPoolId",
] as const;
const triggerProperties = ["UserPoolId", "LambdaConfig"] as const;

/** What CloudFormation itself wants to know of a custom resource. */
const protocolProperties = ["ServiceToken", "ServiceTimeout"];

/** @throws {@link UserError} with every fault. */
export function readPoolProperties(raw: Settings): PoolProperties {
  refuseUnknown(raw, poolProperties);
  const adoptUserPoolId = raw["AdoptUserPoolId"] === undefined ? undefined : readText(raw, "AdoptUserPoolId");
  if (adoptUserPoolId !== undefined) requirePoolId(adoptUserPoolId, "AdoptUserPoolId");
  return {
    settings: normalizeSettings({ ...decodeSettings(raw["Settings"]) }),
    onImmutableChange: readOnImmutableChange(raw["OnImmutableChange"]),
    replaceNonEmpty: readFlag(raw, "ReplaceNonEmpty"),
    forceDestroy: readFlag(raw, "ForceDestroy"),
    adoptUserPoolId,
  };
}

/**
 * What can be read of properties that arrive once more, in a Delete or beside an Update's new ones: they may stem from
 * an older version, and were accepted or refused when they were new.
 */
export function readFormerPoolProperties(raw: Settings): Pick<PoolProperties, "settings" | "forceDestroy"> {
  return {
    settings: normalizeSettings(decodeLeniently(raw["Settings"])),
    forceDestroy: raw["ForceDestroy"] === true || raw["ForceDestroy"] === "true",
  };
}

/** @throws {@link UserError} with every fault. */
export function readTriggerProperties(raw: Settings): TriggerProperties {
  refuseUnknown(raw, triggerProperties);
  const userPoolId = readText(raw, "UserPoolId");
  requirePoolId(userPoolId, "UserPoolId");
  return { userPoolId, lambdaConfig: decodePart("LambdaConfig", raw["LambdaConfig"] ?? {}) };
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

function refuseUnknown(raw: Settings, known: readonly string[]): void {
  const unknown = Object.keys(raw).filter(
    (name) => !known.includes(name) && !protocolProperties.includes(name),
  );
  if (unknown.length === 0) return;
  const hints = unknown.map(
    (name) => `\`${name}\` is not a property of this resource. Did you mean \`${closest(name, known)}\`?`,
  );
  throw new UserError(hints.join("\n"));
}

function readOnImmutableChange(value: unknown): PoolProperties["onImmutableChange"] {
  if (value === undefined) return "refuse";
  if (value === "refuse" || value === "replace") return value;
  throw new UserError(`\`OnImmutableChange\` must be refuse or replace, got ${describeValue(value)}.`);
}

function readFlag(raw: Settings, name: string): boolean {
  const value = raw[name];
  if (value === undefined || value === false || value === "false") return false;
  if (value === true || value === "true") return true;
  throw new UserError(`\`${name}\` must be true or false, got ${describeValue(value)}.`);
}

function readText(raw: Settings, name: string): string {
  const value = raw[name];
  if (typeof value === "string") return value;
  throw new UserError(`\`${name}\` must be a string, got ${describeValue(value)}.`);
}
