import { createDefaultUserAgentProvider } from "@aws-sdk/core/client";
import { calculateBodyLength } from "@smithy/core/serde";
import { NodeHttpHandler, type NodeHttpHandlerOptions, streamCollector } from "@smithy/node-http-handler";

/** The part of the client's configuration that this project sets. */
interface ClientConfig {
  maxAttempts?: number;
  region?: string;
  requestHandler?: NodeHttpHandlerOptions;
}

/**
 * The SDK client's defaults in Lambda; the bundle takes them in place of those for any Node program, as the SDK itself
 * takes others in a browser. Lambda gives Region and credentials in environment variables, and only there: no shared
 * configuration files, no instance metadata, no SSO, no web identity.
 *
 * @param shared - the SDK's defaults for all platforms.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function lambdaDefaults<Shared extends { serviceId: string }>(shared: Shared, config: ClientConfig) {
  return {
    ...shared,
    ...config,
    runtime: "node",
    defaultsMode: "standard",
    bodyLengthChecker: calculateBodyLength,
    credentialDefaultProvider: () => readCredentials,
    defaultUserAgentProvider: createDefaultUserAgentProvider({
      serviceId: shared.serviceId,
      clientVersion: "3",
    }),
    maxAttempts: config.maxAttempts ?? 3,
    region: () => Promise.resolve(config.region ?? readVariable("AWS_REGION")),
    requestHandler: NodeHttpHandler.create(config.requestHandler),
    retryMode: "standard",
    streamCollector,
    useDualstackEndpoint: () => Promise.resolve(isTrue("AWS_USE_DUALSTACK_ENDPOINT")),
    useFipsEndpoint: () => Promise.resolve(isTrue("AWS_USE_FIPS_ENDPOINT")),
  };
}

/** @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-endpoints.html */
function isTrue(name: string): boolean {
  return process.env[name]?.toLowerCase() === "true";
}

function readCredentials() {
  return Promise.resolve({
    accessKeyId: readVariable("AWS_ACCESS_KEY_ID"),
    secretAccessKey: readVariable("AWS_SECRET_ACCESS_KEY"),
    sessionToken: process.env["AWS_SESSION_TOKEN"],
  });
}

function readVariable(name: string): string {
  const value = process.env[name];
  if (value) return value;
  throw new Error(`The environment variable ${name} is missing; Lambda sets it.`);
}
