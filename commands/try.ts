import { regionOf } from "../handlers/userPool/settings/poolId";
import { connect } from "./support/aws";
import { defineCommand, type Invocation } from "./support/command";
import { exitCodes } from "./support/exitCodes";
import { unlessAborted } from "./support/interruption";
import { targetOf, targetOptions } from "./support/target";
import { actionsOn } from "./try/actions";
import { servePage } from "./try/server";

export const command = defineCommand({
  usage: "npx custom-user-pool try",
  description: `Serves one page on this machine's loopback, on which a person signs up in a deployed user pool, confirms it by the code, signs in and sees the claims, the trigger's log lines as they come, and the pool's settings with what differs from the program. It ends with Ctrl-C, and what was signed up stays unless the page removed it. Uses the AWS credentials and endpoint of the environment, in the Region of the pool's id: on a local AWS the code is always 123456.`,
  options: targetOptions,
  run: serve,
});

async function serve({ options, output, signal }: Invocation<typeof targetOptions>): Promise<number> {
  const target = await targetOf(options, signal);
  const aws = connect(regionOf(target.userPoolId));
  try {
    const server = await servePage(await unlessAborted(actionsOn(aws, target), signal));
    output.result({ text: `${output.mark("fine", server.url)}\n`, json: { url: server.url } });
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      else signal.addEventListener("abort", () => resolve(), { once: true });
    });
    await server.close();
  } finally {
    aws.close();
  }
  return exitCodes.fine;
}
