import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { describeError } from "../support/errors";
import { isRecord } from "../support/records";
import type { Actions } from "./actions";
import { page } from "./page";

const headers = {
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'",
  "x-content-type-options": "nosniff",
};

/** Serves the page and its actions on loopback, under a path that other pages of the browser cannot guess. */
export async function servePage(actions: Actions) {
  const path = `/${randomUUID()}/`;
  const server = createServer((request, response) => {
    const name = request.url?.startsWith(path) === true ? request.url.slice(path.length) : undefined;
    const action = name !== undefined && Object.hasOwn(actions, name) ? actions[name] : undefined;
    const send = (status: number, type: string, body?: string) =>
      response.writeHead(status, { ...headers, "content-type": type }).end(body);
    if (name === "" && request.method === "GET") send(200, "text/html; charset=utf-8", page);
    else if (action && request.method === "POST")
      void act(action, request).then(([status, body]) =>
        send(status, "application/json", JSON.stringify(body)),
      );
    else send(404, "text/plain");
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const close = async () => {
    const closed = once(server.close(), "close");
    server.closeAllConnections();
    await closed;
  };
  return { url: `http://127.0.0.1:${port}${path}`, close };
}

async function act(action: Actions[string], request: IncomingMessage): Promise<[number, unknown]> {
  try {
    const given: unknown = JSON.parse((await text(request)) || "{}");
    return [200, await action(isRecord(given) ? given : {})];
  } catch (error) {
    return [400, { error: describeError(error) }];
  }
}
