import { Provider } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { CustomUserPool, type CustomUserPoolArgs, UserPoolHandler } from "../../components/customUserPool";
import {
  functionArn,
  parsed,
  type Registration,
  record,
  userPoolArn,
  userPoolId,
  valueOf,
} from "../support/mocks";

jest.mock("../../components/lambda/bundle", () => jest.requireActual<object>("../support/fakeBundle"));

const settings = { PoolName: "users" };
const component = "urn:pulumi:dev::shop::custom-user-pool:index:CustomUserPool::users";
const stackType = "aws:cloudformation/stack:Stack";

function deploy(args: Partial<CustomUserPoolArgs> = {}, opts?: pulumi.ComponentResourceOptions) {
  return record(() => new CustomUserPool("users", { settings, ...args }, opts));
}

function poolProperties(registration: Registration): unknown {
  const template = parsed(registration.inputs["templateBody"]) as {
    Resources: { UserPool: { Properties: unknown } };
  };
  return template.Resources.UserPool.Properties;
}

test("registers one stack with the pool, and its outputs are the component's", async () => {
  const { result, registrations, find } = await deploy();

  const outputs = [
    result.userPoolId,
    result.userPoolArn,
    result.userPoolProviderName,
    result.userPoolProviderUrl,
  ];
  expect(await Promise.all(outputs.map(valueOf))).toEqual([
    userPoolId,
    userPoolArn,
    `cognito-idp.eu-west-1.amazonaws.com/${userPoolId}`,
    `https://cognito-idp.eu-west-1.amazonaws.com/${userPoolId}`,
  ]);
  expect(find(stackType)).toMatchObject({ name: "users-stack", parent: component, protect: true });
  expect(registrations.filter(({ parent }) => parent === component)).toHaveLength(2);
});

test("asks for no client, domain, trigger or permission that the program does not name", async () => {
  const { registrations, find } = await deploy();

  expect(registrations.map(({ type }) => type).toSorted()).toEqual([
    "aws:cloudformation/stack:Stack",
    "aws:cloudwatch/logGroup:LogGroup",
    "aws:iam/role:Role",
    "aws:iam/rolePolicy:RolePolicy",
    "aws:lambda/function:Function",
    "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
    "custom-user-pool:index:CustomUserPool",
    "custom-user-pool:index:NodeFunction",
    "custom-user-pool:index:Protection",
    "custom-user-pool:index:UserPoolHandler",
  ]);
  expect(find(stackType).inputs["templateBody"]).not.toContain("AWS::Lambda::Permission");
});

test("destroys the pool before the handler's function, policy and log group", async () => {
  const { find } = await deploy({ triggers: { PreSignUp: "preSignUp.ts" } });

  const dependencies = find(stackType).dependencies.map((urn) => urn.split("::").at(-1));
  expect(dependencies).toEqual(
    expect.arrayContaining([
      "user-pool-handler-function",
      "user-pool-handler-policy",
      "user-pool-handler-logs",
      "users-pre-sign-up-function",
      "users-pre-sign-up-policy",
      "users-pre-sign-up-logs",
    ]),
  );
});

test("resolves outputs anywhere in the settings", async () => {
  const { find } = await deploy({
    settings: {
      PoolName: pulumi.output("users"),
      Schema: pulumi.output([{ Name: pulumi.output("plan"), AttributeDataType: "String" as const }]),
      Policies: { PasswordPolicy: pulumi.output({ MinimumLength: 12 }) },
    },
  });

  expect(poolProperties(find(stackType))).toMatchObject({
    Settings: {
      PoolName: "users",
      Schema: [{ Name: "plan", AttributeDataType: "String" }],
      Policies: { PasswordPolicy: { MinimumLength: 12 } },
    },
  });
});

