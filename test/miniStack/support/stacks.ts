import { setTimeout as sleep } from "node:timers/promises";
import { type CloudFormationClient, DescribeStacksCommand, type Stack } from "@aws-sdk/client-cloudformation";

/** A stack once nothing goes on in it; nothing where it is gone. */
export async function settledStack(
  cloudFormation: CloudFormationClient,
  StackName: string,
): Promise<Stack | undefined> {
  for (;;) {
    const { Stacks: [found] = [] } = await cloudFormation
      .send(new DescribeStacksCommand({ StackName }))
      .catch((): { Stacks?: Stack[] } => ({}));
    if (found?.StackStatus?.endsWith("_IN_PROGRESS") !== true) return found;
    await sleep(50);
  }
}
