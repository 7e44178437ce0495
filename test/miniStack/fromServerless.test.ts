import {
  AdminCreateUserCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { ServerlessService } from "../support/serverlessService";
import { describeWithMiniStack } from "./support/miniStack";

jest.setTimeout(120_000);

describeWithMiniStack("The first step of docs/from-serverless.md", (stack) => {
  let service: ServerlessService;
  let ids: { userPoolId: string; clientId: string };

  beforeEach(async () => {
    service = new ServerlessService(stack().aws);
    ids = await service.deploy();
    const user = { UserPoolId: ids.userPoolId, Username: "jane@example.com" };
    await stack().aws.cognito.send(new AdminCreateUserCommand(user));
  });

  afterEach(() => stack().reset());

  const pool = () => stack().aws.cognito.send(new DescribeUserPoolCommand({ UserPoolId: ids.userPoolId }));
  const client = () =>
    stack().aws.cognito.send(
      new DescribeUserPoolClientCommand({ UserPoolId: ids.userPoolId, ClientId: ids.clientId }),
    );
  const lost = { name: "ResourceNotFoundException" };

  it("keeps pool and client when the old service is removed", async () => {
    await service.retain();
    await service.remove();

    expect((await pool()).UserPool?.UsernameAttributes).toEqual(["email"]);
    await expect(client()).resolves.toBeDefined();
  });

  it("is needed: without it the old service takes the pool, its users and its client with it", async () => {
    await service.remove();

    await expect(pool()).rejects.toMatchObject(lost);
    await expect(client()).rejects.toMatchObject(lost);
  });
});