test("keeps a secret setting a secret", async () => {
  const open = await deploy();
  const secret = await deploy({
    settings: { ...settings, EmailVerificationSubject: pulumi.secret("Your code") },
  });

  expect(open.find(stackType).secretInputs).toEqual([]);
  expect(secret.find(stackType).secretInputs).toEqual(["templateBody"]);
});

test("keeps tags that may be secret out of the output in which AWS's provider repeats them", async () => {
  const all = {
    triggers: { PreSignUp: { entry: __filename } },
    domain: { domain: "login.example.com", hostedZoneId: "Z1" },
    monitoring: {},
  };
  const open = await deploy({ ...all, tags: { owner: "platform" } });
  const secret = await deploy({ ...all, tags: { owner: pulumi.secret("platform") } });

  const hiding = ({ registrations }: Awaited<ReturnType<typeof deploy>>) =>
    registrations.filter(({ secretOutputs }) => secretOutputs.includes("tagsAll")).map(({ name }) => name);
  const tagged = secret.registrations.filter(({ inputs }) => "tags" in inputs && !("settings" in inputs));
  expect(tagged.length).toBeGreaterThan(6);
  expect(hiding(secret)).toEqual(tagged.map(({ name }) => name));
  expect(hiding(open)).toEqual([]);
});

