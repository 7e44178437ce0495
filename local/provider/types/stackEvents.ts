import { type CloudFormationClient, paginateDescribeStackEvents } from "@aws-sdk/client-cloudformation";

/** The failed events of a stack, the first cause first, a line each. */
export async function stackFailures(
  cloudFormation: CloudFormationClient,
  StackName: string,
): Promise<string[]> {
  const lines: string[] = [];
  for await (const { StackEvents = [] } of paginateDescribeStackEvents(
    { client: cloudFormation },
    { StackName },
  )) {
    for (const { LogicalResourceId, ResourceStatus = "", ResourceStatusReason } of StackEvents) {
      if (ResourceStatus.endsWith("FAILED")) {
        lines.push(`${LogicalResourceId} ${ResourceStatus}: ${ResourceStatusReason ?? "no reason given"}`);
      }
    }
  }
  return lines.toReversed(); // CloudFormation lists the latest first
}
