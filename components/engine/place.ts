import { runError } from "./runError";

/** Where a function runs, read from the ARN of its log group: no call to AWS is needed to know it. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
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
