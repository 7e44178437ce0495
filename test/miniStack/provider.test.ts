import { CreateUserPoolCommand } from "@aws-sdk/client-cognito-identity-provider";
import { InvokeCommand } from "@aws-sdk/client-lambda";
import { connectLocal, localEnvironment } from "../../commands/support/aws";
import type { Inputs, Props, ProviderContext, ResourceType } from "../../local/provider/resourceType";
import { createRegistry } from "../../local/provider/types/registry";
import { codeOf, LAMBDA_TRUST } from "./support/lambdaCode";
import { describeWithMiniStack, providerContext } from "./support/miniStack";

jest.setTimeout(60_000);

const URN = "urn:pulumi:test::test::a-type::my-resource";

/** The way of the engines from a program's inputs to a resource. */
async function make(type: ResourceType, inputs: Inputs) {
  const { inputs: checked, failures } = await type.check(URN, inputs, undefined);
  expect(failures).toEqual([]);
  return { ...(await type.create(checked)), inputs: checked };
}

async function change(type: ResourceType, made: Awaited<ReturnType<typeof make>>, inputs: Inputs) {
  const { inputs: checked } = await type.check(URN, inputs, made.inputs);
  return { checked, diff: await type.diff(made.id, made.outs, checked) };
}

/** A template with one resource, whose name is the one output. */
function template(value: string): string {
  return JSON.stringify({
    Resources: { Group: { Type: "AWS::Logs::LogGroup", Properties: { LogGroupName: `/stack/${value}` } } },
    Outputs: { Name: { Value: { Ref: "Group" } } },
  });
}

const NO_CHANGE = { changed: [], replaces: [], deleteBeforeReplace: false };
const updateOf = (...changed: string[]) => ({ changed, replaces: [], deleteBeforeReplace: false });

