import { Agent, createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { forwardTo } from "../../local/proxy/forward";
import type { Quotas } from "./quotas";

/** One call of AWS's API, as it was answered. */
export interface ApiCall {
  /** Such as `CreateUserPool`, or method and path for an API that names no operation. */
  readonly operation: string;
  readonly status: number;
  readonly throttled: boolean;
  /** Milliseconds, as `performance.now` counts them. */
  readonly at: number;
}

/** A proxy in front of the emulator that keeps a list of the calls. */
export interface Gateway {
  readonly endpoint: string;
  /** The calls since the last time that somebody took them. */
  takeCalls(): ApiCall[];
  close(): Promise<void>;
}

/** Starts the proxy on a free port. With `quotas` it answers as Cognito does when there are too many calls. */
export async function startGateway(upstream: () => string, quotas?: Quotas): Promise<Gateway> {
  const agent = new Agent({ keepAlive: true });
  let calls: ApiCall[] = [];

  const answer = async (incoming: IncomingMessage, response: ServerResponse) => {
    const body = await buffer(incoming);
    const operation = operationOf(incoming, body);
    const note = (status: number, throttled = false) =>
      calls.push({ operation, status, throttled, at: performance.now() });
    if (quotas?.exceeds(operation)) {
      note(400, true);
      return tooMany(response);
    }
    const reply = await forwardTo(new URL(incoming.url ?? "/", upstream()), { agent, incoming, body });
    note(reply.statusCode ?? 502);
    response.writeHead(reply.statusCode ?? 502, reply.headers);
    reply.pipe(response);
  };

  const server = createServer((incoming, response) => {
    answer(incoming, response).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : undefined),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const takeCalls = () => {
    const taken = calls;
    calls = [];
    return taken;
  };
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    agent.destroy();
  };
  return { endpoint: `http://127.0.0.1:${portOf(server.address())}`, takeCalls, close };
}

function tooMany(response: ServerResponse): void {
  response.writeHead(400, {
    "content-type": "application/x-amz-json-1.1",
    "x-amzn-errortype": "TooManyRequestsException",
  });
  response.end(JSON.stringify({ __type: "TooManyRequestsException", message: "Too many requests" }));
}

/** The JSON protocols name the operation in a header, the query protocol in the form, Lambda's REST API by method and path. */
function operationOf({ method, url = "/", headers }: IncomingMessage, body: Buffer): string {
  const target = headers["x-amz-target"];
  if (typeof target === "string") return target.split(".").at(-1) ?? target;
  const cbor = /\/operation\/(\w+)$/.exec(url)?.[1];
  if (cbor !== undefined) return cbor;
  const isForm = headers["content-type"]?.includes("form-urlencoded") ?? false;
  const action = isForm ? new URLSearchParams(body.toString()).get("Action") : null;
  return action ?? `${method} ${url.split("?")[0]}`;
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("The gateway does not listen");
  return address.port;
}
