import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { answerHere } from "./answerServer";

/** What the server does with one PUT. The last step is repeated for all further ones. */
export type Step =
  | { status: number; body?: string; delayMs?: number }
  /** Takes the request and never answers. */
  | "hang"
  /** Closes the connection after the request was read. */
  | "drop"
  /** Sends the head of an answer and never its end. */
  | "stall";

interface ReceivedRequest {
  method: string | undefined;
  /** Path and query. */
  target: string | undefined;
  headers: IncomingMessage["headers"];
  /** The names of the headers in the order and spelling of the wire. */
  rawHeaders: string[];
  body: Buffer;
  at: number;
}

export interface ResponseServer {
  url: string;
  requests: ReceivedRequest[];
  /** The bodies that were answered with a 2xx, parsed. */
  accepted: Record<string, unknown>[];
  close(): Promise<void>;
}

/** An HTTP server that plays the bucket which CloudFormation's pre-signed URLs point at. */
export async function startResponseServer(steps: Step[] = [{ status: 200 }]): Promise<ResponseServer> {
  answerHere();
  const requests: ReceivedRequest[] = [];
  const accepted: Record<string, unknown>[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method, url: target, headers, rawHeaders } = request;
      const body = Buffer.concat(chunks);
      const step = steps[Math.min(requests.length, steps.length - 1)] ?? { status: 200 };
      requests.push({ method, target, headers, rawHeaders, body, at: Date.now() });
      perform(step, response, () => accepted.push(JSON.parse(body.toString()) as Record<string, unknown>));
    });
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/answer?X-Amz-Signature=url-canary`,
    requests,
    accepted,
    close: () => closeServer(server, sockets),
  };
}

function perform(step: Step, response: ServerResponse, accept: () => void): void {
  if (step === "hang") return;
  if (step === "drop") {
    response.socket?.destroy();
    return;
  }
  if (step === "stall") {
    response.writeHead(200, { "content-length": 10 });
    response.write("half");
    return;
  }
  const { status, body = "", delayMs = 0 } = step;
  if (status >= 200 && status < 300) accept();
  setTimeout(() => response.writeHead(status).end(body), delayMs);
}

async function closeServer(server: Server, sockets: Set<Socket>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  for (const socket of sockets) socket.destroy();
  await closed;
}
