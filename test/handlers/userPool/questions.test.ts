import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { logClaims } from "../../../handlers/userPool/aws/claims";
import { makeClient } from "../../../handlers/userPool/aws/cognito";
import { lambdaDefaults } from "../../../handlers/userPool/aws/lambdaDefaults";
import { cloudFormationStacks } from "../../../handlers/userPool/aws/stacks";

const before = process.env;
const { signal } = new AbortController();
const stream = { logGroupName: "/aws/lambda/handler", logStreamName: "requests/1" };
const resource = { StackName: "arn:aws:cloudformation:eu-west-1:1:stack/shop/1", LogicalResourceId: "Pool" };

let server: Server;
let seen: { target: unknown; body: string; scope: unknown }[];
let answer: { status: number; body: string };
let client: CognitoIdentityProviderClient;
beforeEach(async () => {
  seen = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const scope = /Credential=key\/\d+\/([\w-]+\/[\w-]+)/.exec(request.headers.authorization ?? "")?.[1];
      seen.push({ target: request.headers["x-amz-target"], body: String(Buffer.concat(chunks)), scope });
      response.writeHead(answer.status).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env = {
    ...before,
    AWS_REGION: "eu-west-1",
    AWS_ACCESS_KEY_ID: "key",
    AWS_SECRET_ACCESS_KEY: "secret",
    AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: url,
    AWS_ENDPOINT_URL: url,
  };
  client = makeClient();
});
afterEach(async () => {
  process.env = before;
  client.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe("A claim", () => {
  it.each([
    [200, "", "won"],
    [400, '{"__type":"ResourceAlreadyExistsException"}', "taken"],
    [400, '{"__type":"AccessDeniedException"}', "unknown"],
    [503, "", "unknown"],
  ])("that is answered %i %s is %s", async (status, body, claim) => {
    answer = { status, body };

    await expect(logClaims(client, signal).createLogStream(stream)).resolves.toBe(claim);
    expect(seen).toEqual([
      { target: "Logs_20140328.CreateLogStream", body: JSON.stringify(stream), scope: "eu-west-1/logs" },
    ]);
  });
});

describe("CloudFormation", () => {
  it("is asked for a resource and for a stack", async () => {
    const stacks = cloudFormationStacks(client, signal);
    answer = { status: 200, body: "<R><ResourceStatus>UPDATE_IN_PROGRESS</ResourceStatus></R>" };
    const one = await stacks.describeStackResource(resource);
    answer = { status: 200, body: "<R><StackStatus>UPDATE_COMPLETE</StackStatus></R>" };
    const other = await stacks.describeStacks({ StackName: "shop" });

    expect([one, other]).toEqual(["UPDATE_IN_PROGRESS", "UPDATE_COMPLETE"]);
    expect(seen[0]).toMatchObject({
      scope: "eu-west-1/cloudformation",
      body: `Action=DescribeStackResource&Version=2010-05-15&${String(new URLSearchParams(resource))}`,
    });
  });

  it.each([
    [
      "<Error><Code>ValidationError</Code><Message>Stack [x] does not exist</Message></Error>",
      "DELETE_COMPLETE",
    ],
    ["<Error><Code>ValidationError</Code><Message>1 error detected</Message></Error>", undefined],
    ["<Error><Code>AccessDenied</Code><Message>no</Message></Error>", undefined],
    ["", undefined],
  ])("that answers %s says %s", async (body, status) => {
    answer = { status: 400, body };

    await expect(cloudFormationStacks(client, signal).describeStackResource(resource)).resolves.toBe(status);
  });
});

it("Nobody is known where nobody answers", async () => {
  server.close();
  server.closeAllConnections();

  await expect(logClaims(client, signal).createLogStream(stream)).resolves.toBe("unknown");
  await expect(cloudFormationStacks(client, signal).describeStackResource(resource)).resolves.toBeUndefined();
});

describe("The host that is asked", () => {
  /** Where the request would go. */
  async function hostIn(region: string, variables: Record<string, string>): Promise<string> {
    process.env = { ...process.env, ...variables };
    for (const name of ["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_CLOUDWATCH_LOGS"]) delete process.env[name];
    const { useFipsEndpoint, useDualstackEndpoint } = lambdaDefaults({ serviceId: "x" }, {});
    const hosts: string[] = [];
    const config = {
      ...client.config,
      region: () => Promise.resolve(region),
      useFipsEndpoint,
      useDualstackEndpoint,
      requestHandler: {
        handle: ({ hostname }: { hostname: string }) => {
          hosts.push(hostname);
          return Promise.reject(new Error("not sent"));
        },
      },
    };
    await logClaims({ config } as unknown as CognitoIdentityProviderClient, signal).createLogStream(stream);
    return hosts.join();
  }

  it.each([
    ["eu-west-1", {}, "logs.eu-west-1.amazonaws.com"],
    ["cn-north-1", {}, "logs.cn-north-1.amazonaws.com.cn"],
    ["us-east-1", { AWS_USE_FIPS_ENDPOINT: "true" }, "logs-fips.us-east-1.amazonaws.com"],
    ["us-gov-west-1", { AWS_USE_FIPS_ENDPOINT: "TRUE" }, "logs.us-gov-west-1.amazonaws.com"],
    ["eu-west-1", { AWS_USE_DUALSTACK_ENDPOINT: "true" }, "logs.eu-west-1.api.aws"],
    ["eu-west-1", { AWS_USE_FIPS_ENDPOINT: "false" }, "logs.eu-west-1.amazonaws.com"],
  ])("in %s with %j is %s", async (region, variables, host) => {
    await expect(hostIn(region, variables)).resolves.toBe(host);
  });
});
