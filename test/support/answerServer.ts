import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { heldRequests } from "./heldRequests";

/** What CloudFormation received. */
export interface Answer {
  Status: "SUCCESS" | "FAILED";
  Reason?: string;
  PhysicalResourceId: string;
  StackId: string;
  RequestId: string;
  LogicalResourceId: string;
  Data?: Record<string, string>;
}

/** Lets a handler in this process answer to this machine, as on a local AWS. */
export function answerHere(): void {
  process.env["AWS_ENDPOINT_URL"] ??= "http://127.0.0.1";
}

/** CloudFormation's side of the pre-signed URLs: takes every PUT and keeps it. */
export class AnswerServer {
  readonly answers: Answer[] = [];
  /** Told of each answer. */
  onAnswer: (() => void) | undefined;
  /** The length of each body, in bytes. */
  readonly sizes: number[] = [];
  /** How many requests wait for their response. */
  readonly held: () => number;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    this.held = heldRequests(server);
  }

  static async start(): Promise<AnswerServer> {
    answerHere();
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const self = new AnswerServer(server);
    server.on("request", (request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const body = Buffer.concat(chunks);
        self.sizes.push(body.length);
        self.answers.push(JSON.parse(body.toString()) as Answer);
        self.onAnswer?.();
        response.end();
      });
    });
    return self;
  }

  /** A URL with a secret in it, as CloudFormation's have. */
  url(requestId: string): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/${requestId}?X-Amz-Signature=canary-signature`;
  }

  /** The answers to a request; only the first counts for CloudFormation. */
  answersTo(requestId: string): Answer[] {
    return this.answers.filter((answer) => answer.RequestId === requestId);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
