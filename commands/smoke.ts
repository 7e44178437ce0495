import { regionOf } from "../handlers/userPool/settings/poolId";
import { smokeTest } from "./smoke/smokeTest";
import { connect } from "./support/aws";
import { defineCommand, type Invocation } from "./support/command";
import { describeError } from "./support/errors";
import { exitCodes } from "./support/exitCodes";
import { unlessAborted } from "./support/interruption";
import { targetOf, targetOptions } from "./support/target";

const options = targetOptions;

export const command = defineCommand({
  usage: "npx custom-user-pool smoke",
  description: `Signs a new user up in a deployed user pool, confirms it, waits for the line that the PostConfirmation trigger logs, and deletes the user again. Uses the AWS credentials and endpoint of the environment, in the Region of the pool's id.`,
  options,
  run: tryPool,
});

async function tryPool({ options: asked, output, signal }: Invocation<typeof options>): Promise<number> {
  const target = await targetOf(asked, signal);
  const aws = connect(regionOf(target.userPoolId));
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
    await unlessAborted(steps, signal).catch(async (error: unknown) => {
      if (signal.aborted) output.warn("Stopping: the user is removed first.");
      await test.remove().catch((left: unknown) => output.warn(describeError(left)));
      throw error;
    });
    await test.remove();
  } finally {
    aws.close();
  }
  output.result({ text: `logged: ${line}\n`, json: { ...target, triggerLog: line } });
  return exitCodes.fine;
}
