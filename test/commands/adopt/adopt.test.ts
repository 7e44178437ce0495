import { parse } from "yaml";
import { command } from "../../../commands/adopt";
import { writeProgram } from "../../../commands/adopt/program";
import { prove } from "../../../commands/adopt/proof";
import { SecretSetting } from "../../../commands/adopt/secretSetting";
import { typeScript } from "../../../commands/adopt/typeScript";
import { yaml } from "../../../commands/adopt/yaml";
import { awsError } from "../../support/cognitoRules";
import type { Instead } from "../probe/answering";
import { runCommand } from "../support/capture";
import { answers, arn, read, secret } from "./onePool";
import { typeErrors } from "./typeErrors";

describe("reading a live pool", () => {
  it("finds all that belongs to it, page by page", async () => {
    const { clients, domains, identityProviders, resourceServers, groups } = await read();

    expect(clients.map(({ client, hasSecret }) => [client.ClientId, hasSecret])).toEqual([
      ["one", false],
      ["two", true],
      ["three", false],
    ]);
    expect(domains.map(({ Domain }) => Domain)).toEqual(["members", "login.example.com"]);
    expect(identityProviders.map(({ provider, secrets }) => [provider.ProviderName, secrets])).toEqual([
      ["Google", ["client_secret"]],
      ["Staff.SSO", []],
      ["SignInWithApple", []],
      ["a:b", []],
    ]);
    expect(resourceServers.map(({ Identifier }) => Identifier)).toEqual(["https://orders"]);
    expect(groups.map(({ GroupName }) => GroupName)).toEqual(["admins", "a/b", "eu-west-1_Pool_Google"]);
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
  it("names each part, gives the domain of its own, and tells what it leaves alone", async () => {
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
      ["Google", "members-of-the-club-Google-identity-provider", "eu-west-1_Pool:Google"],
      ["Staff-SSO", "members-of-the-club-Staff-SSO-identity-provider", "eu-west-1_Pool:Staff.SSO"],
      ["Web-app", "members-of-the-club-Web-app-resource-server", "eu-west-1_Pool|https://orders"],
      ["admins", "members-of-the-club-admins-group", "eu-west-1_Pool/admins"],
      ["Web-app", "members-of-the-club-Web-app-client", "eu-west-1_Pool/one"],
      ["Web-app-2", "members-of-the-club-Web-app-2-client", "eu-west-1_Pool/two"],
      ["Web-app-3", "members-of-the-club-Web-app-3-client", "eu-west-1_Pool/three"],
      ["domain", "members-of-the-club-domain", "login.example.com"],
    ]);
    expect(parts.slice(0, 5).map((part) => part.args)).toEqual([
      {
        providerName: "Google",
        providerType: "Google",
        providerDetails: {
          client_id: "id",
          client_secret: new SecretSetting("googleClientSecret"),
          oidc_issuer: "https://accounts.google.com",
        },
        attributeMapping: { "custom:Plan": "plan" },
      },
      {
        providerName: "Staff.SSO",
        providerType: "SAML",
        providerDetails: { MetadataURL: "https://example.com" },
        idpIdentifiers: ["example.com"],
      },
      {
        identifier: "https://orders",
        name: "Web app",
        scopes: [{ scopeName: "read", scopeDescription: "Read ${orders}" }],
      },
      { name: "admins", precedence: 1 },
      { name: "Web app", allowedOauthFlows: ["code"], callbackUrls: ["https://example.com"] },
    ]);
    expect(inexpressible).toEqual([
      "`groups.admins` has `SomethingNew`, for which @pulumi/aws has no argument.",
      "`clients.Web-app` has `SomethingNew`, for which @pulumi/aws has no argument.",
      "`clients.Web-app-2` has `SomethingNew`, for which @pulumi/aws has no argument.",
      "`clients.Web-app-3` has `SomethingNew`, for which @pulumi/aws has no argument.",
      expect.stringMatching(
        /^Identity provider `SignInWithApple` stays as it is: the component would refuse .*private_key.* is required/,
      ),
      "Identity provider `a:b` stays as it is: with `:` in its name no program can import it.",
      "Group `a/b` stays as it is: with `/` in its name no program can import it.",
      "Domain `members` stays as it is; a resource `aws.cognito.UserPoolDomain` beside the component manages it.",
    ]);
  });

  it("is TypeScript that says no name twice and reads secrets from the configuration", async () => {
    const program = typeScript(writeProgram(await read(), "eu-west-1_Pool"));

    expect(typeErrors([program])).toEqual([]);
    expect(program).toContain('client_secret: config.requireSecret("googleClientSecret")');
    expect(program).toContain(
      "// identityProviders.Google: `pulumi config set --secret googleClientSecret` first, to the secret that it has: another one would replace it.",
    );
    expect(program).toContain("groups: { admins: { precedence: 1 } }");
    expect(program).not.toContain('providerName: "Google"');
    expect(program).toContain('providerName: "Staff.SSO"');
  });

  it("is YAML in which no text is taken for a place holder", async () => {
    const program: unknown = parse(yaml(writeProgram(await read(), "eu-west-1_Pool", "club")));

    expect(program).toMatchObject({
      name: "club",
      config: { googleClientSecret: { type: "string", secret: true } },
      resources: {
        pool: {
          properties: { settings: { VerificationMessageTemplate: { SmsMessage: "Use $${code} {####}" } } },
        },
        Google: {
          type: "aws:cognito:IdentityProvider",
          properties: { providerDetails: { client_id: "id", client_secret: "${googleClientSecret}" } },
          options: { import: "eu-west-1_Pool:Google" },
        },
        "Web-app": {
          type: "aws:cognito:ResourceServer",
          properties: { scopes: [{ scopeName: "read", scopeDescription: "Read $${orders}" }] },
        },
        admins: { type: "aws:cognito:UserGroup", properties: { name: "admins", precedence: 1 } },
        "Web-app-2": {
          type: "aws:cognito:UserPoolClient",
          properties: { name: "Web app", userPoolId: "${pool.userPoolId}" },
          options: { import: "eu-west-1_Pool/one" },
        },
        domain: { options: { import: "login.example.com" } },
      },
    });
  });
});

