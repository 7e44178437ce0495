import { parseArgs } from "node:util";
import { nearest } from "../../handlers/userPool/settings/nearest";
import { isPoolId } from "../../handlers/userPool/settings/poolId";
import { describeError } from "./errors";
import { UsageError } from "./usageError";

/** An option that is there or not. */
interface Flag {
  readonly kind: "flag";
  readonly help: string;
  readonly short?: string;
}

/** An option with a value. */
interface Valued<T> {
  readonly kind: "one" | "many";
  /** What stands for the value in the help, such as `ID`. */
  readonly value: string;
  readonly help: string;
  /** @throws UsageError where the text is no value of the option. */
  readonly read: (given: string, option: string) => T;
}

export interface One<T> extends Valued<T> {
  readonly kind: "one";
}

export interface Many<T> extends Valued<T> {
  readonly kind: "many";
}

type Option = Flag | One<unknown> | Many<unknown>;

/** The options of a command by their names, without the dashes. */
export type Options = Readonly<Record<string, Option>>;

/** What a command line says, by the names of the options. */
export type Values<O extends Options> = {
  readonly [Name in keyof O]: O[Name] extends Many<infer T>
    ? readonly T[]
    : O[Name] extends One<infer T>
      ? T | undefined
      : boolean;
};

type Read<T> = Valued<T>["read"];

const asIs: Read<string> = (given) => given;

/** An option without a value. */
export function flag(help: string, short?: string): Flag {
  return { kind: "flag", help, ...(short !== undefined && { short }) };
}

/** An option with a text as its value; `placeholder` stands for it in the help. */
export function text(placeholder: string, help: string): One<string> {
  return { kind: "one", value: placeholder, help, read: asIs };
}

/** An option whose value is a user pool's id. */
export function poolId(help: string): One<string> {
  return { kind: "one", value: "ID", help, read: readPoolId };
}

/** @throws UsageError where a text cannot be a user pool's id, with the one that an ARN ends with. */
export function readPoolId(given: string, option: string): string {
  if (isPoolId(given)) return given;
  const [, within = ""] = /^arn:[^/]*:userpool\/(.*)$/.exec(given) ?? [];
  const meant = isPoolId(within) ? ` That is an ARN: its pool's id is \`${within}\`.` : "";
  throw new UsageError(
    `Expected \`--${option}\` to be a user pool's id such as eu-west-1_AbCdEf123, got \`${given}\`.${meant}`,
  );
}

/** An option whose value is read from its text. */
export function value<T>(placeholder: string, help: string, read: Read<T>): One<T> {
  return { kind: "one", value: placeholder, help, read };
}

/** An option that may be given many times. */
export function list<T>(placeholder: string, help: string, read: Read<T>): Many<T> {
  return { kind: "many", value: placeholder, help, read };
}

/** An option whose value is one of these. */
export function choice<const T extends string>(choices: readonly T[], help: string): One<T> {
  const words = choices.join(" or ");
  const read = (given: string, option: string): T => {
    const found = choices.find((one) => one === given);
    if (found !== undefined) return found;
    throw new UsageError(`Expected \`--${option}\` to be ${words}, got \`${given}\`.`);
  };
  return { kind: "one", value: choices.join("|"), help, read };
}

/** The options of every command. */
export const commonOptions = {
  json: flag("prints one JSON object on standard output, and everything else on standard error"),
  quiet: flag("shows the result and what is wrong, but not how it goes", "q"),
  help: flag("shows this text", "h"),
};

export type CommonOptions = typeof commonOptions;

/** Reads a command line. @throws UsageError with everything that is wrong about it. */
export function parseOptions<O extends Options>(args: readonly string[], options: O): Values<O> {
  const unknown = unknownOptions(args, options);
  if (unknown.length > 0) throw new UsageError(unknown.join("\n"));
  const given = parse(args, options);
  const faults: string[] = [];
  const values = Object.entries(options).map(([name, option]) => {
    try {
      return [name, valueOf(option, name, given[name])];
    } catch (error) {
      faults.push(describeError(error));
      return [name, undefined];
    }
  });
  if (faults.length > 0) throw new UsageError(faults.join("\n"));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each option's own `read` made its value
  return Object.fromEntries(values) as Values<O>;
}

type Given = string | boolean | readonly (string | boolean)[] | undefined;

function valueOf(option: Option, name: string, given: Given): unknown {
  if (option.kind === "flag") return given === true;
  const texts = [given ?? []].flat().map(String);
  if (option.kind === "one" && texts.length > 1)
    throw new UsageError(
      `Expected \`--${name}\` once, got ${texts.map((one) => `\`${one}\``).join(" and ")}.`,
    );
  const values = texts.map((one) => option.read(one, name));
  return option.kind === "many" ? values : values[0];
}

function configOf(options: Options) {
  return Object.fromEntries(
    Object.entries(options).map(([name, option]) => [
      name,
      option.kind === "flag"
        ? { type: "boolean" as const, ...(option.short !== undefined && { short: option.short }) }
        : { type: "string" as const, multiple: true },
    ]),
  );
}

function parse(args: readonly string[], options: Options): Readonly<Record<string, Given>> {
  try {
    return parseArgs({ args: [...args], options: configOf(options) }).values;
  } catch (error) {
    throw new UsageError(`${describeError(error).replace(/\.$/, "")}. \`--help\` lists the options.`);
  }
}

function unknownOptions(args: readonly string[], options: Options): string[] {
  const { tokens } = parseArgs({
    args: [...args],
    options: configOf(options),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const known = Object.keys(options);
  return tokens.flatMap((token) =>
    token.kind === "option" && !known.includes(token.name)
      ? [`Unknown option \`${token.rawName}\`. ${hint(token.name, known, "--")}`]
      : [],
  );
}

/** Where to look on: the name that was meant, or the help. */
export function hint(name: string, known: readonly string[], prefix = ""): string {
  const meant = known.find((one) => one.startsWith(name)) ?? nearest(name, known);
  return meant === undefined ? "`--help` lists what there is." : `Did you mean \`${prefix}${meant}\`?`;
}
