import { asRecord, unknownValue } from "./values";

/**
 * Whether two values are the same as far as Cognito is concerned: nothing is as good as an empty list, text or structure,
 * and neither the order of a list nor that of names counts. A value that is not known yet is like no other one.
 */
export function isSame(a: unknown, b: unknown): boolean {
  const [one, other] = [asRecord(a), asRecord(b)];
  if (!one && !other) return canonical(a) === canonical(b);
  const names = new Set([...Object.keys(one ?? {}), ...Object.keys(other ?? {})]);
  return [...names].every((name) => isSame(one?.[name], other?.[name]));
}

/** Equal texts for values that are the same. The tags of pools hold digests of them, so a text may not change. */
export function canonical(value: unknown): string {
  if (value === undefined || value === null || value === "") return "";
  if (value === unknownValue) return "unknown";
  if (Array.isArray(value)) {
    const items = value.map(canonical).toSorted().join();
    return items === "" ? "" : `[${items}]`;
  }
  const record = asRecord(value);
  if (!record) return JSON.stringify(value);
  const entries = Object.entries(record).map(([key, item]) => `${key}:${canonical(item)}`);
  return `{${entries.toSorted().join()}}`;
}
