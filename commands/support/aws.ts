import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { IAMClient } from "@aws-sdk/client-iam";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { CommandError } from "./errors";

/** The AWS SDK's own clients for the services that the program uses. */
export interface Aws {
  readonly region: string;
  readonly cloudFormation: CloudFormationClient;
  readonly cognito: CognitoIdentityProviderClient;
  readonly iam: IAMClient;
  readonly lambda: LambdaClient;
  readonly logs: CloudWatchLogsClient;
  close(): void;
}

/**
 * The environment in which any AWS tool talks to the local AWS: the SDKs and the Terraform provider read AWS_REGION, aws-cli reads
 * AWS_DEFAULT_REGION, and none of them need look for EC2's metadata. MiniStack knows `test` as the account's root.
 */
export function localEnvironment(endpoint: string): Record<string, string> {
  return {
    AWS_DEFAULT_REGION: region(),
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: process.env["AWS_ACCESS_KEY_ID"] ?? "test",
    AWS_SECRET_ACCESS_KEY: process.env["AWS_SECRET_ACCESS_KEY"] ?? "test",
    AWS_REGION: region(),
  };
}

/** Clients for the local AWS of an environment such as {@link localEnvironment}'s. */
export function connectLocal(environment: Readonly<Record<string, string | undefined>>): Aws {
  const {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID = "test",
    AWS_SECRET_ACCESS_KEY = "test",
  } = environment;
  if (!endpoint) throw new CommandError("`AWS_ENDPOINT_URL` is not set: there is no local AWS to talk to.");
  const credentials = { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY };
  return clients({ endpoint, region: environment["AWS_REGION"] ?? region(), credentials });
}

/** Clients configured as every AWS tool is: by the environment and the shared configuration files. */
export function connectDefault(): Aws {
  return clients({ region: region() });
}

interface Config {
  region: string;
  endpoint?: string;
  credentials?: { accessKeyId: string; secretAccessKey: string };
}

/** As often as Pulumi's AWS provider tries by default: Cognito takes 15 requests a second, of however many pools. */
const maxAttempts = 25;

function clients(given: Config): Aws {
  const config = { ...given, maxAttempts };
  const cloudFormation = new CloudFormationClient(config);
  const cognito = new CognitoIdentityProviderClient(config);
  const iam = new IAMClient(config);
  const lambda = new LambdaClient(config);
  const logs = new CloudWatchLogsClient(config);
  const close = () => {
    for (const client of [cloudFormation, cognito, iam, lambda, logs]) client.destroy();
  };
  return { region: config.region, cloudFormation, cognito, iam, lambda, logs, close };
}

function region(): string {
  return process.env["AWS_REGION"] ?? process.env["AWS_DEFAULT_REGION"] ?? "us-east-1";
}
