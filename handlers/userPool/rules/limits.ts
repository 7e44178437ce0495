import { nearest } from "../settings/nearest";
import { asRecord, describeValue, type Fault, membersOf } from "../settings/values";
import { type Limit, modelLimits, modelVersion } from "./serviceModel";

/** Every member that breaks its own limit: the lengths, ranges, patterns and enumerations of Cognito's service model. */
export function limitFaults(settings: Record<string, unknown>, root: string): Fault[] {
  const faults: Fault[] = [];
  const report = (path: string, message: string | undefined): void => {
    if (message !== undefined) faults.push({ path, message });
  };
  /** @param key is the path in the model, where each element of a list or map is called `[]`. */
  const visit = (value: unknown, path: string, key: string): void => {
    const limit = modelLimits[key];
    if (limit) report(path, broken(limit, value, `\`${path}\``));
    if (Array.isArray(value)) {
      value.forEach((item: unknown, index) => visit(item, `${path}[${index}]`, `${key}[]`));
      return;
    }
    const keyLimit = modelLimits[`${key}{}`];
    for (const [name, item] of Object.entries(membersOf(value))) {
      if (keyLimit) report(path, broken(keyLimit, name, `\`${path}\`: the key ${describeValue(name)}`));
      const itemKey = keyLimit ? `${key}[]` : joined(key, name);
      visit(item, joined(path, name), itemKey);
    }
  };
  visit(settings, root, "");
  return faults;
}

function joined(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

/** What is wrong with a value by its own limit; `name` stands for it in the message. */
export function broken(limit: Limit, value: unknown, name: string): string | undefined {
  if (typeof value === "number") return outOfRange(limit, value, name);
  if (typeof value === "string") return brokenText(limit, value, name);
  const record = asRecord(value);
  const size = Array.isArray(value) ? value.length : record && Object.keys(record).length;
  return size === undefined
    ? undefined
    : outOfBounds(limit, size, `${name} must have ${bounds(limit)} entries`);
}

function outOfRange(limit: Limit, value: number, name: string): string | undefined {
  if (!Number.isInteger(value)) return `${name} must be a whole number, got ${value}.`;
  return outOfBounds(limit, value, `${name} must be ${bounds(limit)}`);
}

function brokenText({ oneOf, pattern, rule, ...limit }: Limit, value: string, name: string) {
  if (oneOf && !oneOf.includes(value)) return outside(oneOf, value, name);
  // Lengths in the model are counted in characters, not in the units of UTF-16:
  // https://smithy.io/2.0/spec/constraint-traits.html#length-trait
  const length = Array.from(value).length;
  const wrongLength = outOfBounds(limit, length, `${name} must have ${bounds(limit)} characters`);
  if (wrongLength !== undefined) return wrongLength;
  return pattern && !pattern.test(value) ? `${name} ${rule}.` : undefined;
}

function outside(oneOf: readonly string[], value: string, name: string): string {
  const meant = nearest(value, oneOf);
  const hint = meant ? `Did you mean ${meant}?` : `Cognito's API has no other in botocore ${modelVersion}.`;
  return `${name} must be one of ${oneOf.join(", ")}, got ${describeValue(value)}. ${hint}`;
}

function outOfBounds({ min = 0, max }: Limit, size: number, rule: string): string | undefined {
  return size < min || (max !== undefined && size > max) ? `${rule}, got ${size}.` : undefined;
}

function bounds({ min = 0, max }: Limit): string {
  return max === undefined ? `at least ${min}` : `${min} to ${max}`;
}
