import { Provider } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { CustomUserPool, type CustomUserPoolArgs, UserPoolHandler } from "../../components/customUserPool";
import { bundle } from "../support/fakeBundle";
import { parsed, record } from "../support/mocks";

jest.mock("../../components/lambda/bundle", () => jest.requireActual<object>("../support/fakeBundle"));

const settings = { PoolName: "users" };
const functionType = "aws:lambda/function:Function";
const policyType = "aws:iam/rolePolicy:RolePolicy";

function pools(...all: Partial<CustomUserPoolArgs>[]) {
  return record(() => all.map((args, index) => new CustomUserPool(`pool${index}`, { settings, ...args })));
}

test("serves all pools of a program, bundled once", async () => {
  const run = await pools(...Array.from({ length: 100 }, () => ({})));

  expect(run.all("aws:cloudformation/stack:Stack")).toHaveLength(100);
  expect(run.all(functionType)).toHaveLength(1);
  expect(bundle).toHaveBeenCalledTimes(1);
});

test("is made anew in the next program of the same process", async () => {
  await pools({});

  const run = await pools({});

  expect(run.find(functionType).inputs["name"]).toBe("shop-dev-user-pool-handler");
});

test("is another one for each provider", async () => {
  const run = await record(() => {
    const frankfurt = new Provider("frankfurt", { region: "eu-central-1" });
    const [provider, opts] = [frankfurt, { provider: frankfurt }];
    const parent = new pulumi.ComponentResource("test:index:Parent", "parent", {}, { providers: [provider] });
    return [
      new CustomUserPool("here", { settings }),
      new CustomUserPool("there", { settings }, opts),
      new CustomUserPool("there-too", { settings }, { parent }),
    ];
  });

  expect(run.all(functionType).map(({ name, provider }) => [name, provider.split("::").at(-2)])).toEqual([
    ["user-pool-handler-function", undefined],
    ["user-pool-handler-frankfurt-function", "frankfurt"],
  ]);
});

test("frees its fixed names before it is made anew, as a trigger's function need not", async () => {
  const run = await record(
    () => new CustomUserPool("users", { settings, triggers: { PreSignUp: { entry: __filename } } }),
  );

  const isFreed = (type: string) =>
    run.all(type).map(({ name, deleteBeforeReplace }) => [name, deleteBeforeReplace]);
  expect(isFreed(functionType).toSorted()).toEqual([
    ["user-pool-handler-function", true],
    ["users-pre-sign-up-function", false],
  ]);
  expect(isFreed("aws:cloudwatch/logGroup:LogGroup").toSorted()).toEqual([
    ["user-pool-handler-logs", true],
    ["users-pre-sign-up-logs", false],
  ]);
});

test("has a name that no change of its arguments changes", async () => {
  const plain = await record(() => new UserPoolHandler("pools"));
  const changed = await record(
    () =>
      new UserPoolHandler("pools", {
        environment: { LEVEL: "debug" },
        memorySize: 1024,
        runtime: "nodejs22.x",
        timeout: 300,
      }),
  );

  const [before, after] = [plain, changed].map((run) => run.find(functionType).inputs);
  expect(after).toMatchObject({ memorySize: 1024, runtime: "nodejs22.x", timeout: 300 });
  expect(after?.["name"]).toBe(before?.["name"]);
  expect([before, after]).toEqual([
    expect.not.objectContaining({ publish: true }),
    expect.not.objectContaining({ publish: true }),
  ]);
});

test.each([29, 901, 60.5])("refuses a time-out of %s seconds", async (timeout) => {
  const run = await record(() => {
    expect(() => new UserPoolHandler("pools", { timeout })).toThrow(
      `UserPoolHandler "pools" cannot be made as it is declared:\n  - \`timeout\` must be a whole number from 30 to 900, got ${timeout}.`,
    );
  });

  expect(run.all(functionType)).toEqual([]);
});

test("may do nothing beyond its own pools by default", async () => {
  const run = await pools({});

  const policies = run.all(policyType);
  expect(policies.map(({ name }) => name)).toEqual(["user-pool-handler-policy"]);
  expect(policies[0]?.inputs["policy"]).not.toMatch(/DeleteUserPoolDomain|PassRole|CreateGrant/);
});

