/** Whether it is an object that a program writes down, and not one of a class. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** The path of a member. */
export function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}
