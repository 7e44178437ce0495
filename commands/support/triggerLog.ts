import { DescribeUserPoolCommand } from "@aws-sdk/client-cognito-identity-provider";
import { GetFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import type { Aws } from "./aws";
import { CommandError } from "./errors";

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
