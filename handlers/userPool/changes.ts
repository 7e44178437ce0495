import type { SchemaAttributeType } from "@aws-sdk/client-cognito-identity-provider";
import { type Attribute, readAttribute } from "./attributes";
import { createOnlyMembers } from "./schema";
import { asRecord, membersOf, unknownValue } from "./values";

type Settings = Readonly<Record<string, unknown>>;

/** What is compared: settings as decoded, or a pool as DescribeUserPool returns it. */
export interface Comparison {
  desired: Settings;
  /** The settings before this change; `{}` where there were none. */
  previous: Settings;
  /** The pool as it is. Without it, as during a preview, the previous settings stand for it. */
  live?: Settings;
}

/** A change that Cognito cannot make to a pool: it would need a new one, without the users of the old one. */
export interface ImmutableChange {
  /** The setting, such as `UsernameAttributes` or `Schema[email].Mutable`. */
  path: string;
  before: unknown;
  after: unknown;
}

/**
 * The changes that only a new pool can have: members that CreateUserPool takes and UpdateUserPool does not, and whatever
 * happens to an attribute of the schema other than that it is added.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-updating.html
 */
export function immutableChanges(comparison: Comparison): ImmutableChange[] {
  const members = createOnlyMembers.filter((name) => name !== "Schema" && isKnown(comparison, name));
  return [
    ...members.flatMap((name) => memberChange(comparison, name)),
    ...(isKnown(comparison, "Schema") ? schemaChanges(comparison) : []),
  ];
}

/** The declared attributes that the pool does not have yet; AddCustomAttributes adds them. */
export function addedAttributes({ desired, previous, live }: Comparison): SchemaAttributeType[] {
  const existing = existingAttributes({ desired, previous, live });
  return schemaOf(desired).filter((raw) => {
    const attribute = readAttribute(raw);
    return !attribute.isStandard && !existing.has(keyOf(attribute));
  });
}

/** The names of the custom attributes that were declared and are not any more. */
export function removedAttributes({ desired, previous }: Comparison): string[] {
  const kept = new Set(schemaOf(desired).map(readAttribute).map(keyOf));
  return schemaOf(previous)
    .map(readAttribute)
    .flatMap((attribute) => (attribute.isStandard || kept.has(keyOf(attribute)) ? [] : [attribute.name]));
}

/** One line per change, each with its path, the old and the new value. */
export function describeImmutableChanges(changes: readonly ImmutableChange[], root: string): string {
  return changes
    .map(({ path, before, after }) => `- \`${root}.${path}\`: ${show(before)} → ${show(after)}`)
    .join("\n");
}

function show(value: unknown): string {
  return value === undefined ? "not set" : JSON.stringify(value);
}

function memberChange({ desired, previous, live = previous }: Comparison, name: string): ImmutableChange[] {
  // What the program never mentioned is not its business: an adopted pool may have it.
  if (desired[name] === undefined && previous[name] === undefined) return [];
  if (canonical(desired[name]) === canonical(live[name])) return [];
  return [{ path: name, before: live[name], after: desired[name] }];
}

/** Equal texts for equal values: the order of names and of a list's texts does not count, nothing equals an empty list. */
function canonical(value: unknown): string {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return "";
  if (Array.isArray(value)) return `[${value.map(canonical).toSorted().join()}]`;
  const record = asRecord(value);
  if (!record) return JSON.stringify(value);
  const entries = Object.entries(record).map(([key, item]) => `${key}:${canonical(item)}`);
  return `{${entries.toSorted().join()}}`;
}

function schemaChanges(comparison: Comparison): ImmutableChange[] {
  const existing = existingAttributes(comparison);
  const declared = schemaOf(comparison.desired).map(readAttribute);
  const changed = declared.flatMap((after) => {
    const before = existing.get(keyOf(after)) ?? (after.isStandard ? standardDefault(after) : undefined);
    return before ? attributeChanges(before, after) : [];
  });
  return [...changed, ...removals(comparison, new Set(declared.map(keyOf)))];
}

function removals({ previous }: Comparison, kept: ReadonlySet<string>): ImmutableChange[] {
  const removed = schemaOf(previous)
    .map(readAttribute)
    .filter((attribute) => !kept.has(keyOf(attribute)));
  return removed.flatMap((before) =>
    before.isStandard
      ? attributeChanges(before, standardDefault(before))
      : [{ path: `Schema[${before.name}]`, before: before.type ?? "declared", after: undefined }],
  );
}

/** A standard attribute that nobody declared: every pool has it, mutable and not required. */
function standardDefault({ name, type, range }: Attribute): Attribute {
  return { name, type, range, isStandard: true, developerOnly: false, mutable: true, required: false };
}

function attributeChanges(before: Attribute, after: Attribute): ImmutableChange[] {
  const change = (member: string, old: unknown, now: unknown): ImmutableChange[] =>
    old === now ? [] : [{ path: `Schema[${after.name}].${member}`, before: old, after: now }];
  return [
    ...(before.type && after.type ? change("AttributeDataType", before.type, after.type) : []),
    ...change("DeveloperOnlyAttribute", before.developerOnly, after.developerOnly),
    ...change("Mutable", before.mutable, after.mutable),
    ...change("Required", before.required, after.required),
    // Cognito fills in the range of an attribute that was declared without one.
    ...(before.range && after.range ? change("constraints", before.range, after.range) : []),
  ];
}

function existingAttributes({ previous, live }: Comparison): Map<string, Attribute> {
  const raw = live?.["SchemaAttributes"];
  const attributes = Array.isArray(raw) ? attributesIn(raw) : schemaOf(live ?? previous);
  return new Map(attributes.map(readAttribute).map((attribute) => [keyOf(attribute), attribute]));
}

/** `email` and `custom:email` are two attributes: the console lets one make the latter. */
function keyOf({ name, isStandard }: Attribute): string {
  return isStandard ? name : `custom:${name}`;
}

function schemaOf(settings: Settings): SchemaAttributeType[] {
  const raw = settings["Schema"];
  return Array.isArray(raw) ? attributesIn(raw) : [];
}

function attributesIn(raw: readonly unknown[]): SchemaAttributeType[] {
  return raw.filter((item): item is SchemaAttributeType => asRecord(item) !== undefined);
}

/** Whether nothing in the member is still unknown, on either side. */
function isKnown({ desired, previous }: Comparison, name: string): boolean {
  return !holdsUnknown(desired[name]) && !holdsUnknown(previous[name]);
}

function holdsUnknown(value: unknown): boolean {
  if (value === unknownValue) return true;
  if (Array.isArray(value)) return value.some(holdsUnknown);
  return Object.values(membersOf(value)).some(holdsUnknown);
}
