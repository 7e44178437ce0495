import {
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  CreateUserPoolDomainCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  GetUserPoolMfaConfigCommand,
  ListUserPoolClientsCommand,
  SetUserPoolMfaConfigCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { command } from "../../commands/adopt";
import { localEnvironment } from "../../commands/support/aws";
import { userTags } from "../../handlers/userPool/settings/ownTags";
import { runCommand } from "../commands/support/capture";
import { describeWithMiniStack, type LocalStack } from "../miniStack/support/miniStack";
import { preparePulumi } from "./support/typedProgram";

jest.setTimeout(400_000);

/** The pool of the Serverless example, with a client that has a secret, and a domain. */
async function foreignPool({ aws: { cognito } }: LocalStack): Promise<string> {
  const { UserPool } = await cognito.send(
    new CreateUserPoolCommand({
      PoolName: "dev-users",
      UsernameAttributes: ["email"],
      AutoVerifiedAttributes: ["email"],
      Policies: { PasswordPolicy: { MinimumLength: 10, RequireNumbers: true } },
      Schema: [
        { Name: "email", AttributeDataType: "String", Mutable: false, Required: true },
        { Name: "plan", AttributeDataType: "String", Mutable: true },
      ],
      UserPoolTags: { stage: "dev" },
    }),
  );
  const UserPoolId = UserPool?.Id ?? "";
  await cognito.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId,
      MfaConfiguration: "OPTIONAL",
      SoftwareTokenMfaConfiguration: { Enabled: true },
    }),
  );
  const clients = [
    {
      ClientName: "web",
      ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH" as const, "ALLOW_REFRESH_TOKEN_AUTH" as const],
    },
    { ClientName: "Back office", GenerateSecret: true, RefreshTokenValidity: 7 },
  ];
  for (const client of clients)
    await cognito.send(new CreateUserPoolClientCommand({ UserPoolId, ...client }));
  await cognito.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain: "dev-users-login" }));
  return UserPoolId;
}

/** All that the pool is, without the handler's tags and the time of its last change. */
async function stateOf({ aws: { cognito } }: LocalStack, UserPoolId: string) {
  const { UserPool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId }));
  const { $metadata: _, ...mfa } = await cognito.send(new GetUserPoolMfaConfigCommand({ UserPoolId }));
  const { UserPoolClients = [] } = await cognito.send(new ListUserPoolClientsCommand({ UserPoolId }));
  const clients = await Promise.all(
    UserPoolClients.map(async ({ ClientId }) => {
      const { UserPoolClient } = await cognito.send(
        new DescribeUserPoolClientCommand({ UserPoolId, ClientId }),
      );
      return { ...UserPoolClient, LastModifiedDate: undefined };
    }),
  );
  const pool = { ...UserPool, LastModifiedDate: undefined, UserPoolTags: userTags(UserPool?.UserPoolTags) };
  return { pool, mfa, clients };
}

describeWithMiniStack("the program that `adopt` prints", (stack) => {
  it("takes the pool, its clients and its domain over, and changes nothing", async () => {
    const id = await foreignPool(stack());
    const before = await stateOf(stack(), id);
    Object.assign(process.env, localEnvironment(stack().proxy.endpoint));
    const { code, stdout, stderr } = await runCommand(command, ["--user-pool-id", id]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const pulumi = await preparePulumi(stack().proxy.endpoint);
    const program = await pulumi.program(stdout.replaceAll(/^import .*\n/gm, ""));

    const up = await program.pulumi("up", "--yes", "--skip-preview");

    expect(up).toMatchObject({ ok: true, output: expect.stringMatching(/= 3 imported/) as string });
    expect(await stateOf(stack(), id)).toEqual(before);
    expect(await program.pulumi("preview", "--expect-no-changes")).toMatchObject({ ok: true });
  });
});
