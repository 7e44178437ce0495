import * as pulumi from "@pulumi/pulumi";
import { describeValue, type Fault } from "../../handlers/userPool/settings/values";
import { knownCopy, type LaterPart, laterParts, type SettledPart, settle } from "./knownParts";
import { isPlainObject } from "./plainObject";
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
  throwFaults(title, judge(knownCopy(args)));
  const parts = laterParts(args, "");
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

function judgeLater(
  title: string,
  parts: readonly LaterPart[],
  judge: (settled: ReadonlyMap<object, SettledPart>) => Fault[],
): Promise<void> {
  const settled = new Map<object, SettledPart>();
  const work = parts.map(async (part) => {
    settled.set(part.source, await settle(part));
    await othersThatAreReady();
    throwFaults(title, concealed(judge(settled), settled));
  });
  return Promise.all(work).then(() => undefined);
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
