import { paginateFilterLogEvents } from "@aws-sdk/client-cloudwatch-logs";
import type { Aws } from "../commands/support/aws";
import { difference, type Inventory, takeInventory } from "./inventory";
import { stackFailures } from "./provider/types/stackEvents";

/** The lines that are shown of each log. */
const LOG_LINES = 40;

/** What the AWS side of a failed run has to say: the failed events of its stacks and the logs of its functions. */
export async function diagnose(aws: Aws, before: Inventory): Promise<string[]> {
  const { stacks, logGroups } = difference(before, await takeInventory(aws));
  const lines: string[] = [];
  for (const stack of stacks) {
    const failures = await stackFailures(aws.cloudFormation, stack);
    if (failures.length > 0)
      lines.push(`Events of the stack ${stack.split("/")[1] ?? stack}:`, ...failures.map(indented));
  }
  for (const group of logGroups) {
    const log = await logLines(aws, group);
    if (log.length > 0) lines.push(`The log ${group}:`, ...log.map(indented));
  }
  return lines;
}

async function logLines({ logs }: Aws, logGroupName: string): Promise<string[]> {
  const lines: string[] = [];
  for await (const { events = [] } of paginateFilterLogEvents({ client: logs }, { logGroupName })) {
    lines.push(...events.map(({ message = "" }) => message.trimEnd()));
  }
  return lines.filter((line) => !/^(START|END|REPORT) RequestId/.test(line)).slice(-LOG_LINES);
}

function indented(line: string): string {
  return `  ${line}`;
}