describeWithMiniStack("the local provider", (stack) => {
  let context: ProviderContext;
  beforeAll(() => {
    context = providerContext(stack().aws, { defaultTags: { team: "blue" } });
  });

  const typeOf = (token: string) => createRegistry(context).typeOf(token);
  const roles = () => typeOf("aws:iam/role:Role");
  const stacks = () => typeOf("aws:cloudformation/stack:Stack");

  async function invoke(FunctionName: string): Promise<string | undefined> {
    const { Payload } = await stack().aws.lambda.send(new InvokeCommand({ FunctionName }));
    return Payload?.transformToString();
  }

  async function newPool(): Promise<string> {
    const { UserPool } = await stack().aws.cognito.send(new CreateUserPoolCommand({ PoolName: "a-pool" }));
    return UserPool?.Id ?? "";
  }

  it("refuses a type that it does not implement, with those that it does", () => {
    expect(() => typeOf("aws:s3/bucket:Bucket")).toThrow(
      /^`aws:s3\/bucket:Bucket` is not implemented by the local provider, which knows aws:cloudformation.*`npm run local -- --provider aws`/,
    );
  });

  it("refuses unknown, wrong and missing properties together", async () => {
    const inputs = { assumeRolePolicy: 5, inlinePolicies: [] };

    const { failures: ofRole } = await roles().check(URN, inputs, undefined);
    const { failures: ofPolicy } = await typeOf("aws:iam/rolePolicy:RolePolicy").check(URN, {}, undefined);

    expect(ofRole.map(({ reason }) => reason)).toEqual([
      "Expected `assumeRolePolicy` to be a policy, got a number",
      expect.stringContaining("`inlinePolicies` of `aws.iam.Role` is not implemented by the local provider."),
    ]);
    expect(ofPolicy).toEqual([
      { property: "policy", reason: "`policy` of `aws.iam.RolePolicy` is required" },
      { property: "role", reason: "`role` of `aws.iam.RolePolicy` is required" },
    ]);
  });

  it("names a resource after its logical name, once", async () => {
    const { inputs: first } = await roles().check(URN, { assumeRolePolicy: LAMBDA_TRUST }, undefined);
    const { inputs: second } = await roles().check(URN, { assumeRolePolicy: LAMBDA_TRUST }, first);
    const { inputs: named } = await roles().check(
      URN,
      { assumeRolePolicy: LAMBDA_TRUST, name: "mine" },
      first,
    );

    expect(first["name"]).toMatch(/^my-resource-[0-9a-f]{7}$/);
    expect(second["name"]).toBe(first["name"]);
    expect(named["name"]).toBe("mine");
  });

  it("makes, changes, reads and removes a log group", async () => {
    const type = typeOf("aws:cloudwatch/logGroup:LogGroup");

    const made = await make(type, { name: "/a/group", retentionInDays: 14 });
    const same = await change(type, made, { name: "/a/group", retentionInDays: 14 });
    const longer = await change(type, made, { name: "/a/group", retentionInDays: 30, tags: { a: "b" } });
    const renamed = await change(type, made, { name: "/b/group", retentionInDays: 14 });
    const updated = await type.update(made.id, made.outs, longer.checked);
    const found = await type.read(made.id, updated);
    await type.delete(made.id, updated);

    expect(made.id).toBe("/a/group");
    expect(made.outs).toMatchObject({
      arn: "arn:aws:logs:us-east-1:000000000000:log-group:/a/group",
      retentionInDays: 14,
      tagsAll: { team: "blue" },
    });
    expect([same.diff, longer.diff]).toEqual([NO_CHANGE, updateOf("retentionInDays", "tags")]);
    expect(renamed.diff).toEqual({ changed: ["name"], replaces: ["name"], deleteBeforeReplace: true });
    expect(found?.props).toMatchObject({ retentionInDays: 30, tagsAll: { team: "blue", a: "b" } });
    await expect(type.read(made.id, updated)).resolves.toBeUndefined();
    await expect(type.delete(made.id, updated)).resolves.toBeUndefined();
  });

  it("makes, changes, reads and removes a role", async () => {
    const made = await make(roles(), { assumeRolePolicy: LAMBDA_TRUST, description: "first" });
    const spaced = JSON.stringify(JSON.parse(LAMBDA_TRUST), undefined, 2);
    const same = await change(roles(), made, { assumeRolePolicy: spaced, description: "first" });
    const described = await change(roles(), made, { assumeRolePolicy: LAMBDA_TRUST, description: "second" });
    const updated = await roles().update(made.id, made.outs, described.checked);
    const found = await roles().read(made.id, updated);
    await roles().delete(made.id, updated);

    expect(made.outs).toMatchObject({
      arn: `arn:aws:iam::000000000000:role/${made.id}`,
      name: made.id,
      tagsAll: { team: "blue" },
    });
    expect([same.diff, described.diff]).toEqual([NO_CHANGE, updateOf("description")]);
    expect(found?.props).toMatchObject({ description: "second", tagsAll: { team: "blue" } });
    await expect(roles().read(made.id, updated)).resolves.toBeUndefined();
  });

  it("has a role policy registered without conditions on tags, and sees its own", async () => {
    const type = typeOf("aws:iam/rolePolicy:RolePolicy");
    const role = await make(roles(), { assumeRolePolicy: LAMBDA_TRUST });
    const policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: "cognito-idp:CreateUserPool",
          Resource: "*",
          Condition: { StringEquals: { "aws:RequestTag/x": "y" } },
        },
      ],
    });

    const made = await make(type, { role: role.id, policy, name: "p" });
    const same = await change(type, made, { role: role.id, policy, name: "p" });
    const found = await type.read(made.id, { ...made.outs, policy: "" });
    await type.delete(made.id, made.outs);

    expect(made.id).toBe(`${role.id}:p`);
    expect(same.diff).toEqual(NO_CHANGE);
    expect(found?.props["policy"]).toBe(policy);
    expect(stack().reported).toContain(
      "role policy p is registered without the condition on aws:RequestTag/x",
    );
    await expect(type.read(made.id, made.outs)).resolves.toBeUndefined();
  });

  it("makes, changes, reads and removes the bounds of a function's events", async () => {
    const type = typeOf("aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig");
    const role = await make(roles(), { assumeRolePolicy: LAMBDA_TRUST });
    const echo = { name: "bounded", role: role.outs["arn"], handler: "index.handler", runtime: "nodejs24.x" };
    const functions = typeOf("aws:lambda/function:Function");
    const { id: functionName } = await make(functions, { ...echo, code: codeOf("async () => 1") });
    const inputs = { functionName, maximumEventAgeInSeconds: 600, maximumRetryAttempts: 2 };
    const made = await make(type, inputs);
    const same = await change(type, made, inputs);
    const other = await change(type, made, { ...inputs, maximumEventAgeInSeconds: 900 });
    const updated = await type.update(made.id, made.outs, other.checked);
    const found = await type.read(made.id, updated);
    await type.delete(made.id, updated);

    expect([same.diff, other.diff]).toEqual([NO_CHANGE, updateOf("maximumEventAgeInSeconds")]);
    expect(found?.props).toMatchObject({ maximumEventAgeInSeconds: 900, maximumRetryAttempts: 2 });
    await expect(type.read(made.id, updated)).resolves.toBeUndefined();
    await expect(type.delete(made.id, updated)).resolves.toBeUndefined();
  });

  it("makes, changes, reads and removes a function that runs", async () => {
    const type = typeOf("aws:lambda/function:Function");
    const role = await make(roles(), { assumeRolePolicy: LAMBDA_TRUST });
    const inputs = {
      name: "echo",
      role: role.outs["arn"],
      handler: "index.handler",
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      environment: { variables: { WORD: "one" } },
      code: codeOf("async () => process.env.WORD"),
    };
    const made = await make(type, inputs);
    const first = await invoke("echo");
    const same = await change(type, made, { ...inputs, code: codeOf("async () => process.env.WORD") });
    const news = {
      ...inputs,
      environment: { variables: { WORD: "two" } },
      code: codeOf("async () => process.env.WORD + '!'"),
    };
    const other = await change(type, made, news);
    const updated = await type.update(made.id, made.outs, other.checked);
    const second = await invoke("echo");
    const found = await type.read(made.id, updated);
    const moved = await change(type, made, { ...inputs, name: "reply" });
    await type.delete(made.id, updated);

    expect([first, second]).toEqual(['"one"', '"two!"']);
    expect(made.outs).toMatchObject({
      arn: "arn:aws:lambda:us-east-1:000000000000:function:echo",
      invokeArn: expect.stringMatching(
        /^arn:aws:apigateway:us-east-1:lambda:path.*:function:echo\/invocations$/,
      ) as string,
      memorySize: 128,
      timeout: 3,
    });
    expect([same.diff, other.diff, moved.diff.replaces]).toEqual([
      NO_CHANGE,
      updateOf("code", "environment"),
      ["name"],
    ]);
    expect(found?.props).toMatchObject({ codeSha256: updated["codeSha256"], runtime: "nodejs24.x" });
    await expect(type.read(made.id, updated)).resolves.toBeUndefined();
  });

  it.each([
    { token: "aws:cloudwatch/logGroup:LogGroup", inputs: { name: "/refreshed", tags: { a: "b" } } },
    { token: "aws:iam/role:Role", inputs: { assumeRolePolicy: LAMBDA_TRUST, path: "/p/", description: "d" } },
    {
      token: "aws:cloudformation/stack:Stack",
      inputs: { templateBody: template("refreshed"), tags: { a: "b" } },
    },
  ])("finds in a refresh of $token what it has made", async ({ token, inputs }) => {
    const type = typeOf(token);
    const made = await make(type, inputs);

    const found = await type.read(made.id, made.outs);
    await type.delete(made.id, made.outs);

    expect(found?.props).toEqual(made.outs);
  });

  it("finds in a refresh the function, client, domain and invocation settings that it has made", async () => {
    const userPoolId = await newPool();
    const role = await make(roles(), { assumeRolePolicy: LAMBDA_TRUST });
    const code = codeOf("() => 1");
    const inputs = {
      name: "refreshed",
      role: role.outs["arn"],
      handler: "index.handler",
      runtime: "nodejs22.x",
      code,
    };
    const all = [
      { token: "aws:lambda/function:Function", inputs },
      {
        token: "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
        inputs: { functionName: "refreshed", maximumEventAgeInSeconds: 60, maximumRetryAttempts: 0 },
      },
      { token: "aws:cognito/userPoolClient:UserPoolClient", inputs: { userPoolId, refreshTokenValidity: 2 } },
      { token: "aws:cognito/userPoolDomain:UserPoolDomain", inputs: { userPoolId, domain: "refreshed" } },
    ];

    const made: Props[] = [];
    const found: Props[] = [];
    for (const one of all) {
      const { id, outs } = await make(typeOf(one.token), one.inputs);
      made.push(outs);
      found.push((await typeOf(one.token).read(id, outs))?.props ?? {});
    }

    expect(found).toEqual(made);
    expect(made[0]).toMatchObject({
      architectures: ["x86_64"],
      ephemeralStorage: { size: 512 },
      tracingConfig: { mode: "PassThrough" },
    });
  });

  it("shows of a client what Cognito gives back, and nothing of the program's that it does not", async () => {
    const type = typeOf("aws:cognito/userPoolClient:UserPoolClient");
    const refreshTokenRotation = { feature: "ENABLED" };

    const { outs } = await make(type, { userPoolId: await newPool(), refreshTokenRotation });

    expect(outs).not.toHaveProperty("refreshTokenRotation");
    expect(outs).toMatchObject({ refreshTokenValidity: 30, clientSecret: "" });
  });

  it("makes a second domain of a pool fail, as AWS does", async () => {
    const type = typeOf("aws:cognito/userPoolDomain:UserPoolDomain");
    const userPoolId = await newPool();
    const first = await make(type, { userPoolId, domain: "first-domain" });

    await expect(make(type, { userPoolId, domain: "second-domain" })).rejects.toThrow(/already/);
    await type.delete(first.id, first.outs);
  });

  it("makes in the Region of the program's provider", async () => {
    const aws = connectLocal({ ...localEnvironment(stack().proxy.endpoint), AWS_REGION: "eu-central-1" });
    const groups = createRegistry({ aws, defaultTags: {} }).typeOf("aws:cloudwatch/logGroup:LogGroup");

    const { outs } = await make(groups, { name: "/in/frankfurt" });
    aws.close();

    expect(outs).toMatchObject({
      arn: "arn:aws:logs:eu-central-1:000000000000:log-group:/in/frankfurt",
      region: "eu-central-1",
    });
  });

  it("keeps of an update that failed what was asked for, and that it failed", async () => {
    const made = await make(stacks(), { templateBody: template("good"), name: "breaking" });
    const thing = { ServiceToken: "arn:aws:lambda:us-east-1:000000000000:function:nobody" };
    const templateBody = JSON.stringify({
      Resources: { Thing: { Type: "Custom::Thing", Properties: thing } },
    });
    const { checked } = await change(stacks(), made, { templateBody, name: "breaking" });

    const updating = stacks().update(made.id, made.outs, checked);

    await expect(updating).rejects.toThrow(/The CloudFormation stack `breaking` ended in UPDATE_ROLLBACK/);
    await expect(updating).rejects.toMatchObject({
      name: "InitializationFailed",
      id: made.id,
      properties: { templateBody, name: "breaking", outputs: {}, tagsAll: { team: "blue" } },
    });
    await stacks().delete(made.id, made.outs);
  });

  it("makes, changes and removes a stack, and has its outputs", async () => {
    const made = await make(stacks(), { templateBody: template("one") });
    const same = await change(stacks(), made, { templateBody: template("one") });
    const other = await change(stacks(), made, { templateBody: template("two") });
    const unchanged = await stacks().update(made.id, made.outs, same.checked);
    const updated = await stacks().update(made.id, made.outs, other.checked);
    const failing = await change(stacks(), made, { templateBody: template("one"), onFailure: "DELETE" });
    await stacks().delete(made.id, updated);

    expect(made.outs["outputs"]).toEqual({ Name: "/stack/one" });
    expect(unchanged["outputs"]).toEqual({ Name: "/stack/one" });
    expect(updated["outputs"]).toEqual({ Name: "/stack/two" });
    expect([same.diff, other.diff, failing.diff.replaces]).toEqual([
      NO_CHANGE,
      updateOf("templateBody"),
      ["onFailure"],
    ]);
    await expect(stacks().read(made.id, updated)).resolves.toBeUndefined();
  });

  it("keeps a stack that failed, with the events that say why", async () => {
    const token = "arn:aws:lambda:us-east-1:000000000000:function:nobody";
    const thing = { Type: "Custom::Thing", Properties: { ServiceToken: token } };
    const templateBody = JSON.stringify({ Resources: { Thing: thing } });

    const making = make(stacks(), { templateBody, name: "broken" });

    await expect(making).rejects.toThrow(
      /The CloudFormation stack `broken` ended in [\s\S]*Thing CREATE_FAILED: .*not found/,
    );
    await expect(making).rejects.toMatchObject({
      id: expect.stringContaining(":stack/broken/") as string,
      properties: expect.objectContaining({ name: "broken" }) as object,
    });
  });

  it("makes, changes, reads and removes an app client", async () => {
    const type = typeOf("aws:cognito/userPoolClient:UserPoolClient");
    const inputs = {
      userPoolId: await newPool(),
      generateSecret: false,
      explicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
      callbackUrls: ["https://example.com/in"],
      allowedOauthFlows: ["code"],
      allowedOauthFlowsUserPoolClient: true,
      tokenValidityUnits: { refreshToken: "hours" },
      refreshTokenValidity: 12,
    };

    const made = await make(type, inputs);
    const same = await change(type, made, {
      ...inputs,
      explicitAuthFlows: inputs.explicitAuthFlows.toReversed(),
    });
    const other = await change(type, made, { ...inputs, refreshTokenValidity: 24 });
    const moved = await change(type, made, { ...inputs, userPoolId: "us-east-1_Other" });
    const updated = await type.update(made.id, made.outs, other.checked);
    const found = await type.read(made.id, updated);
    await type.delete(made.id, updated);

    expect(made.outs).toMatchObject({
      callbackUrls: ["https://example.com/in"],
      tokenValidityUnits: { refreshToken: "hours" },
    });
    expect([same.diff, other.diff, moved.diff.replaces]).toEqual([
      NO_CHANGE,
      updateOf("refreshTokenValidity"),
      ["userPoolId"],
    ]);
    expect(found?.props).toMatchObject({ refreshTokenValidity: 24, allowedOauthFlows: ["code"] });
    await expect(type.read(made.id, updated)).resolves.toBeUndefined();
  });

  it("makes, reads and removes a domain", async () => {
    const type = typeOf("aws:cognito/userPoolDomain:UserPoolDomain");
    const inputs = { userPoolId: await newPool(), domain: "a-domain" };

    const made = await make(type, inputs);
    const same = await change(type, made, inputs);
    const moved = await change(type, made, { ...inputs, domain: "b-domain" });
    const found = await type.read(made.id, made.outs);
    await type.delete(made.id, made.outs);

    expect(made.id).toBe("a-domain");
    expect([same.diff, moved.diff.replaces]).toEqual([NO_CHANGE, ["domain"]]);
    expect(found?.props).toMatchObject(inputs);
    await expect(type.read(made.id, made.outs)).resolves.toBeUndefined();
  });
});
