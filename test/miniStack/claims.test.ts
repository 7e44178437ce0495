import { DeleteUserPoolCommand } from "@aws-sdk/client-cognito-identity-provider";
import { InvokeCommand } from "@aws-sdk/client-lambda";
import { type ApiCall, type Gateway, startGateway } from "../../bench/local/gateway";
import { type Aws, connectLocal, localEnvironment } from "../../commands/support/aws";
import { type MiniStack, startMiniStack } from "../../local/emulator/miniStack";
import { EmbeddedEngine } from "../../local/engines/embedded";
import { type Proxy, startProxy } from "../../local/proxy/proxy";
import { createEvent } from "../support/events";
import { type ResponseServer, startResponseServer } from "../support/responseServer";

jest.setTimeout(120_000);

const StackId =
  "arn:aws:cloudformation:us-east-1:000000000000:stack/gone/5e9c8f40-0000-11ef-8c1e-0a1b2c3d4e5f";
const FunctionName = "custom-user-pool-local-user-pool-handler";

describe("what the handler asks CloudWatch Logs and CloudFormation on MiniStack, with its role enforced", () => {
  /** All calls of the Lambdas pass here. */
  let gateway: Gateway;
  let miniStack: MiniStack;
  let proxy: Proxy;
  let aws: Aws;
  let answers: ResponseServer;
  let ofDeployment: string[];

  beforeAll(async () => {
    gateway = await startGateway(() => miniStack.endpoint);
    miniStack = await startMiniStack({ lambdaEndpoint: gateway.endpoint });
    proxy = await startProxy({ upstream: () => miniStack.endpoint });
    const environment = localEnvironment(proxy.endpoint);
    aws = connectLocal(environment);
    answers = await startResponseServer();
    await new EmbeddedEngine({ aws: environment, report: () => undefined }).up({});
    ofDeployment = asked(gateway.takeCalls());
  }, 180_000);

  afterAll(async () => {
    aws.close();
    await answers.close();
    await proxy.close();
    await miniStack.stop();
    await gateway.close();
  });

  /** One delivery of a Create of a stack that there is not; what the handler asked for it, and what it answered. */
  async function deliver(RequestId: string) {
    const event = createEvent({ RequestId, StackId, ResponseURL: answers.url });
    gateway.takeCalls();
    await aws.lambda.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }));
    const { Reason, PhysicalResourceId } = answers.accepted.at(-1) ?? {};
    return { calls: asked(gateway.takeCalls()), Reason, UserPoolId: String(PhysicalResourceId) };
  }

  it("wins its claim when a stack makes a pool, and so lists none", () => {
    expect(ofDeployment.slice(0, 2)).toEqual(["CreateLogStream 200", "CreateUserPool 200"]);
    expect(ofDeployment).not.toContainEqual(expect.stringContaining("ListUserPools"));
  });

  it("loses its claim to an earlier delivery, and takes that one's pool", async () => {
    const first = await deliver("delivered-twice");
    const again = await deliver("delivered-twice");
    await aws.cognito.send(new DeleteUserPoolCommand({ UserPoolId: first.UserPoolId }));

    expect(first.calls).toEqual(["CreateLogStream 200", "CreateUserPool 200"]);
    expect(again.calls).toEqual(["CreateLogStream 400", "ListUserPools 200", "DescribeUserPool 200"]);
    expect(again.UserPoolId).toBe(first.UserPoolId);
  });

  it("is told by CloudFormation that nobody waits for the pool of a stack that is gone", async () => {
    const { UserPoolId } = await deliver("of-a-gone-stack");
    await aws.cognito.send(new DeleteUserPoolCommand({ UserPoolId }));
    const { calls, Reason } = await deliver("of-a-gone-stack");

    expect(calls).toEqual(["CreateLogStream 400", "ListUserPools 200", "DescribeStackResource 400"]);
    expect(Reason).toContain("CloudFormation does not wait for UserPool any more (DELETE_COMPLETE)");
  });
});

function asked(calls: readonly ApiCall[]): string[] {
  return calls.map(({ operation, status }) => `${operation} ${status}`);
}
