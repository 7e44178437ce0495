import { isRecord } from "../../commands/support/records";
import { isUnknown } from "./unknown";

/**
 * A rule of a value: the reason why it is refused, or undefined.
 *
 * @param name - the property's path, for the reason.
 * @param inputs - all that the program gives the resource.
 */
export type Refuse = (value: unknown, name: string, inputs: Record<string, unknown>) => string | undefined;

function expected(name: string, what: string, value: unknown): string {
  const got = typeof value === "string" ? value : JSON.stringify(value);
  return `Expected \`${name}\` to be ${what}, got \`${got}\``;
}

/** The rules of a value that a preview knows. */
function known(refuse: Refuse): Refuse {
  return (value, name, inputs) => (isUnknown(value) ? undefined : refuse(value, name, inputs));
}

export function oneOf(...allowed: readonly (string | number)[]): Refuse {
  return known((value, name) =>
    allowed.some((one) => one === value) ? undefined : expected(name, `one of ${allowed.join(", ")}`, value),
  );
}

export function between(min: number, max: number): Refuse {
  return known((value, name) =>
    typeof value === "number" && Number.isInteger(value) && value >= min && value <= max
      ? undefined
      : expected(name, `a whole number from ${min} to ${max}`, value),
  );
}

export function length(min: number, max: number): Refuse {
  return known((value, name) =>
    typeof value !== "string" || (value.length >= min && value.length <= max)
      ? undefined
      : expected(name, `${min} to ${max} characters long`, value),
  );
}

/** @param what - the pattern in words. */
export function matches(pattern: RegExp, what: string): Refuse {
  return known((value, name) =>
    typeof value !== "string" || pattern.test(value) ? undefined : expected(name, what, value),
  );
}

/** An ARN as Terraform's `verify.ValidARN` reads one: six parts, of which Region and account may be empty. An empty text is none. */
export const arn: Refuse = known((value, name) => {
  if (typeof value !== "string" || value === "") return undefined;
  const parts =
    /^arn:aws(-[a-z]+)*:[^:]*:([a-z]{2}(-[a-z]+)+-\d)?:(aws|aws-managed|third-party|\d{12}|cw.{10})?:.+$/s;
  return parts.test(value) ? undefined : expected(name, "an ARN", value);
});

/** The characters of a name in IAM. */
export const iamName = matches(/^[\w+=,.@-]*$/, "made of letters, digits and _+=,.@-");

/** The characters of a log group's name. */
export const logGroupName = matches(/^[0-9A-Za-z_./#-]+$/, "made of letters, digits and _./#-");

/** A policy of IAM: a JSON object in a text that begins with its brace. */
export const policyDocument: Refuse = known((value, name) => {
  if (typeof value !== "string") return undefined;
  return value.startsWith("{") && isRecord(parsed(value))
    ? undefined
    : expected(name, "a JSON object that begins with its brace", value);
});

export const jsonText: Refuse = known((value, name) =>
  typeof value !== "string" || parsed(value) !== undefined ? undefined : expected(name, "JSON", value),
);

/** JSON where it looks like JSON; what else there is may be YAML, which CloudFormation reads itself. */
export const template: Refuse = (value, name, inputs) =>
  typeof value === "string" && /^\s*\{/.test(value) ? jsonText(value, name, inputs) : undefined;

/** All of the rules. */
export function all(...rules: readonly Refuse[]): Refuse {
  return (value, name, inputs) => first(rules.map((rule) => rule(value, name, inputs)));
}

/** A rule of every element of a list, and how many there may be. */
export function each(rule: Refuse, most = Number.POSITIVE_INFINITY): Refuse {
  return known((value, name, inputs) => {
    if (!Array.isArray(value)) return undefined;
    if (value.length > most)
      return `Expected \`${name}\` to have at most ${most} elements, got ${value.length}`;
    return first(value.map((element, index) => rule(element, `${name}[${index}]`, inputs)));
  });
}

/** The members of a block: the rule of each, and which it must have. Another member is refused. */
export function block(rules: Readonly<Record<string, Refuse>>, ...required: readonly string[]): Refuse {
  return known((value, name, inputs) => {
    if (!isRecord(value)) return undefined;
    const missing = required.filter((member) => value[member] === undefined || value[member] === null);
    const faults = Object.entries(value).map(([member, given]) => {
      const rule = rules[member];
      if (!rule) return `\`${name}\` has no \`${member}\`; it has ${Object.keys(rules).join(", ")}`;
      return given === undefined || given === null ? undefined : rule(given, `${name}.${member}`, inputs);
    });
    return first([...missing.map((member) => `\`${name}.${member}\` is required`), ...faults]);
  });
}

/** Any value. */
export const anything: Refuse = () => undefined;

function first(reasons: readonly (string | undefined)[]): string | undefined {
  return reasons.find((reason) => reason !== undefined);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
