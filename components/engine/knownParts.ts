import * as pulumi from "@pulumi/pulumi";
import { unknownValue } from "../../handlers/userPool/settings/values";
import { isPlainObject, join } from "./plainObject";
import { isUnitTest } from "./unitTest";

/** A part of the arguments that is known later, or never in this preview. */
export interface LaterPart {
  /** Where it stands, such as `settings.Schema[0].Name`. */
  readonly path: string;
  readonly source: object;
}

/** What became of a part: its value, with `unknownValue` for what a preview cannot know. */
export interface SettledPart extends LaterPart {
  readonly value: unknown;
  readonly isSecret: boolean;
}

/** The outputs and promises in a value, with their places. Resources, functions and assets are not looked into. */
export function laterParts(value: unknown, path: string): LaterPart[] {
  if (isLater(value)) {
    return [{ path, source: value }];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown, index) => laterParts(item, `${path}[${index}]`));
  }
  if (!isPlainObject(value)) {
    return [];
  }
  return Object.entries(value).flatMap(([key, member]) => laterParts(member, join(path, key)));
}

/** A copy of a value in which settled parts have their values, and `unknownValue` stands for all others. */
export function knownCopy(value: unknown, settled: ReadonlyMap<object, SettledPart> = new Map()): unknown {
  if (isLater(value)) {
    return settled.has(value) ? knownCopy(settled.get(value)?.value) : unknownValue;
  }
  if (pulumi.isUnknown(value)) {
    return unknownValue;
  }
  if (Array.isArray(value)) {
    // A hole in a list is as wrong as `undefined`, and `map` would not see it.
    return Array.from(value, (item: unknown) => knownCopy(item, settled));
  }
  if (!isPlainObject(value)) {
    return value;
  }
  return Object.fromEntries<unknown>(
    Object.entries(value).map(([key, member]) => [key, knownCopy(member, settled)]),
  );
}

/** A value in which `unknownValue` stands for what a unit test's mocks have not answered. */
export function withoutUnanswered(value: unknown): unknown {
  return isUnitTest() ? answeredCopy(value) : value;
}

function answeredCopy(value: unknown): unknown {
  if (value === undefined) return unknownValue;
  if (Array.isArray(value)) return value.map(answeredCopy);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, answeredCopy(member)]));
}

/**
 * Waits until a part is known, or until it is certain that this preview will not know it. Fails if the part does. What a
 * unit test's mocks do not answer, such as another resource's ARN, is not known either.
 */
export async function settle(part: LaterPart): Promise<SettledPart> {
  const output: InnerOutput = pulumi.output(part.source);
  if (output.promise === undefined || output.isKnown === undefined) {
    throw new TypeError("This version of @pulumi/pulumi is not supported: its outputs have no `promise`.");
  }
  const [value, isKnown, isSecret] = await Promise.all([
    output.promise(true),
    output.isKnown,
    pulumi.isSecret(output),
  ]);
  const told = isKnown || holdsUnknown(value) ? withoutUnanswered(value) : unknownValue;
  return { ...part, value: told, isSecret };
}

/** What Pulumi's outputs have and do not declare: with it, what is known of a partly known value can be looked at. */
type InnerOutput = pulumi.Output<unknown> & {
  readonly promise?: (withUnknowns: boolean) => Promise<unknown>;
  readonly isKnown?: Promise<boolean>;
};

function holdsUnknown(value: unknown): boolean {
  if (pulumi.isUnknown(value)) {
    return true;
  }
  return (Array.isArray(value) || isPlainObject(value)) && Object.values(value).some(holdsUnknown);
}

/** Whether a value is known only later. */
export function isLater(value: unknown): value is object {
  return pulumi.Output.isInstance(value) || value instanceof Promise;
}
