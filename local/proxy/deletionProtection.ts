import { DescribeUserPoolCommand } from "@aws-sdk/client-cognito-identity-provider";
import type { Aws } from "../../commands/support/aws";
import { isRecord } from "../../commands/support/records";
import type { CognitoError } from "./triggers";

/** Whether a call deletes a pool, by its `X-Amz-Target`. */
export function deletesPool(target: string | string[] | undefined): boolean {
  return target === "AWSCognitoIdentityProviderService.DeleteUserPool";
}

/**
 * Why Cognito does not delete a pool that is protected, which MiniStack 1.5.33 deletes all the same.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-deletion-protection.html
 */
export async function protectionError(aws: Aws, body: string): Promise<CognitoError | undefined> {
  const request: unknown = JSON.parse(body);
  const UserPoolId = isRecord(request) ? String(request["UserPoolId"]) : undefined;
  // What cannot be described the emulator itself refuses to delete.
  const described = aws.cognito.send(new DescribeUserPoolCommand({ UserPoolId }));
  const { UserPool } = await described.catch(() => ({ UserPool: undefined }));
  if (UserPool?.DeletionProtection !== "ACTIVE") return undefined;
  const message =
    "The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.";
  return { type: "InvalidParameterException", message };
}
