import { runError } from "./runError";

/** Where a function runs, read from the ARN of its log group: no call to AWS is needed to know it. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** Whether a value is an ARN, and no output or path. */
export function isArn(value: unknown): value is string {
  return typeof value === "string" && value.startsWith("arn:");
}

/** The name in the ARN of a function, `arn:aws:lambda:<region>:<account>:function:<name>`, perhaps with a version after it. */
export function functionNameIn(arn: unknown): string | undefined {
  return typeof arn === "string" ? arn.split(":")[6] : undefined;
}

/** Reads partition, region and account from the ARN of any resource that has all three. */
export function placeOf(arn: string | undefined): Place {
  const [prefix, partition, , region, account] = (arn ?? "").split(":");
  if (prefix !== "arn" || !partition || !region || !account) {
    throw runError(
      `Expected an ARN with partition, region and account, got \`${arn}\`. ` +
        "In a unit test, let the mock of the log group answer its `arn`.",
    );
  }
  return { partition, region, account };
}
