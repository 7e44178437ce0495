import { nameHint } from "../../handlers/userPool/rules/decode";
import {
  asRecord,
  describeKind,
  describeValue,
  type Fault,
  unknownValue,
} from "../../handlers/userPool/settings/values";
import { isPlainObject, join } from "../engine/plainObject";

/** Judges one argument, of which `unknownValue` stands for what is not known yet: that is skipped, never guessed. */
export type Rule = (value: unknown, path: string) => Fault[];

/** What an object may hold; `null` is as wrong as any other wrong value, `undefined` is as good as nothing. */
export type Members = Readonly<Record<string, Rule>>;

/** One fault about a value: where, the rule, and what was got. */
export function fault(path: string, rule: string, value: unknown): Fault[] {
  return [{ path, message: `\`${path}\` ${rule}, got ${describeArgument(value)}.` }];
}

/** One fault in words of its own. */
export function faultSaying(path: string, sentence: string): Fault[] {
  return [{ path, message: `\`${path}\` ${sentence}` }];
}

/** Whatever the rule says, something that is not known yet is not wrong yet. */
function known(rule: Rule): Rule {
  return (value, path) => (value === unknownValue || value === undefined ? [] : rule(value, path));
}

/** Something that the program itself works with, so that it cannot be known only later. */
export function plainly(rule: Rule): Rule {
  return (value, path) =>
    value === unknownValue
      ? faultSaying(
          path,
          "must be known when the program runs, got an output or a promise: give what is in it.",
        )
      : rule(value, path);
}

/** A value of which `isRight` is true; `wanted` follows "must be". */
export function must(wanted: string, isRight: (value: unknown) => boolean): Rule {
  return known((value, path) => (isRight(value) ? [] : fault(path, `must be ${wanted}`, value)));
}

export const flag = must("true or false", (value) => typeof value === "boolean");

export const text = must("a string", (value) => typeof value === "string");

/** A text that is not shown when it is wrong is still told by its kind. */
export const someText = must(
  "a string that is not empty",
  (value) => typeof value === "string" && value !== "",
);

export const numeric = must("a number", (value) => typeof value === "number" && Number.isFinite(value));

/** A whole number in a range. */
export function wholeNumber(least: number, most: number): Rule {
  return must(
    `a whole number from ${least} to ${most}`,
    (value) => typeof value === "number" && Number.isInteger(value) && value >= least && value <= most,
  );
}

/** One of a few values, of which a similar one is named. */
export function oneOf(choices: readonly (string | number)[]): Rule {
  const list = choices.map((choice) => describeValue(choice)).join(", ");
  return known((value, path) => {
    if (choices.some((choice) => choice === value)) return [];
    return fault(path, `must be one of ${list}`, value);
  });
}

/** A list whose elements each obey a rule. */
export function listOf(element: Rule): Rule {
  return known((value, path) =>
    Array.isArray(value)
      ? Array.from(value, (item: unknown, index) => required(element)(item, `${path}[${index}]`)).flat()
      : fault(path, "must be a list", value),
  );
}

/** An object whose keys are the user's own. */
export function mapOf(element: Rule, example: string): Rule {
  return known((value, path) => {
    const members = asMembers(value);
    if (!members) return fault(path, `must be an object such as ${example}`, value);
    return Object.entries(members).flatMap(([key, item]) => element(item, `${path}.${key}`));
  });
}

interface ObjectOptions {
  /** What the object is, after "must be". */
  readonly wanted?: string;
  /** Whether it may hold more than is known here. */
  readonly isOpen?: boolean;
}

/** An object of certain members; any other name is answered with the nearest known one. */
export function objectOf(
  members: Members,
  { wanted = "an object", isOpen = false }: ObjectOptions = {},
): Rule {
  return known((value, path) => {
    const given = asMembers(value);
    if (!given) return fault(path, `must be ${wanted}`, value);
    const unknown = isOpen ? [] : unknownNames(given, members, path);
    return [...unknown, ...memberFaults(given, members, path)];
  });
}

/** The faults of the members that an object has, and of the required ones that it has not. */
export function memberFaults(
  given: Readonly<Record<string, unknown>>,
  members: Members,
  path: string,
): Fault[] {
  return Object.entries(members).flatMap(([name, rule]) => rule(given[name], join(path, name)));
}

/** The names that an object may not have, each with the nearest that it may. */
export function unknownNames(
  given: Readonly<Record<string, unknown>>,
  members: Members,
  path: string,
): Fault[] {
  const names = Object.keys(given).filter((name) => !Object.hasOwn(members, name));
  return names.flatMap((name) =>
    faultSaying(join(path, name), `is not an argument. ${nameHint(name, Object.keys(members))}`),
  );
}

/** Something that has to be there. */
export function required(rule: Rule, advice = "Set it."): Rule {
  return (value, path) =>
    value === undefined ? faultSaying(path, `is required and missing. ${advice}`) : rule(value, path);
}

/** An object of the program's own making, as a literal gives one; not a function, a list or an instance of a class. */
export function asMembers(value: unknown): Record<string, unknown> | undefined {
  return isPlainObject(value) ? asRecord(value) : undefined;
}

/** Texts are shown, since arguments are short; what an object is called tells more than that it is one. */
function describeArgument(value: unknown): string {
  if (value === unknownValue) return "an output or a promise";
  if (typeof value === "object" && value !== null && !Array.isArray(value) && !isPlainObject(value)) {
    const { name } = value.constructor;
    return `an object of the class ${name}`;
  }
  return typeof value === "string" ? describeValue(value) : describeKind(value);
}
