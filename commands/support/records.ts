/** Whether a value is an object with members, and no list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A member that is a text; undefined for anything else. */
export function text(values: Readonly<Record<string, unknown>>, property: string): string | undefined {
  const value = values[property];
  return typeof value === "string" ? value : undefined;
}
