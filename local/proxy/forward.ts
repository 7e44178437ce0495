import { type Agent, type IncomingMessage, request } from "node:http";

/** A request that was received whole, and with which connections it goes on. */
interface Forwarded {
  readonly agent: Agent;
  readonly incoming: IncomingMessage;
  readonly body: Buffer;
}

/** Sends a request on to another server, perhaps with another body. @returns the answer, of which nothing is read yet. */
export function forwardTo(
  url: URL,
  { agent, incoming: { method, headers }, body }: Forwarded,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    // The Host header stays what the client has signed.
    const length = "content-length" in headers ? { "content-length": body.length } : {};
    const outgoing = request(url, { agent, method, headers: { ...headers, ...length } }, resolve);
    outgoing.once("error", reject);
    outgoing.end(body);
  });
}
