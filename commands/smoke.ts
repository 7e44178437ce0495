import { type SmokeTarget, smokeTest } from "./smokeTest";
import { connectDefault } from "./support/aws";
import { defineCommand, type Invocation } from "./support/command";
import { CommandError, describeError, isNamed } from "./support/errors";
import { exitCodes } from "./support/exitCodes";
import { unlessAborted } from "./support/interruption";
import { text as textOption } from "./support/options";
import { run } from "./support/processes";
import { isRecord, text } from "./support/records";
import { UsageError } from "./support/usageError";

const options = {
  "user-pool-id": textOption("ID", "the pool, and"),
  "client-id": textOption(
    "ID",
    "an app client of it without a secret; without these two options they are read from `pulumi stack output` of the selected stack",
  ),
};

export const command = defineCommand({
  usage: "npx custom-user-pool smoke",
  description: `Signs a new user up in a deployed user pool, confirms it, waits for the line that the PostConfirmation trigger logs, and deletes the user again. Uses the AWS credentials, Region and endpoint of the environment.`,
  options,
  run: tryPool,
});

async function tryPool({ options: asked, output, signal }: Invocation<typeof options>): Promise<number> {
  const target = await targetOf(asked);
  const aws = connectDefault();
  const test = smokeTest(aws, target);
  let line = "";
  try {
    const steps = output.steps([
      { name: "signUp", title: "signed up", work: () => test.signUp() },
      { name: "confirm", title: "confirmed", work: () => test.confirm() },
      {
        name: "awaitLogLine",
        title: "logged by the trigger",
        work: async () => {
          line = await test.awaitLogLine();
        },
      },
    ]);
    await unlessAborted(steps, signal);
  } finally {
    await test.remove();
    aws.close();
  }
  output.result({ text: `logged: ${line}\n`, json: { ...target, triggerLog: line } });
  return exitCodes.fine;
}

/** The target of the options or of the selected stack. */
async function targetOf(asked: Invocation<typeof options>["options"]): Promise<SmokeTarget> {
  const { "user-pool-id": userPoolId, "client-id": userPoolClientId } = asked;
  if (userPoolId !== undefined && userPoolClientId !== undefined) return { userPoolId, userPoolClientId };
  if (userPoolId !== undefined || userPoolClientId !== undefined) {
    throw new UsageError("Expected `--user-pool-id` and `--client-id` together, got one of them.");
  }
  return stackOutputs();
}

async function stackOutputs(): Promise<SmokeTarget> {
  const outputs: unknown = JSON.parse(await pulumiStackOutput());
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

async function pulumiStackOutput(): Promise<string> {
  try {
    return await run("pulumi", ["stack", "output", "--json"]);
  } catch (error) {
    const what = isNamed(error, "ENOENT") ? "the Pulumi CLI is not on PATH" : describeError(error);
    throw new CommandError(
      `\`pulumi stack output\` failed: ${what}. Select a stack, or name the pool by \`--user-pool-id\` and \`--client-id\`.`,
    );
  }
}
