import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { partition } from "@aws-sdk/core/client";
import { HttpRequest } from "@smithy/core/protocols";
import type { NodeHttpHandler } from "@smithy/node-http-handler";

/** A service of which the handler needs a call or two: too little for a client of its own in the bundle. */
interface Service {
  /** As in its host's name, and in signatures. */
  name: string;
  /** As in `AWS_ENDPOINT_URL_…`. */
  variable: string;
}

interface SignedCall {
  service: Service;
  headers: Record<string, string>;
  body: string;
  signal: AbortSignal;
}

/** These questions are asked beside the work, and are not worth more. */
const timeoutMs = 2_000;

/**
 * One signed POST, by the parts of the SDK that Cognito's client is made of: its credentials, signer and sockets.
 *
 * @returns status and body, whatever the status is. @throws when nobody answered in time.
 */
export async function signedCall(client: CognitoIdentityProviderClient, call: SignedCall) {
  const { config } = client;
  const url = new URL(await endpointOf(client, call.service));
  const { protocol, hostname, host, port, pathname: path } = url;
  const request = new HttpRequest({
    method: "POST",
    protocol,
    hostname,
    port: port === "" ? undefined : Number(port),
    path,
    headers: { host, ...call.headers },
    body: call.body,
  });
  const signer = await config.signer();
  const signed = await signer.sign(request, { signingService: call.service.name });
  const options = { abortSignal: call.signal, requestTimeout: timeoutMs };
  const handler: { handle: NodeHttpHandler["handle"] } = config.requestHandler;
  const { response } = await handler.handle(new HttpRequest(signed), options);
  const body = Buffer.from(await config.streamCollector(response.body)).toString();
  return { status: response.statusCode, body };
}

/** @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-endpoints.html */
async function endpointOf(
  { config }: CognitoIdentityProviderClient,
  { name, variable }: Service,
): Promise<string> {
  const given = process.env[`AWS_ENDPOINT_URL_${variable}`] ?? process.env["AWS_ENDPOINT_URL"];
  if (given) return given;
  const region = await config.region();
  const { dnsSuffix, dualStackDnsSuffix } = partition(region);
  const suffix = (await config.useDualstackEndpoint()) ? dualStackDnsSuffix : dnsSuffix;
  // In GovCloud the usual endpoint is the FIPS one.
  const isFips = (await config.useFipsEndpoint()) && !region.startsWith("us-gov-");
  return `https://${name}${isFips ? "-fips" : ""}.${region}.${suffix}`;
}
