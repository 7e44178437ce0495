import type { SchemaAttributeType } from "@aws-sdk/client-cognito-identity-provider";
import { type Attribute, readAttribute, readLiveAttribute } from "../settings/attributes";
import { canonical } from "../settings/sameness";
import { createOnlyMembers } from "../settings/schema";
import type { Settings } from "../settings/values";
import { asRecord, membersOf, recordOf, unknownValue } from "../settings/values";

/** What is compared: settings as decoded, or a pool as DescribeUserPool returns it. */
export interface Comparison {
  desired: Settings;
  /** The settings before this change; `{}` where there were none: then all that is said is new. */
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
 * happens to an attribute of the schema other than that it is added. It takes a difference between what the program says
 * and what it said before; none is one to what the pool is already. What a declaration does not say is whatever the pool
 * has, and without the pool nobody knows that.
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
export function addedAttributes(comparison: Comparison): SchemaAttributeType[] {
  const existing = existingAttributes(comparison);
  return schemaOf(comparison.desired).filter((raw) => {
    const attribute = readAttribute(raw);
    return !attribute.isStandard && !existing.has(keyOf(attribute));
  });
}

/** Equal texts for declarations that ask for the same, in all that is fixed when a pool is made. */
export function fixedDeclaration(settings: Settings): string {
  const schema = declaredAttributes(settings).map((attribute) =>
    canonical({ ...unsaid(attribute, attribute), ...said(attribute) }),
  );
  const members = createOnlyMembers.filter((name) => name !== "Schema");
  return [...schema.toSorted(), ...members.map((name) => memberText(name, settings[name]))].join("\n");
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

function memberChange({ desired, previous, live = {} }: Comparison, name: string): ImmutableChange[] {
  if (desired[name] === undefined && previous[name] === undefined) return [];
  // After an update Cognito need not show the member; then nothing is known but what the program said of it.
  const before = live[name] ?? previous[name];
  const former = Object.keys(previous).length > 0 ? [previous[name], before] : [before];
  const after = memberText(name, desired[name]);
  if (former.some((value) => memberText(name, value) === after)) return [];
  return [{ path: name, before, after: desired[name] }];
}

/** User names whose case counts are what a pool has without a word about them. */
function memberText(name: string, value: unknown): string {
  const isDefault = name === "UsernameConfiguration" && asRecord(value)?.["CaseSensitive"] === true;
  return isDefault ? "" : canonical(value);
}

function schemaChanges(comparison: Comparison): ImmutableChange[] {
  const existing = existingAttributes(comparison);
  const former = attributeMap(declaredAttributes(comparison.previous));
  const declared = declaredAttributes(comparison.desired);
  const kept = new Set(declared.map(keyOf));
  const changed = declared.flatMap((after) => {
    const [before, live] = [former.get(keyOf(after)), existing.get(keyOf(after))];
    if (!before && !live && !after.isStandard) return [];
    return attributeChanges({ before, after, live: comparison.live && live });
  });
  const removed = [...former].flatMap(([key, before]) => {
    if (before.isStandard || kept.has(key)) return [];
    const live = existing.get(key);
    // One that the pool does not have, or not so, was never accepted: a rollback takes it back.
    const isThere = live && attributeChanges({ before: undefined, after: before, live }).length === 0;
    return isThere
      ? [{ path: `Schema[${before.name}]`, before: before.type ?? "declared", after: undefined }]
      : [];
  });
  return [...changed, ...removed];
}

/** The members of an attribute, by their names in messages. */
const attributeMembers = {
  AttributeDataType: "type",
  DeveloperOnlyAttribute: "developerOnly",
  Mutable: "mutable",
  Required: "required",
} as const;

interface AttributeSides {
  before: Attribute | undefined;
  after: Attribute;
  live: Attribute | undefined;
}

function attributeChanges(sides: AttributeSides): ImmutableChange[] {
  const { after } = sides;
  const changes = Object.entries(attributeMembers).flatMap(([member, key]) => {
    const before = changedFrom(sides, key);
    return before === undefined
      ? []
      : [{ path: `Schema[${after.name}].${member}`, before, after: after[key] }];
  });
  const isBoundAnew = ["minimum" as const, "maximum" as const].some(
    (key) => changedFrom(sides, key) !== undefined,
  );
  if (!isBoundAnew) return changes;
  const ranges = { before: rangeOf({ ...sides.before, ...sides.live }), after: rangeOf(after) };
  return [...changes, { path: `Schema[${after.name}].constraints`, ...ranges }];
}

/** What a member of an attribute was, where the program says something else now that is not so. */
function changedFrom({ before, after, live }: AttributeSides, key: keyof Attribute): unknown {
  const wanted = after[key];
  if (wanted === undefined || wanted === before?.[key]) return undefined;
  const was = live?.[key] ?? before?.[key] ?? unsaid(before, after)[key];
  return was === wanted ? undefined : was;
}

/**
 * What is certain of a member that nobody named. Of `Mutable` it is not: a declaration without it makes an attribute
 * immutable through CloudFormation (https://github.com/aws/aws-cdk/issues/8624), no declaration a mutable one.
 */
function unsaid(before: Attribute | undefined, { name, isStandard }: Attribute): Partial<Attribute> {
  if (name === "sub") return {};
  return { required: false, developerOnly: false, mutable: isStandard && !before ? true : undefined };
}

function said(attribute: Attribute): Record<string, unknown> {
  return recordOf(Object.entries(attribute));
}

function rangeOf({ minimum = "", maximum = "" }: Partial<Attribute>): string {
  return `${minimum}..${maximum}`;
}

function existingAttributes({ previous, live }: Comparison): ReadonlyMap<string, Attribute> {
  const raw = live?.["SchemaAttributes"];
  return attributeMap(
    Array.isArray(raw) ? attributesIn(raw).map(readLiveAttribute) : declaredAttributes(live ?? previous),
  );
}

function attributeMap(attributes: readonly Attribute[]): ReadonlyMap<string, Attribute> {
  return new Map(attributes.map((attribute) => [keyOf(attribute), attribute]));
}

function declaredAttributes(settings: Settings): Attribute[] {
  return schemaOf(settings).map(readAttribute);
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
