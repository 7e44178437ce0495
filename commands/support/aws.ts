import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { IAMClient } from "@aws-sdk/client-iam";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { StandardRetryStrategy } from "@smithy/core/retry";
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

/** Clients for what is in this Region, with the credentials and the endpoint of the environment. */
export function connect(inRegion: string): Aws {
  return clients({ ...clientConfig(inRegion), region: inRegion });
}

/**
 * How a command's clients are configured: as every AWS tool is, by the environment and the shared configuration files. Without a Region it
 * is the one that aws-cli would take: the SDK does not know `AWS_DEFAULT_REGION`, but finds a profile's Region by itself.
 */
export function clientConfig(inRegion?: string) {
  checkEndpoint(process.env["AWS_ENDPOINT_URL"]);
  return {
    region: inRegion ?? (process.env["AWS_REGION"] || process.env["AWS_DEFAULT_REGION"] || undefined),
    retryStrategy: new CommandRetries(Number(process.env["AWS_MAX_ATTEMPTS"]) || maxAttempts),
    // The SDK's own clients wait for an answer for ever.
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000, throwOnRequestTimeout: true },
  };
}

function checkEndpoint(given: string | undefined): void {
  if (!given || (URL.canParse(given) && /^https?:$/.test(new URL(given).protocol))) return;
  throw new CommandError(
    `Expected \`AWS_ENDPOINT_URL\` to be a URL such as http://127.0.0.1:4566, got \`${given}\`. Correct it, or unset it to reach AWS itself.`,
  );
}

interface Config extends Partial<Omit<ReturnType<typeof clientConfig>, "region">> {
  region: string;
  endpoint?: string;
  credentials?: { accessKeyId: string; secretAccessKey: string };
}

/** As often as Pulumi's AWS provider tries by default: Cognito takes 15 requests a second, of however many pools. */
const maxAttempts = 25;
/** How often a request is sent that nobody answers: then the address is wrong, or the network is down. */
const unansweredAttempts = 4;

class CommandRetries extends StandardRetryStrategy {
  override async refreshRetryTokenForRetry(
    ...[token, error]: Parameters<StandardRetryStrategy["refreshRetryTokenForRetry"]>
  ) {
    if (error.errorType === "TRANSIENT" && token.getRetryCount() >= unansweredAttempts - 1)
      throw new CommandError("No answer.");
    return super.refreshRetryTokenForRetry(token, error);
  }
}

function clients(given: Config): Aws {
  const config = { maxAttempts, ...given };
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
