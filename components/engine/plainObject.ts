/** Whether it is an object that a program writes down, and not one of a class. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Where a value holds itself: the place, and the place of what is found there again. */
export function circlesIn(
  value: unknown,
  path: string,
  above: ReadonlyMap<unknown, string> = new Map(),
): [place: string, whole: string][] {
  if (!Array.isArray(value) && !isPlainObject(value)) return [];
  const whole = above.get(value);
  if (whole !== undefined) return [[path, whole]];
  const now = new Map([...above, [value, path]]);
  return Object.entries(value).flatMap(([name, item]) =>
    circlesIn(item, Array.isArray(value) ? `${path}[${name}]` : join(path, name), now),
  );
}

/** The path of a member. */
export function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}
