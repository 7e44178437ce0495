import { Agent, createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer, text } from "node:stream/consumers";
import { type Aws, connectLocal, localEnvironment } from "../../commands/support/aws";
import { CommandError, describeError, isNamed } from "../../commands/support/errors";
import { deletesPool, protectionError } from "./deletionProtection";
import { forwardTo } from "./forward";
import { firePostConfirmation, triggerSourceOf } from "./postConfirmation";
import { localCall, originalAnswer, readsPolicy } from "./rolePolicies";
import type { CognitoError } from "./triggers";
import { bringUserAlong } from "./userMigration";
import { mayBringAlong } from "./visit";

/** A header of every answer, by which another run knows that triggers are fired here already. */
export const PROXY_HEADER = "x-custom-user-pool-proxy";

/** The local AWS as clients see it. */
export interface Proxy {
  readonly endpoint: string;
  close(): Promise<void>;
}

interface ProxyOptions {
  /** The emulator's own address, asked for with each request: the port is taken before the emulator starts. */
  upstream: () => string;
  /** The port to listen on, on 127.0.0.1. */
  port?: number;
  /** Whether what Cognito does and MiniStack does not is added: its calls of triggers, and deletion protection. Default: true. */
  firesTriggers?: boolean;
  /** The IAM action, such as `cognito-idp:UpdateUserPool`, that every policy is registered without. */
  withoutAction?: string;
  /** Told which policies are registered otherwise than asked for. */
  report?: (line: string) => void;
}

/**
 * An HTTP proxy in front of MiniStack. It forwards what it does not mend, and mends three things, whoever calls: it adds Cognito's calls
 * of the PostConfirmation and the UserMigration trigger, it refuses to delete a protected pool, and it registers a policy without the
 * conditions that MiniStack cannot evaluate ({@link localCall}). Lambdas talk to MiniStack directly.
 */
export async function startProxy(options: ProxyOptions): Promise<Proxy> {
  const { upstream, port = 0, firesTriggers = true } = options;
  const agent = new Agent({ keepAlive: true });
  let aws: Aws | undefined;

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    if (isForm(incoming)) return answerForm(body.toString(), { incoming, response });
    aws ??= connectLocal(localEnvironment(upstream()));
    const target = firesTriggers ? incoming.headers["x-amz-target"] : undefined;
    const refusal = await refusalOf(aws, target, body);
    if (refusal) return refuse(response, 400, refusal);
    const reply = await forward(incoming, body);
    const source = triggerSourceOf(target);
    const confirmed = source !== undefined && reply.statusCode === 200;
    const error = confirmed ? await firePostConfirmation(aws, source, body.toString()) : undefined;
    if (error) {
      reply.resume();
      return refuse(response, 400, error);
    }
    response.writeHead(reply.statusCode ?? 502, { ...reply.headers, [PROXY_HEADER]: "1" });
    reply.pipe(response);
  }

  async function answerForm(form: string, { incoming, response }: Exchange): Promise<void> {
    const replaced = localCall(form, options.withoutAction);
    for (const line of replaced?.leftOut ?? []) options.report?.(line);
    const reply = await forward(incoming, Buffer.from(replaced?.body ?? form));
    const answered = readsPolicy(form) ? originalAnswer(await text(reply)) : await text(reply);
    const length = { "content-length": Buffer.byteLength(answered) };
    const { "transfer-encoding": _chunked, ...headers } = reply.headers;
    response.writeHead(reply.statusCode ?? 502, { ...headers, ...length, [PROXY_HEADER]: "1" });
    response.end(answered);
  }

  const forward = (incoming: IncomingMessage, body: Buffer) =>
    forwardTo(new URL(incoming.url ?? "/", upstream()), { agent, incoming, body });

  const server = createServer((incoming, response) => {
    answer(incoming, response).catch((error: unknown) => {
      const message = `The local AWS does not answer: ${describeError(error)}`;
      if (response.headersSent) response.destroy();
      else refuse(response, 503, { type: "ServiceUnavailableException", message });
    });
  });
  await listen(server, port);
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    agent.destroy();
    aws?.close();
  };
  return { endpoint: `http://127.0.0.1:${addressOf(server).port}`, close };
}

/** What Cognito would not do; a user whom the UserMigration trigger brings along is made on the way. */
async function refusalOf(
  aws: Aws,
  target: string | string[] | undefined,
  body: Buffer,
): Promise<CognitoError | undefined> {
  if (deletesPool(target)) return await protectionError(aws, body.toString());
  return mayBringAlong(target) ? await bringUserAlong(aws, target, body.toString()) : undefined;
}

interface Exchange {
  incoming: IncomingMessage;
  response: ServerResponse;
}

/** The query protocol: IAM's and CloudFormation's, whose answers are texts. */
function isForm({ headers }: IncomingMessage): boolean {
  return headers["content-type"]?.startsWith("application/x-www-form-urlencoded") ?? false;
}

/** An error in the form of AWS's JSON protocols. */
function refuse(response: ServerResponse, status: number, { type, message }: CognitoError): void {
  response.writeHead(status, {
    "content-type": "application/x-amz-json-1.1",
    "x-amzn-errortype": type,
    "x-amzn-errormessage": message.replaceAll(/[^ -~]/g, " "),
    [PROXY_HEADER]: "1",
  });
  response.end(JSON.stringify({ __type: type, message }));
}

async function listen(server: ReturnType<typeof createServer>, port: number): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", resolve);
    });
  } catch (error) {
    if (!isNamed(error, "EADDRINUSE", "EACCES")) throw error;
    const why = isNamed(error, "EACCES") ? "needs rights that you do not have" : "is in use";
    throw new CommandError(
      `Port ${port} of 127.0.0.1 ${why}. Choose another \`--port\`, or none: then a free one is taken.`,
    );
  }
}

function addressOf(server: ReturnType<typeof createServer>): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The proxy does not listen");
  return address;
}
