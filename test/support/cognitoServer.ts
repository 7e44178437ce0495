import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Cognito } from "../../handlers/userPool/aws/cognito";
import { goneStatus } from "../../handlers/userPool/aws/stacks";
import { FakeClaims } from "./fakeClaims";
import type { FakeCognito } from "./fakeCognito";
import { FakeStacks } from "./fakeStacks";
import { heldRequests } from "./heldRequests";

/** What goes wrong on the wire, below the API. */
export type WireFault = { status: number } | "drop";

/**
 * The fake Cognito behind the service's own protocol, AWS JSON 1.1: for the real SDK in the built bundle.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export class CognitoServer {
  /** Who answers; another one may take its place. */
  cognito: FakeCognito;
  claims = new FakeClaims();
  stacks = new FakeStacks();
  /** Faults of the next requests, in their order. */
  readonly faults: WireFault[] = [];
  /** The credentials' scope of each request: who signed it, for what. */
  readonly signatures: string[] = [];
  /** How many requests wait for their response. */
  readonly held: () => number;
  readonly #server: Server;

  private constructor(cognito: FakeCognito, server: Server) {
    this.cognito = cognito;
    this.#server = server;
    this.held = heldRequests(server);
  }

  static async start(cognito: FakeCognito): Promise<CognitoServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const self = new CognitoServer(cognito, server);
    server.on("request", (request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        self.signatures.push(/Credential=[^,]+/.exec(request.headers.authorization ?? "")?.[0] ?? "none");
        const fault = self.faults.shift();
        if (fault === "drop") {
          request.socket.destroy();
          return;
        }
        const operation = String(request.headers["x-amz-target"]).split(".")[1] ?? "";
        const body = Buffer.concat(chunks);
        const isAsked = /\bAction=DescribeStack/.test(String(body));
        const answer = isAsked ? self.#tellStatus(String(body)) : self.#answer(operation, body, fault);
        void answer.then(([status, text]) => {
          response.writeHead(status, { "content-type": "application/x-amz-json-1.1" });
          response.end(text);
        });
      });
    });
    return self;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(operation: string, body: Buffer, fault: WireFault | undefined): Promise<[number, string]> {
    if (typeof fault === "object")
      return [fault.status, JSON.stringify({ __type: "InternalErrorException" })];
    try {
      const input = JSON.parse(body.toString()) as Record<string, unknown>;
      if (operation === "CreateLogStream") return await this.#claim(input);
      return [200, JSON.stringify(onWire(operation, await this.#call(operation, input)))];
    } catch (error: unknown) {
      if (!(error instanceof Error)) throw error;
      return [400, JSON.stringify({ __type: `com.amazonaws#${error.name}`, message: error.message })];
    }
  }

  /** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html */
  async #claim(input: Record<string, unknown>): Promise<[number, string]> {
    const claim = await this.claims
      .api()
      .createLogStream(input as { logGroupName: string; logStreamName: string });
    if (claim === "won") return [200, ""];
    const name = claim === "taken" ? "ResourceAlreadyExistsException" : "AccessDeniedException";
    return [400, JSON.stringify({ __type: name, message: "The specified log stream already exists" })];
  }

  /** CloudFormation's Query protocol. */
  async #tellStatus(body: string): Promise<[number, string]> {
    const { Action, ...input } = Object.fromEntries(new URLSearchParams(body)) as Record<string, string>;
    const api = this.stacks.api();
    const [member, status] =
      Action === "DescribeStacks"
        ? ["StackStatus", await api.describeStacks({ StackName: input["StackName"] ?? "" })]
        : [
            "ResourceStatus",
            await api.describeStackResource({
              StackName: input["StackName"] ?? "",
              LogicalResourceId: input["LogicalResourceId"] ?? "",
            }),
          ];
    if (status === undefined)
      return [403, "<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>"];
    if (status === goneStatus) {
      const message = `<Message>Stack with id ${input["StackName"]} does not exist</Message>`;
      return [400, `<ErrorResponse><Error><Code>ValidationError</Code>${message}</Error></ErrorResponse>`];
    }
    return [200, `<${Action}Response><Result><${member}>${status}</${member}></Result></${Action}Response>`];
  }

  #call(operation: string, input: Record<string, unknown>): Promise<unknown> {
    const name = (operation.charAt(0).toLowerCase() + operation.slice(1)) as keyof Cognito;
    const api = this.cognito.api() as unknown as Record<string, (input: unknown) => Promise<unknown>>;
    const call = api[name];
    if (!call) throw new Error(`The fake has no operation ${operation}.`);
    return call(input);
  }
}

/** A result as the service writes it: dates as epoch seconds, the narrow interface's own shapes undone. */
function onWire(operation: string, output: unknown): unknown {
  const dated: unknown = JSON.parse(JSON.stringify(output ?? {}), (_key, value: unknown) =>
    typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) / 1000 : value,
  );
  switch (operation) {
    case "CreateUserPool":
    case "DescribeUserPool":
      return { UserPool: dated };
    case "ListUserPools": {
      const { pools, nextToken } = output as Awaited<ReturnType<Cognito["listUserPools"]>>;
      const UserPools = pools.map(({ id, name, createdAt }) => ({
        Id: id,
        Name: name,
        CreationDate: createdAt / 1000,
      }));
      return { UserPools, NextToken: nextToken };
    }
    case "ListUsers":
      return {
        Users: Array.from({ length: (output as { count: number }).count }, () => ({
          Username: "canary-user",
        })),
      };
    default:
      return dated;
  }
}
