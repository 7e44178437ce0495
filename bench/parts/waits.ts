import type { ApiCall } from "../local/gateway";

/** What a deployment waits for, one after the other. */
export const parts = ["program", "functions", "stack", "rest"] as const;
export type Part = (typeof parts)[number];

/** A deployment: its calls, when it began, as `performance.now` counts, and the seconds that it took. */
export interface TimedDeployment {
  readonly calls: readonly Pick<ApiCall, "operation" | "at">[];
  readonly began: number;
  readonly seconds: number;
}

/** The first call of AWS asks who is there. Whatever comes before it is the program's, the CLI's and the plugin's start. */
const asksWho = new Set(["GetUser", "GetCallerIdentity"]);

/**
 * The seconds of each part of a deployment, by the moments of its calls. They add up to the whole.
 *
 * @throws Error when the calls are not those of a deployment: without them there is nothing to tell
 */
export function partsOf({ calls, began, seconds }: TimedDeployment): Readonly<Record<Part, number>> {
  const moments = calls.map(({ operation, at }) => ({ operation, at: (at - began) / 1000 }));
  const first = moments.find(({ operation }) => !asksWho.has(operation));
  const stack = moments.find(({ operation }) => operation === "CreateStack");
  const seen = moments.findLast(({ operation }) => operation === "DescribeStacks");
  if (first === undefined || stack === undefined || seen === undefined)
    throw new Error("The deployment made no stack: its calls tell no parts");
  return {
    program: first.at,
    functions: stack.at - first.at,
    stack: seen.at - stack.at,
    rest: seconds - seen.at,
  };
}
