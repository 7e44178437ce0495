import type { Aws } from "../commands/support/aws";
import { linesSince } from "../commands/support/triggerLog";
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

async function logLines(aws: Aws, logGroupName: string): Promise<string[]> {
  const lines = await linesSince(aws, logGroupName, 0);
  const written = lines.map((line) => line.trimEnd());
  return written.filter((line) => !/^(START|END|REPORT) RequestId/.test(line)).slice(-LOG_LINES);
}

function indented(line: string): string {
  return `  ${line}`;
}
