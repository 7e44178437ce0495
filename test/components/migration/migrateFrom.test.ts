import * as pulumi from "@pulumi/pulumi";
import { CustomUserPool, type CustomUserPoolArgs } from "../../../components/customUserPool";
import { optionsVariable } from "../../../handlers/userMigration/options";
import { account, parsed, record, userPoolId } from "../../support/mocks";

jest.mock("../../../components/lambda/bundle", () => jest.requireActual<object>("../../support/fakeBundle"));

const old = "eu-central-1_OldPool12";
const web = { explicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"] };
const settings: CustomUserPoolArgs["settings"] = { PoolName: "users", UsernameAttributes: ["email"] };

function deploy(args: Partial<CustomUserPoolArgs> = {}) {
  return record(
    () =>
      new CustomUserPool("users", { settings, clients: { web }, migrateFrom: { userPoolId: old }, ...args }),
  );
}

type Run = Awaited<ReturnType<typeof deploy>>;

function optionsOf({ find }: Run): unknown {
  const { environment } = find("aws:lambda/function:Function", "users-user-migration-function").inputs;
  const { variables } = environment as { variables: Record<string, string> };
  return parsed(variables[optionsVariable]);
}

async function faultsOf(args: Partial<CustomUserPoolArgs> | Record<string, unknown>): Promise<string> {
  const { result, registrations } = await record(() => {
    try {
      return new CustomUserPool("users", { settings, clients: { web }, ...args });
    } catch (error: unknown) {
      return error;
    }
  });
  expect(registrations).toEqual([]);
  return (result as Error).message;
}

describe("`migrateFrom`", () => {
  it("attaches a function as the UserMigration trigger, which the pool may call", async () => {
    const run = await deploy();

    const { templateBody } = run.find("aws:cloudformation/stack:Stack").inputs;
    const { Resources } = parsed(templateBody) as { Resources: Record<string, { Properties: object }> };
    const arn = expect.stringContaining("function:users-user-migration-function") as string;
    expect(Resources["UserPoolTriggers"]?.Properties).toMatchObject({ LambdaConfig: { UserMigration: arn } });
    expect(Object.values(Resources)).toContainEqual(
      expect.objectContaining({ Properties: expect.objectContaining({ FunctionName: arn }) as object }),
    );
    expect(run.find("aws:lambda/function:Function", "users-user-migration-function").inputs).toMatchObject({
      timeout: 5,
      memorySize: 512,
    });
  });

  it("allows the function three calls at the old pool, in its Region, and nothing else", async () => {
    const { all } = await deploy();

    const policies = all("aws:iam/rolePolicy:RolePolicy").filter(({ name }) =>
      name.includes("user-migration"),
    );
    const statements = policies.flatMap(
      ({ inputs }) => (parsed(inputs["policy"]) as { Statement: object[] }).Statement,
    );
    expect(statements).toEqual([
      expect.objectContaining({ Sid: "WriteOwnLogs" }),
      {
        Sid: "BringUsersAlong",
        Effect: "Allow",
        Action: ["cognito-idp:AdminGetUser", "cognito-idp:AdminInitiateAuth", "cognito-idp:ListUsers"],
        Resource: `arn:aws:cognito-idp:eu-central-1:${account}:userpool/${old}`,
      },
    ]);
  });

  it("makes a client at the old pool, with the one flow, of which only this account can make use", async () => {
    const run = await deploy();

    expect(
      run.find("aws:cognito/userPoolClient:UserPoolClient", "users-user-migration-client").inputs,
    ).toMatchObject({
      userPoolId: old,
      region: "eu-central-1",
      explicitAuthFlows: ["ALLOW_ADMIN_USER_PASSWORD_AUTH"],
      generateSecret: false,
    });
    expect(optionsOf(run)).toMatchObject({ userPoolId: old, clientId: "users-user-migration-client-id" });
  });

  it("takes a client that is there", async () => {
    const run = await deploy({ migrateFrom: { userPoolId: old, clientId: "theirs" } });

    expect(optionsOf(run)).toMatchObject({ clientId: "theirs" });
    expect(run.all("aws:cognito/userPoolClient:UserPoolClient").map(({ name }) => name)).toEqual([
      "users-web-client",
    ]);
  });

  it("takes another component's pool", async () => {
    const run = await record(() => {
      const former = new CustomUserPool("former", { settings: { PoolName: "former" } });
      const migrateFrom = { userPoolId: former.userPoolId };
      return new CustomUserPool("users", { settings, clients: { web }, migrateFrom });
    });

    const client = run.find("aws:cognito/userPoolClient:UserPoolClient", "users-user-migration-client");
    expect(client.inputs["userPoolId"]).toBe(userPoolId);
  });

  it("tells the function what the new pool takes", async () => {
    const run = await deploy({
      settings: {
        ...settings,
        UsernameConfiguration: { CaseSensitive: false },
        Schema: [
          { Name: "name", Required: true },
          { Name: "plan", AttributeDataType: "String" },
          { Name: "tier", AttributeDataType: "String" },
          { Name: "inner", AttributeDataType: "String", DeveloperOnlyAttribute: true },
        ],
        MfaConfiguration: "OPTIONAL",
        SmsConfiguration: { SnsCallerArn: "arn:aws:iam::123456789012:role/sms", ExternalId: "a" },
        AccountRecoverySetting: { RecoveryMechanisms: [{ Name: "verified_email", Priority: 1 }] },
      },
      migrateFrom: {
        userPoolId: old,
        attributes: { sub: "custom:tier", "custom:gone": "drop" },
        onMissingAttribute: { name: "-" },
      },
    });

    expect(optionsOf(run)).toMatchObject({
      attributes: { sub: "custom:tier", "custom:gone": "drop" },
      defaults: { name: "-" },
      pool: {
        usernameAttributes: ["email"],
        caseSensitive: false,
        custom: ["custom:plan", "custom:tier", "dev:custom:inner"],
        required: ["name"],
        recovery: ["email"],
        mfa: "OPTIONAL",
        smsMfa: true,
      },
    });
  });

  it("takes Cognito's defaults where the program says nothing", async () => {
    expect(optionsOf(await deploy({ settings: { PoolName: "users" } }))).toMatchObject({
      attributes: {},
      defaults: {},
      pool: {
        usernameAttributes: [],
        caseSensitive: true,
        custom: [],
        required: [],
        recovery: ["email", "phone_number"],
        mfa: "OFF",
        smsMfa: false,
      },
    });
  });

  it("sends no codes where only administrators recover accounts", async () => {
    const run = await deploy({
      settings: {
        ...settings,
        AccountRecoverySetting: { RecoveryMechanisms: [{ Name: "admin_only", Priority: 1 }] },
      },
    });

    expect(optionsOf(run)).toMatchObject({ pool: { recovery: [] } });
  });
});

describe("The preview refuses", () => {
  it.each([
    ["an id that is none", { userPoolId: "*" }, "`migrateFrom.userPoolId` must be the id of the user pool"],
    ["no id", {}, "`migrateFrom.userPoolId` is required"],
    ["a misspelt name", { userPoolId: old, clientID: "a" }, "Did you mean `clientId`?"],
    [
      "another word for what is missing",
      { userPoolId: old, onMissingAttribute: "omit" },
      '`migrateFrom.onMissingAttribute` must be "refuse", or values',
    ],
    [
      "a value that is no text",
      { userPoolId: old, onMissingAttribute: { name: 1 } },
      "`migrateFrom.onMissingAttribute.name` must be a string",
    ],
    [
      "an attribute that the pool has not",
      { userPoolId: old, attributes: { "custom:plan": "custom:tier" } },
      '`migrateFrom.attributes["custom:plan"]` must be "drop" or an attribute of this pool',
    ],
    ["a `sub` that would be kept", { userPoolId: old, attributes: { sub: "sub" } }, "standard one but `sub`"],
  ])("%s", async (_what, migrateFrom, message) => {
    expect(await faultsOf({ migrateFrom })).toContain(message);
  });

  it("a second trigger", async () => {
    const triggers = { UserMigration: "arn:aws:lambda:eu-west-1:123456789012:function:mine" };

    expect(await faultsOf({ triggers, migrateFrom: { userPoolId: old } })).toContain(
      "`triggers.UserMigration` is there already",
    );
  });

  it("the pool itself", async () => {
    expect(await faultsOf({ adoptUserPoolId: old, migrateFrom: { userPoolId: old } })).toContain(
      "`migrateFrom.userPoolId` must be another pool than `adoptUserPoolId`",
    );
  });

  it.each([
    ["SRP only", { web: { explicitAuthFlows: ["ALLOW_USER_SRP_AUTH"] } }],
    ["Cognito's default flows only", { web: {} }],
  ])("clients with %s, by which nobody would come", async (_flows, clients) => {
    expect(await faultsOf({ clients, migrateFrom: { userPoolId: old } })).toContain(
      "`clients` let nobody come along",
    );
  });

  it.each<[string, Partial<CustomUserPoolArgs>]>([
    ["clients that are made elsewhere", { clients: {} }],
    ["managed login", { clients: { web: {} }, domain: { domain: "customers" } }],
    [
      "flows that are known later",
      { clients: { web: { explicitAuthFlows: pulumi.output(["ALLOW_USER_PASSWORD_AUTH"]) } } },
    ],
    ["a server's flow", { clients: { web: { explicitAuthFlows: ["ALLOW_ADMIN_USER_PASSWORD_AUTH"] } } }],
  ])("nothing for %s", async (_what, args) => {
    const { find } = await deploy(args);

    expect(find("aws:lambda/function:Function", "users-user-migration-function")).toBeDefined();
  });
});