test("shares a permission that several pools opt in to", async () => {
  const run = await pools({ forceDestroy: true }, { forceDestroy: true }, {});

  expect(
    run
      .all(policyType)
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual(["user-pool-handler-force-destroy", "user-pool-handler-policy"]);
});

test("may touch an adopted pool before it carries the handler's tag", async () => {
  const run = await pools({ adoptUserPoolId: pulumi.output("eu-west-1_Adopted") });

  const { policy } = run.find(policyType, "user-pool-handler-adopt").inputs;
  expect(parsed(policy)).toMatchObject({
    Statement: [{ Resource: ["arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_Adopted"] }],
  });
});

test("adopts nothing when the id is empty", async () => {
  const run = await pools({ adoptUserPoolId: "" });

  expect(run.all(policyType)).toHaveLength(1);
  expect(run.find("aws:cloudformation/stack:Stack").inputs["templateBody"]).not.toContain("AdoptUserPoolId");
});

test("may hand over the SMS role and grant the key that the settings name, and no others", async () => {
  const sms = pulumi.output("arn:aws:iam::123456789012:role/sms");
  const key = "arn:aws:kms:eu-west-1:123456789012:key/1";

  const run = await pools({
    settings: { ...settings, SmsConfiguration: { SnsCallerArn: sms } },
    triggers: { KMSKeyID: key },
  });

  expect(parsed(run.find(policyType, "user-pool-handler-sms").inputs["policy"])).toMatchObject({
    Statement: [{ Action: "iam:PassRole", Resource: ["arn:aws:iam::123456789012:role/sms"] }],
  });
  expect(parsed(run.find(policyType, "user-pool-handler-keys").inputs["policy"])).toMatchObject({
    Statement: [{ Action: "kms:CreateGrant", Resource: [key] }],
  });
});

test("makes a valid policy when the key turns out to be Cognito's own", async () => {
  const run = await pools({ settings: { ...settings, KeyConfiguration: { KeyType: "AWS_OWNED_KEY" } } });

  expect(parsed(run.find(policyType, "user-pool-handler-keys").inputs["policy"])).toEqual({
    Version: "2012-10-17",
    Statement: [{ Effect: "Deny", Action: "none:null", Resource: "*" }],
  });
});

test("keeps its own tags to itself, and hands the provider's on", async () => {
  const run = await record(
    () =>
      new CustomUserPool("users", {
        settings,
        handler: new UserPoolHandler("pools", { tags: { team: "platform" } }),
      }),
  );

  expect(run.find(functionType).inputs["tags"]).toEqual({ team: "platform" });
  expect(run.find("aws:cloudformation/stack:Stack").inputs["templateBody"]).not.toContain("platform");
  expect(run.find("aws:cloudformation/stack:Stack").inputs["templateBody"]).toContain('"cost-center": "42"');
});

test("hands on what a transform puts on all resources, and no tag that is another one for each", async () => {
  const tagged: pulumi.ResourceTransformation = ({ props, name, opts }) => ({
    props: { ...props, tags: { ...(props["tags"] as object), Name: name, owner: "platform" } },
    opts,
  });
  const run = await record(() => {
    const handler = new UserPoolHandler("pools", {}, { transformations: [tagged] });
    return new CustomUserPool("users", { settings, handler });
  });

  const { Resources } = parsed(run.find("aws:cloudformation/stack:Stack").inputs["templateBody"]) as {
    Resources: { UserPool: { Properties: { Settings: object } } };
  };
  expect(Resources.UserPool.Properties.Settings).toMatchObject({
    UserPoolTags: { "cost-center": "42", owner: "platform" },
  });
  expect(Resources.UserPool.Properties.Settings).not.toHaveProperty("UserPoolTags.Name");
});

test("makes no secret of a pool because its handler has tags that are", async () => {
  const run = await record(
    () =>
      new CustomUserPool("users", {
        settings,
        handler: new UserPoolHandler("pools", { tags: { team: pulumi.secret("platform") } }),
      }),
  );

  const { inputs, secretInputs } = run.find("aws:cloudformation/stack:Stack");
  expect(secretInputs).toEqual([]);
  expect(inputs["templateBody"]).not.toContain("platform");
});
