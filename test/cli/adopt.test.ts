import {
  CreateGroupCommand,
  CreateIdentityProviderCommand,
  CreateResourceServerCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  CreateUserPoolDomainCommand,
  DescribeIdentityProviderCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  GetUserPoolMfaConfigCommand,
  ListGroupsCommand,
  ListResourceServersCommand,
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

/** What only the provider and Cognito know. */
const secret = "canary-secret";

/** The pool of the Serverless example, with one of everything; one of the clients has a secret. */
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
  await cognito.send(
    new CreateIdentityProviderCommand({
      UserPoolId,
      ProviderName: "Google",
      ProviderType: "Google",
      ProviderDetails: { client_id: "id", client_secret: secret, authorize_scopes: "email openid" },
      AttributeMapping: { email: "email", username: "sub" },
    }),
  );
  const Scopes = ["read", "write"].map((ScopeName) => ({ ScopeName, ScopeDescription: `May ${ScopeName}` }));
  await cognito.send(
    new CreateResourceServerCommand({ UserPoolId, Identifier: "https://orders", Name: "Orders", Scopes }),
  );
  await cognito.send(
    new CreateGroupCommand({ UserPoolId, GroupName: "admins", Description: "May all", Precedence: 1 }),
  );
  const clients = [
    {
      ClientName: "web",
      SupportedIdentityProviders: ["COGNITO", "Google"],
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ["code" as const],
      AllowedOAuthScopes: ["openid", "https://orders/read"],
      CallbackURLs: ["https://example.com"],
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
  const { IdentityProvider } = await cognito.send(
    new DescribeIdentityProviderCommand({ UserPoolId, ProviderName: "Google" }),
  );
  const { ResourceServers } = await cognito.send(
    new ListResourceServersCommand({ UserPoolId, MaxResults: 50 }),
  );
  const { Groups } = await cognito.send(new ListGroupsCommand({ UserPoolId }));
  const pool = { ...UserPool, LastModifiedDate: undefined, UserPoolTags: userTags(UserPool?.UserPoolTags) };
  return { pool, mfa, clients, IdentityProvider, ResourceServers, Groups };
}

describeWithMiniStack("the program that `adopt` prints", (stack) => {
  it("takes the pool and all that belongs to it over, and changes nothing", async () => {
    const id = await foreignPool(stack());
    const before = await stateOf(stack(), id);
    Object.assign(process.env, localEnvironment(stack().proxy.endpoint));
    const { code, stdout, stderr } = await runCommand(command, ["--user-pool-id", id]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).not.toContain(secret);
    const pulumi = await preparePulumi(stack().proxy.endpoint);
    const program = await pulumi.program(stdout.replaceAll(/^import .*\n/gm, ""));

    await program.pulumi("config", "set", "--secret", "googleClientSecret", secret);

    const preview = await program.pulumi("preview");
    expect(preview.output).toMatch(/= 6 to import/);
    expect(preview.output).not.toContain("replace");

    const up = await program.pulumi("up", "--yes", "--skip-preview");

    expect(up).toMatchObject({ ok: true, output: expect.stringMatching(/= 6 imported/) as string });
    expect(await stateOf(stack(), id)).toEqual(before);
    expect(await program.pulumi("preview", "--expect-no-changes")).toMatchObject({ ok: true });
  });
});
