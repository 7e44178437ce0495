import { paginateFilterLogEvents } from "@aws-sdk/client-cloudwatch-logs";
import { DescribeUserPoolCommand } from "@aws-sdk/client-cognito-identity-provider";
import { GetFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import type { Aws } from "./aws";
import { CommandError, isNamed } from "./errors";

/** The log group of the function that the pool calls after a confirmation. */
export async function triggerLogGroup({ cognito, lambda }: Aws, UserPoolId: string): Promise<string> {
  const { UserPool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId }));
  const FunctionName = UserPool?.LambdaConfig?.PostConfirmation;
  if (FunctionName === undefined) {
    throw new CommandError(
      `The user pool \`${UserPoolId}\` has no PostConfirmation trigger: there is no line to wait for.`,
    );
  }
  const found = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  return found.LoggingConfig?.LogGroup ?? `/aws/lambda/${found.FunctionName}`;
}

/** The lines of a log group since a time, in milliseconds since 1970; none while the group is not there, as before a function's first line. */
export async function linesSince({ logs }: Aws, logGroupName: string, startTime: number): Promise<string[]> {
  const lines: string[] = [];
  try {
    const pages = paginateFilterLogEvents({ client: logs }, { logGroupName, startTime });
    for await (const { events = [] } of pages) lines.push(...events.map(({ message = "" }) => message));
  } catch (error) {
    if (!isNamed(error, "ResourceNotFoundException")) throw error;
  }
  return lines;
}
