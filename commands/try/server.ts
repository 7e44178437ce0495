import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { describeError } from "../support/errors";
import { isRecord } from "../support/records";
import type { Actions } from "./actions";
import { page } from "./page";

export interface PageServer {
  readonly url: string;
  close(): Promise<void>;
}

const headers = {
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'",
  "x-content-type-options": "nosniff",
};

/** Serves the page and its actions on loopback, under a path that other pages of the browser cannot guess. */
export function servePage(actions: Actions): Promise<PageServer> {
  const path = `/${randomUUID()}/`;
  const server = createServer((request, response) => {
    void answer(request, response);
  });
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const name = request.url?.startsWith(path) === true ? request.url.slice(path.length) : undefined;
    const action = name !== undefined && Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (name === "" && request.method === "GET") {
      response.writeHead(200, { ...headers, "content-type": "text/html; charset=utf-8" }).end(page);
    } else if (action && request.method === "POST") {
      const { status, body } = await act(action, request);
      response
        .writeHead(status, { ...headers, "content-type": "application/json" })
        .end(JSON.stringify(body));
    } else {
      response.writeHead(404, headers).end();
    }
  };
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" ? address?.port : undefined;
      const close = () =>
        new Promise<void>((done) => {
          server.close(() => done());
          server.closeAllConnections();
        });
      resolve({ url: `http://127.0.0.1:${port}${path}`, close });
    });
  });
}

async function act(
  action: Actions[string],
  request: IncomingMessage,
): Promise<{ status: number; body: unknown }> {
  try {
    const given: unknown = JSON.parse((await text(request)) || "{}");
    return { status: 200, body: await action(isRecord(given) ? given : {}) };
  } catch (error) {
    return { status: 400, body: { error: describeError(error) } };
  }
}
