import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { IAMClient } from "@aws-sdk/client-iam";
import { LambdaClient } from "@aws-sdk/client-lambda";
import type { ProbeContext } from "./probe";

/** With what the service is asked. */
export type Clients = Pick<ProbeContext, "cognito" | "logs" | "iam" | "lambda" | "cloudFormation">;

/** What all clients have in common; what is left out comes from the environment. */
export interface ClientConfig {
  readonly region?: string;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly maxAttempts?: number;
}

/** The SDK's own clients. */
export function makeClients(config: ClientConfig): Clients {
  return {
    cognito: new CognitoIdentityProviderClient(config),
    logs: new CloudWatchLogsClient(config),
    iam: new IAMClient(config),
    lambda: new LambdaClient(config),
    cloudFormation: new CloudFormationClient(config),
  };
}