test("lists every fault of the settings, before anything is registered", async () => {
  const names: string[] = [];
  const wrong = { ...settings, PolicyName: "x", Policies: { PasswordPolicy: { MinimumLength: 3 } } };

  const deployment = record(() => {
    try {
      return new CustomUserPool("users", {
        settings: wrong,
        triggers: { PreSignup: "a.ts" } as object,
      });
    } catch (error: unknown) {
      names.push((error as Error).message);
      return undefined;
    }
  });

  expect((await deployment).registrations).toEqual([]);
  expect(names).toEqual([
    expect.stringMatching(
      /^CustomUserPool "users" cannot be made as it is declared:\n.*`settings.PolicyName`[^]*`triggers.PreSignup`[^]*`PreSignUp`[^]*MinimumLength`[^]*3/,
    ),
  ]);
});

test("refuses triggers among the settings", () => {
  const wrong = { ...settings, LambdaConfig: {} };

  expect(() => new CustomUserPool("users", { settings: wrong })).toThrow(
    "give the pool's triggers in `triggers`",
  );
});

const isProtected = { status: "ACTIVE", protect: true };
const isNot = { status: "INACTIVE", protect: false };

test.each([
  { what: "nothing", args: {}, expected: isProtected },
  { what: "deletionProtection: true", args: { deletionProtection: true }, expected: isProtected },
  { what: "deletionProtection: false", args: { deletionProtection: false }, expected: isNot },
  {
    what: "the setting INACTIVE",
    args: { settings: { ...settings, DeletionProtection: "INACTIVE" as const } },
    expected: isNot,
  },
  {
    what: "a secret false, which Pulumi cannot know in time",
    args: { deletionProtection: pulumi.secret(false) },
    expected: { status: "INACTIVE", protect: true },
  },
])(
  "protects the pool in Cognito and in Pulumi until the program says no: $what",
  async ({ args, expected }) => {
    const { find } = await deploy(args);

    expect(find(stackType).protect).toBe(expected.protect);
    expect(find("custom-user-pool:index:Protection").protect).toBe(expected.protect);
    expect(poolProperties(find(stackType))).toMatchObject({
      Settings: { DeletionProtection: expected.status },
    });
  },
);

test.each([
  { deletionProtection: true, status: "INACTIVE" as const },
  { deletionProtection: false, status: "ACTIVE" as const },
])(
  "refuses two words about the protection: $deletionProtection and $status",
  async ({ deletionProtection, status }) => {
    const wrong = { deletionProtection, settings: { ...settings, DeletionProtection: status } };

    await expect(deploy(wrong)).rejects.toThrow("`deletionProtection`");
  },
);

test("keeps clients and domain with a protected pool, without protecting each of them", async () => {
  const { find } = await deploy({ clients: { web: {} }, domain: { domain: "users" } });

  const kept = find("custom-user-pool:index:Protection").dependencies.map((urn) => urn.split("::").at(-1));
  expect(kept.toSorted()).toEqual(["users-domain", "users-web-client"]);
  expect(find("aws:cognito/userPoolClient:UserPoolClient").protect).toBe(false);
});

test("brings tags of the provider, the component and the settings to the pool, the nearest one winning", async () => {
  const { find } = await deploy({
    tags: { team: "accounts", stage: "dev" },
    settings: { ...settings, UserPoolTags: { stage: "test" } },
  });

  expect(poolProperties(find(stackType))).toMatchObject({
    Settings: { UserPoolTags: { "cost-center": "42", team: "accounts", stage: "test" } },
  });
  expect(find(stackType).inputs["tags"]).toEqual({ team: "accounts", stage: "dev" });
});

test("makes each client for the pool, without a secret unless asked", async () => {
  const { result, find } = await deploy({
    clients: { web: { readAttributes: ["email"] }, server: { generateSecret: true } },
  });

  expect(find("aws:cognito/userPoolClient:UserPoolClient", "users-web-client")).toMatchObject({
    parent: component,
    inputs: { userPoolId, readAttributes: ["email"] },
  });
  expect(
    find("aws:cognito/userPoolClient:UserPoolClient", "users-server-client").inputs["generateSecret"],
  ).toBe(true);
  expect(await valueOf(result.client("web").id)).toBe("users-web-client-id");
});

test("names the clients that there are when one is asked for that is not", async () => {
  const { result } = await deploy({ clients: { web: {} } });

  expect(() => result.client("app")).toThrow(
    "The user pool has no client `app`: add it to `clients`, which has `web`.",
  );
});

test("makes a domain for the pool", async () => {
  const { find } = await deploy({ domain: { domain: "customers" } });

  expect(find("aws:cognito/userPoolDomain:UserPoolDomain")).toMatchObject({
    name: "users-domain",
    parent: component,
    inputs: { domain: "customers", userPoolId },
  });
});

test("hands the stack the handler's ARN and waits for three of its runs", async () => {
  const { find } = await record(
    () => new CustomUserPool("users", { settings, handler: new UserPoolHandler("pools", { timeout: 60 }) }),
  );

  expect(poolProperties(find(stackType))).toMatchObject({
    ServiceToken: functionArn("shop-dev-pools"),
    ServiceTimeout: 420,
  });
});

test("gives every child a name that AWS takes, whatever the component is called", async () => {
  const { find } = await record(
    () => new CustomUserPool("users of/ü", { settings, triggers: { PreSignUp: "a.ts" } }),
  );

  expect(find(stackType).name).toMatch(/^[A-Za-z][A-Za-z0-9-]*$/);
  expect(find("aws:lambda/function:Function", "user-pool-handler-function").inputs["name"]).toMatch(
    /^[\w-]{1,64}$/,
  );
});

test("sees the pool's values only when they are known", async () => {
  const { find } = await record(
    () =>
      new CustomUserPool("users", {
        settings: { PoolName: pulumi.output(pulumi.unknown) as pulumi.Output<string> },
      }),
    { preview: true },
  );

  expect(find(stackType).inputs["templateBody"]).toBe(pulumi.runtime.unknownValue);
});

test("sends every resource through an explicit provider", async () => {
  const { registrations } = await record(() => {
    const provider = new Provider("frankfurt", { region: "eu-central-1" });
    const args = {
      settings,
      triggers: { PreSignUp: "a.ts" },
      clients: { web: {} },
      domain: { domain: "customers" },
    };
    return new CustomUserPool("users", args, { provider });
  });

  const resources = registrations.filter(({ type }) => type.startsWith("aws:"));
  expect(resources).toHaveLength(12);
  expect(resources.filter(({ provider }) => !provider.includes("::frankfurt::"))).toEqual([]);
});