describe("the program of a pool with one client", () => {
  const program = async (clients: object[]) =>
    writeProgram(
      await read({ ...answers, ListUserPoolClientsCommand: () => ({ UserPoolClients: clients }) }),
      "eu-west-1_Pool",
    );

  it("has the client's id among its outputs, by the name that smoke and try look for", async () => {
    const one = await program([{ ClientId: "one" }]);

    expect(typeErrors([typeScript(one)])).toEqual([]);
    expect(typeScript(one)).toContain('export const userPoolClientId = pool.client("Web-app").id;\n');
    expect(parse(yaml(one))).toMatchObject({ outputs: { userPoolClientId: "${Web-app-2.id}" } });
  });

  it.each([[[]], [[{ ClientId: "one" }, { ClientId: "two" }]]])(
    "leaves it out where the clients are %j",
    async (clients) => {
      const other = await program(clients);

      expect(typeScript(other)).not.toContain("userPoolClientId");
      expect(yaml(other)).not.toContain("userPoolClientId");
    },
  );
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
    {
      args: ["--user-pool-id", "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbCdEf123"],
      says: "✖ Expected `--user-pool-id` to be a user pool's id such as eu-west-1_AbCdEf123, got `arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbCdEf123`. That is an ARN: its pool's id is `eu-west-1_AbCdEf123`.\n",
    },
    {
      args: ["--user-pool-id", "eu-west-1_A", "--name", "a b"],
      says: "✖ Expected `--name` to be a letter and at most 99 letters, digits, `-`, `_` and `.`, got `a b`.\n",
    },
  ])("refuses $args", async ({ args, says }) => {
    expect(await runCommand(command, args)).toEqual({ code: 64, stdout: "", stderr: says });
  });
});
