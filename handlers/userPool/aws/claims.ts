import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { signedCall } from "./signedCall";

/**
 * Whether this delivery is the first to have claimed something: of all that ask for the same, at any time, exactly one
 * wins. `unknown` where nobody could be asked.
 */
export type Claim = "won" | "taken" | "unknown";

/** Where claims are staked: a name in a log group, since log streams have unique names and are made atomically. */
export interface Claims {
  createLogStream(input: { logGroupName: string; logStreamName: string }): Promise<Claim>;
}

const service = { name: "logs", variable: "CLOUDWATCH_LOGS" };

/**
 * CloudWatch Logs, where the function's role may make streams in its own log group anyway.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html
 */
export function logClaims(client: CognitoIdentityProviderClient, signal: AbortSignal): Claims {
  return {
    createLogStream: async (input) => {
      const headers = {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": "Logs_20140328.CreateLogStream",
      };
      const call = { service, headers, body: JSON.stringify(input), signal };
      const answer = await signedCall(client, call).catch(() => undefined);
      if (answer?.status === 200) return "won";
      return answer?.body.includes("ResourceAlreadyExistsException") ? "taken" : "unknown";
    },
  };
}
