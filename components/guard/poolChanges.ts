import { isSame } from "../../handlers/userPool/settings/sameness";
import { asRecord, unknownValue } from "../../handlers/userPool/settings/values";
import { withoutSecrets } from "../engine/secretValues";
import type { DeclaredPool } from "../stack/readTemplate";

/** A value of the program that an update changes. */
export interface ValueChange {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

const mostShown = 20;
const longestValue = 100;

/** What an update changes in the arguments of the component, leaf by leaf: nothing that is the same to Cognito. */
export function valueChanges(before: DeclaredPool, after: DeclaredPool): ValueChange[] {
  const [old, now] = [argumentsOf(before), argumentsOf(after)];
  const names = new Set([...Object.keys(old), ...Object.keys(now)]);
  return [...names].flatMap((name) => compare(old[name], now[name], name));
}

/** One line for all changes, without the secrets. */
export function describeChanges(changes: readonly ValueChange[], secrets: readonly string[]): string {
  const shown = changes.slice(0, mostShown).map(({ path, before, after }) => {
    const [old, now] = [before, after].map((value) => show(withoutSecrets(value, path, secrets)));
    return `\`${path}\`: ${old} → ${now}`;
  });
  const more = changes.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join("; ");
}

/** The properties of a template by the names that the program has for them. */
function argumentsOf({ Settings, LambdaConfig, ...rest }: DeclaredPool): Record<string, unknown> {
  return {
    settings: Settings,
    triggers: triggersOf(LambdaConfig),
    onImmutableChange: rest.OnImmutableChange ?? "refuse",
    replaceNonEmpty: isOn(rest.ReplaceNonEmpty),
    forceDestroy: isOn(rest.ForceDestroy),
    adoptUserPoolId: rest.AdoptUserPoolId,
    onDelete: rest.OnDelete ?? "delete",
  };
}

function triggersOf(lambdaConfig: unknown): unknown {
  const record = asRecord(lambdaConfig);
  if (!record) return lambdaConfig;
  const entries = Object.entries(record).map(([name, value]): [string, unknown] => {
    const { LambdaArn, ...version } = asRecord(value) ?? {};
    return [name, LambdaArn === undefined ? value : { ...version, function: LambdaArn }];
  });
  return Object.fromEntries(entries);
}

function isOn(value: unknown): unknown {
  return value === unknownValue ? value : value === true || value === "true";
}

function compare(before: unknown, after: unknown, path: string): ValueChange[] {
  const present = [before, after].filter((value) => value !== undefined);
  if (present.length === 0 || present.some((value) => placesIn(value, path) === undefined)) {
    return isSame(before, after) ? [] : [{ path, before, after }];
  }
  const [old, now] = [new Map(placesIn(before, path)), new Map(placesIn(after, path))];
  const places = new Set([...old.keys(), ...now.keys()]);
  return [...places].flatMap((place) => compare(old.get(place), now.get(place), place));
}

/** What is in an object, each with its path; the attributes of a schema by their names. */
function placesIn(value: unknown, path: string): [string, unknown][] | undefined {
  if (!Array.isArray(value)) {
    const record = asRecord(value);
    return record && Object.entries(record).map(([name, item]) => [`${path}.${name}`, item]);
  }
  const names = value.map((item) => asRecord(item)?.["Name"]);
  const isNamed = names.length > 0 && names.every((name) => typeof name === "string");
  return isNamed ? value.map((item, index) => [`${path}[${names[index]}]`, item]) : undefined;
}

function show(value: unknown): string {
  if (value === undefined) return "not set";
  if (value === unknownValue) return "known later";
  const text =
    JSON.stringify(value, (_key, item: unknown) => (item === unknownValue ? "known later" : item)) ?? "";
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}
