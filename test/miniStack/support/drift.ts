import { join } from "node:path";
import { DescribeUserPoolCommand, UpdateUserPoolCommand } from "@aws-sdk/client-cognito-identity-provider";
import type { LocalStack } from "./miniStack";

/** A program of `count` pools with `args`. */
export const project = join(__dirname, "../../fixtures/pools");

/** The arguments of a pool that drifts in these tests. */
export const poolArgs = {
  settings: { Policies: { PasswordPolicy: { MinimumLength: 12 } } },
  triggers: { PostConfirmation: join(project, "first.ts") },
};

/** What somebody does in the console. */
export async function changeOutside({ aws }: LocalStack, UserPoolId: string): Promise<void> {
  const Policies = { PasswordPolicy: { MinimumLength: 6 } };
  await aws.cognito.send(new UpdateUserPoolCommand({ UserPoolId, Policies, LambdaConfig: {} }));
}

/** What {@link changeOutside} changes: the passwords' least length, and which triggers there are. */
export async function liveState({ aws }: LocalStack, UserPoolId: string): Promise<unknown[]> {
  const { UserPool } = await aws.cognito.send(new DescribeUserPoolCommand({ UserPoolId }));
  return [UserPool?.Policies?.PasswordPolicy?.MinimumLength, Object.keys(UserPool?.LambdaConfig ?? {})];
}
