import { parse } from "yaml";
import { command } from "../../../commands/adopt";
import { readLivePool } from "../../../commands/adopt/livePool";
import { writeProgram } from "../../../commands/adopt/program";
import { prove } from "../../../commands/adopt/proof";
import { yaml } from "../../../commands/adopt/yaml";
import { awsError } from "../../support/cognitoRules";
import { clientsFor, type Instead } from "../probe/answering";
import { runCommand } from "../support/capture";

const secret = "canary-secret";
const arn = "arn:aws:lambda:eu-west-1:123456789012:function:hook";

/** What Cognito says of a pool with one of everything. */
const answers: Instead = {
  DescribeUserPoolCommand: () => ({
    UserPool: {
      Id: "eu-west-1_Pool",
      Name: "Members of the club",
      SmsVerificationMessage: "Use ${code} {####}",
      Domain: "members",
      CustomDomain: "login.example.com",
      LambdaConfig: {
        PreSignUp: arn,
        PreTokenGeneration: arn,
        PreTokenGenerationConfig: { LambdaVersion: "V2_0", LambdaArn: arn },
      },
      UserPoolTags: { team: "a", "aws:cloudformation:stack-name": "old" },
    },
  }),
  GetUserPoolMfaConfigCommand: () => ({ MfaConfiguration: "OFF" }),
  ListUserPoolClientsCommand: ({ NextToken }) =>
    NextToken === undefined
      ? { UserPoolClients: [{ ClientId: "one" }, { ClientId: "two" }], NextToken: "more" }
      : { UserPoolClients: [{ ClientId: "three" }] },
  DescribeUserPoolClientCommand: ({ ClientId }) => ({
    UserPoolClient: {
      ClientId,
      UserPoolId: "eu-west-1_Pool",
      ClientName: "Web app",
      ClientSecret: ClientId === "two" ? secret : undefined,
      RefreshTokenValidity: 30,
      AllowedOAuthFlows: ["code"],
      CallbackURLs: ["https://example.com"],
      TokenValidityUnits: {},
      SomethingNew: true,
    },
  }),
  DescribeUserPoolDomainCommand: ({ Domain }) => ({
    DomainDescription: {
      Domain,
      UserPoolId: "eu-west-1_Pool",
      Status: "ACTIVE",
      ManagedLoginVersion: 1,
      CustomDomainConfig: { CertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/a" },
    },
  }),
  ListIdentityProvidersCommand: () => ({ Providers: [{ ProviderName: "Google" }] }),
  DescribeIdentityProviderCommand: ({ ProviderName }) => ({
    IdentityProvider: {
      ProviderName,
      ProviderType: "Google",
      ProviderDetails: { client_id: "id", client_secret: secret, private_key: secret },
    },
  }),
  ListResourceServersCommand: () => ({ ResourceServers: [{ Identifier: "orders" }] }),
  DescribeResourceServerCommand: ({ Identifier }) => ({ ResourceServer: { Identifier, Name: "orders" } }),
  ListGroupsCommand: () => ({ Groups: [{ GroupName: "admins" }] }),
};

async function read(instead: Instead = answers) {
  const { cognito, destroy } = clientsFor("http://127.0.0.1:9", instead);
  return await readLivePool(cognito, "eu-west-1_Pool").finally(destroy);
}

describe("reading a live pool", () => {
  it("finds all that belongs to it, page by page", async () => {
    const { clients, domains, identityProviders, resourceServers, groups } = await read();

    expect(clients.map(({ client, hasSecret }) => [client.ClientId, hasSecret])).toEqual([
      ["one", false],
      ["two", true],
      ["three", false],
    ]);
    expect(domains.map(({ Domain }) => Domain)).toEqual(["members", "login.example.com"]);
    expect(identityProviders).toEqual([
      { ProviderName: "Google", ProviderType: "Google", ProviderDetails: { client_id: "id" } },
    ]);
    expect([resourceServers, groups]).toMatchObject([[{ Identifier: "orders" }], [{ GroupName: "admins" }]]);
  });

  it("keeps no secret", async () => {
    expect(JSON.stringify(await read())).not.toContain(secret);
  });

  it("says where it looked for a pool that is not there", async () => {
    const gone: Instead = { DescribeUserPoolCommand: () => awsError("ResourceNotFoundException", "gone") };

    await expect(read(gone)).rejects.toThrow(
      "There is no user pool `eu-west-1_Pool` in this account and Region.",
    );
  });
});

describe("the program of a pool with one of everything", () => {
  it("names each client, gives the domain of its own, and tells what it leaves alone", async () => {
    const { args, parts, inexpressible } = writeProgram(await read(), "eu-west-1_Pool");

    expect(args).toEqual({
      adoptUserPoolId: "eu-west-1_Pool",
      deletionProtection: false,
      settings: {
        PoolName: "Members of the club",
        VerificationMessageTemplate: { SmsMessage: "Use ${code} {####}" },
        UserPoolTags: { team: "a" },
      },
      triggers: {
        PreSignUp: arn,
        PreTokenGenerationConfig: { LambdaVersion: "V2_0", function: arn },
      },
    });
    expect(parts.map(({ key, logicalName, importId }) => [key, logicalName, importId])).toEqual([
      ["Web-app", "members-of-the-club-Web-app-client", "eu-west-1_Pool/one"],
      ["Web-app-2", "members-of-the-club-Web-app-2-client", "eu-west-1_Pool/two"],
      ["Web-app-3", "members-of-the-club-Web-app-3-client", "eu-west-1_Pool/three"],
      ["domain", "members-of-the-club-domain", "login.example.com"],
    ]);
    expect(parts[0]?.args).toEqual({
      name: "Web app",
      allowedOauthFlows: ["code"],
      callbackUrls: ["https://example.com"],
    });
    expect(inexpressible).toEqual([
      "`clients.Web-app` has `SomethingNew`, for which @pulumi/aws has no argument.",
      "`clients.Web-app-2` has `SomethingNew`, for which @pulumi/aws has no argument.",
      "`clients.Web-app-3` has `SomethingNew`, for which @pulumi/aws has no argument.",
      "Domain `members` stays as it is; a resource `aws.cognito.UserPoolDomain` beside the component manages it.",
      "Identity provider `Google` stays as it is; a resource `aws.cognito.IdentityProvider` beside the component manages it.",
      "Resource server `orders` stays as it is; a resource `aws.cognito.ResourceServer` beside the component manages it.",
      "Group `admins` stays as it is; a resource `aws.cognito.UserGroup` beside the component manages it.",
    ]);
  });

  it("is YAML in which no text is taken for a place holder", async () => {
    const program: unknown = parse(yaml(writeProgram(await read(), "eu-west-1_Pool", "club")));

    expect(program).toMatchObject({
      name: "club",
      resources: {
        pool: {
          properties: { settings: { VerificationMessageTemplate: { SmsMessage: "Use $${code} {####}" } } },
        },
        "Web-app": {
          properties: { name: "Web app", userPoolId: "${pool.userPoolId}" },
          options: { import: "eu-west-1_Pool/one" },
        },
        domain: { options: { import: "login.example.com" } },
      },
    });
  });
});

describe("the proof of a program", () => {
  it("names what the program would change, what it does not say, and what the component refuses", async () => {
    const live = await read();
    const program = writeProgram(live, "eu-west-1_Pool");
    const settings = { PoolName: "others", MfaConfiguration: "ON" };

    const proof = prove({ ...program, args: { ...program.args, settings } }, live);

    expect(proof.changes).toContain("PoolName");
    expect(proof.unsaid).toEqual(expect.arrayContaining(["UserPoolTags.team"]));
    expect(proof.faults).toEqual([expect.stringContaining("`settings.MfaConfiguration`")]);
  });
});

describe("custom-user-pool adopt", () => {
  it.each([
    { args: [], says: "✖ `--user-pool-id` is missing: give the id of the pool to read.\n" },
    {
      args: ["--user-pool-id", "pool"],
      says: "✖ Expected `--user-pool-id` to be a user pool's id such as eu-west-1_AbCdEf123, got `pool`.\n",
    },
  ])("refuses $args", async ({ args, says }) => {
    expect(await runCommand(command, args)).toEqual({ code: 64, stdout: "", stderr: says });
  });
});
