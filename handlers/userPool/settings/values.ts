/** Settings, or a part of them, by name: whatever their shape is. */
export type Settings = Readonly<Record<string, unknown>>;

/** One thing that is wrong with the settings. */
export interface Fault {
  /** Where, such as `Settings.Policies.PasswordPolicy.MinimumLength`. */
  path: string;
  /** A whole sentence: the path in backticks, the rule, what was got, what to do. */
  message: string;
}

/** Stands for a value that is not known yet. */
export const unknownValue = Symbol("unknown");

/**
 * A copy of an object's own entries, or undefined for anything else. It has no prototype: a tag may be called
 * `constructor`.
 */
export function asRecord(value: unknown): Record<string, unknown> | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const record: Record<string, unknown> = { __proto__: null, ...value };
  return record;
}

/** The members of an object, none of them inherited; of anything else none. */
export function membersOf(value: unknown): Record<string, unknown> {
  return asRecord(value) ?? { __proto__: null };
}

/** The items of a list; of anything else none. */
export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** An object of the entries that have a value. */
export function recordOf(entries: Iterable<readonly [string, unknown]>): Record<string, unknown> {
  return Object.fromEntries<unknown>([...entries].filter(([, value]) => value !== undefined));
}

/** A value as a message shows it; of texts only the start, since they may be long. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  if (typeof value === "string") return JSON.stringify(start(value));
  return typeof value === "number" || typeof value === "boolean" ? String(value) : `a ${typeof value}`;
}

/** What a value is where no text belongs: a misplaced one may be a message, so it is not shown. */
export function describeKind(value: unknown): string {
  return typeof value === "string" ? "a string" : describeValue(value);
}

/** The first 40 characters of a longer text. */
function start(text: string): string {
  const characters = Array.from(text.slice(0, 82));
  return characters.length > 40 ? `${characters.slice(0, 40).join("")}…` : text;
}
