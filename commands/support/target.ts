import { CommandError, describeError, isNamed } from "./errors";
import { poolId, text as textOption, type Values } from "./options";
import { run } from "./processes";
import { isRecord, text } from "./records";
import { UsageError } from "./usageError";

/** A deployed pool, and an app client of it without a secret. */
export interface Target {
  readonly userPoolId: string;
  readonly userPoolClientId: string;
}

/** The options that name a target; without them it is that of the selected stack. */
export const targetOptions = {
  "user-pool-id": poolId("the pool, and"),
  "client-id": textOption(
    "ID",
    "an app client of it without a secret; without these two options they are read from `pulumi stack output` of the selected stack",
  ),
};

/** The target of the options or of the selected stack. */
export async function targetOf(asked: Values<typeof targetOptions>, signal: AbortSignal): Promise<Target> {
  const { "user-pool-id": userPoolId, "client-id": userPoolClientId } = asked;
  if (userPoolId !== undefined && userPoolClientId !== undefined) return { userPoolId, userPoolClientId };
  if (userPoolId !== undefined || userPoolClientId !== undefined) {
    throw new UsageError("Expected `--user-pool-id` and `--client-id` together, got one of them.");
  }
  return stackOutputs(signal);
}

async function stackOutputs(signal: AbortSignal): Promise<Target> {
  const outputs: unknown = JSON.parse(await pulumiStackOutput(signal));
  const [userPoolId, userPoolClientId] = ["userPoolId", "userPoolClientId"].map((name) =>
    isRecord(outputs) ? text(outputs, name) : undefined,
  );
  if (userPoolId === undefined || userPoolClientId === undefined) {
    throw new CommandError(
      "The selected stack has no outputs `userPoolId` and `userPoolClientId`: run `pulumi up` first, or name the pool by " +
        "`--user-pool-id` and `--client-id`.",
    );
  }
  return { userPoolId, userPoolClientId };
}

async function pulumiStackOutput(signal: AbortSignal): Promise<string> {
  try {
    return await run("pulumi", ["stack", "output", "--json"], { signal });
  } catch (error) {
    const what = isNamed(error, "ENOENT") ? "the Pulumi CLI is not on PATH" : describeError(error);
    throw new CommandError(
      `\`pulumi stack output\` failed: ${what}. Select a stack, or name the pool by \`--user-pool-id\` and \`--client-id\`.`,
    );
  }
}
