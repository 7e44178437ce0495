import * as pulumi from "@pulumi/pulumi";
import { describeValue, type Fault } from "../../handlers/userPool/settings/values";
import { isLater, knownCopy, type LaterPart, laterParts, type SettledPart, settle } from "./knownParts";
import { mapped } from "./mapped";
import { circlesIn, isPlainObject } from "./plainObject";
import { runError } from "./runError";

/** What is wrong with arguments in which `unknownValue` stands for everything that is not known. */
export type Judge = (args: unknown) => Fault[];

/** A component as messages name it, such as `CustomUserPool "users"`. */
export function titleOf(kind: string, name: unknown): string {
  if (typeof name !== "string" || name === "") {
    throw refusal(`A ${kind}`, [`its name must be a string that is not empty, got ${describeValue(name)}.`]);
  }
  return `${kind} ${JSON.stringify(name)}`;
}

/**
 * Refuses wrong arguments, all faults at once: what is known already at once, by throwing, and the rest as soon as it
 * is known, also in a preview that does not know everything.
 *
 * @returns what resolves when all that will be known is known and right; nothing where all was known at once
 */
export function judgeArguments(title: string, args: unknown, judge: Judge): Promise<void> | undefined {
  throwFaults(title, circleFaults(args));
  const parts = laterParts(args, "");
  throwFaults(title, judge(knownCopy(args)));
  return parts.length === 0
    ? undefined
    : judgeLater(title, parts, (settled) => judge(knownCopy(args, settled)));
}

/** @throws what Pulumi prints without a stack trace: its message alone is for the reader */
export function throwFaults(title: string, faults: readonly Fault[]): void {
  if (faults.length > 0) {
    throw refusal(
      title,
      faults.map(({ message }) => message),
    );
  }
}

/** Nothing can look through a value without an end, so that this is the only fault that is told alone. */
function circleFaults(args: unknown): Fault[] {
  return circlesIn(args, "").map(([path, whole]) => ({
    path,
    message: `\`${path}\` must not hold itself, got ${whole === "" ? "the arguments" : `\`${whole}\``} again.`,
  }));
}

/** The error that ends a program: of one component, with all that is wrong with it. */
export function refusal(title: string, messages: readonly string[]): pulumi.RunError {
  const list = messages.map((message) => `  - ${message.replaceAll("\n", "\n    ")}`).join("\n");
  return runError(`${title} cannot be made as it is declared:\n${list}`);
}

/** Lets an error that names no component name this one. */
export function inComponent<T>(title: string, work: () => T): T {
  try {
    return work();
  } catch (error: unknown) {
    throw pulumi.RunError.isInstance(error) ? error : refusal(title, [messageOf(error)]);
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The arguments as a component's inputs: they wait for the verdict, and so does everything below the component. */
export function judgedInputs(
  inputs: Readonly<Record<string, unknown>>,
  verdict: Promise<void> | undefined,
): pulumi.Inputs {
  if (verdict === undefined) {
    return { ...inputs };
  }
  return Object.fromEntries(
    Object.entries(inputs).map(([key, value]) => [key, pulumi.output(verdict.then(() => value))]),
  );
}

/**
 * The arguments, of which nothing is worked with before it is known to be right: what is known later waits for the verdict.
 */
export function judged<T>(args: T, verdict: Promise<void> | undefined): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same, and each output an output of the same
  return verdict === undefined ? args : (waiting(args, verdict) as T);
}

function waiting(value: unknown, verdict: Promise<void>): unknown {
  if (isLater(value)) return pulumi.output(verdict.then(() => value));
  if (Array.isArray(value)) return value.map((item: unknown) => waiting(item, verdict));
  return isPlainObject(value) ? mapped(value, (member) => waiting(member, verdict)) : value;
}

function judgeLater(
  title: string,
  parts: readonly LaterPart[],
  judge: (settled: ReadonlyMap<object, SettledPart>) => Fault[],
): Promise<void> {
  const settled = new Map<object, SettledPart>();
  const failed: Fault[] = [];
  const work = parts.map(async (part) => {
    try {
      settled.set(part.source, await settle(part));
    } catch (error: unknown) {
      // Such as another component's: it says what it has to, and is told once.
      if (pulumi.RunError.isInstance(error)) throw error;
      failed.push(failure(part, error));
    }
    await othersThatAreReady();
    throwFaults(title, [...failed, ...concealed(judge(settled), settled)]);
  });
  return Promise.all(work).then(() => undefined);
}

/** A value that fails, such as a rejected promise, with the place in the program that its error comes from. */
function failure({ path }: LaterPart, error: unknown): Fault {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const place = /\/[^\s()]+:\d+:\d+/.exec(stack)?.[0];
  const words = `\`${path || "args"}\` could not be computed: ${messageOf(error)}`;
  return { path, message: place === undefined ? words : `${words} (${place})` };
}

/** Many values are known at the same time, and their faults are told together. No timer: a unit test may have stopped those. */
async function othersThatAreReady(): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) {
    await Promise.resolve();
  }
}

/** Shorter secrets would be found in any message. */
const shortestTold = 4;

/** A secret's value never gets into a message, which would end in the engine's log. */
function concealed(faults: readonly Fault[], settled: ReadonlyMap<object, SettledPart>): Fault[] {
  const secrets = [...settled.values()].filter(({ isSecret }) => isSecret);
  const texts = secrets.flatMap(({ value }) => textsIn(value));
  return faults.map((fault) => {
    const isSecret =
      secrets.some(({ path }) => fault.path.startsWith(path)) ||
      texts.some((text) => text.length >= shortestTold && fault.message.includes(text));
    return isSecret ? withoutValue(fault, texts) : fault;
  });
}

function withoutValue({ path, message }: Fault, secrets: readonly string[]): Fault {
  const rule = message.split(", got ")[0] ?? "";
  const isTold = rule !== message && !secrets.some((text) => rule.includes(text));
  return { path, message: isTold ? `${rule}, got a secret.` : hiddenMessage(path) };
}

/** Of a fault of which nothing more can be said. */
export function hiddenMessage(path: string): string {
  return `\`${path}\` is wrong; its value is not shown, since it is a secret.`;
}

function textsIn(value: unknown): string[] {
  if (Array.isArray(value) || isPlainObject(value)) {
    return Object.values(value).flatMap(textsIn);
  }
  return typeof value === "string" || typeof value === "number" ? [String(value)].filter(Boolean) : [];
}
