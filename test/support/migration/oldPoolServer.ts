import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** A call as Cognito's endpoint gets it. */
interface WireCall {
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly input: Record<string, unknown>;
}

/** Cognito's endpoint: answers each call with the next answer, and keeps what it was asked. */
export async function startOldPoolServer() {
  const calls: WireCall[] = [];
  const answers: object[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const target = String(request.headers["x-amz-target"]).split(".")[1] ?? "";
      calls.push({ target, headers: request.headers, input: JSON.parse(body) as Record<string, unknown> });
      const answer = answers.shift() ?? {};
      response.writeHead("__type" in answer ? 400 : 200, { "content-type": "application/x-amz-json-1.1" });
      response.end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { calls, answers, stop, url: `http://127.0.0.1:${port}` };
}
