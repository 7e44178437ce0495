import { connectLocal } from "../../commands/support/aws";
import type { Inputs, Props } from "../../local/provider/resourceType";
import { createRegistry } from "../../local/provider/types/registry";
import { UNKNOWN } from "../../local/provider/unknown";
import { LAMBDA_TRUST } from "../miniStack/support/lambdaCode";

const URN = "urn:pulumi:test::test::a-type::thing";
const GROUP = "aws:cloudwatch/logGroup:LogGroup";
const ROLE = "aws:iam/role:Role";
const POLICY = "aws:iam/rolePolicy:RolePolicy";
const FUNCTION = "aws:lambda/function:Function";
const EVENTS = "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig";
const STACK = "aws:cloudformation/stack:Stack";
const CLIENT = "aws:cognito/userPoolClient:UserPoolClient";
const DOMAIN = "aws:cognito/userPoolDomain:UserPoolDomain";

const role = { assumeRolePolicy: LAMBDA_TRUST };
const fn = {
  role: "arn:aws:iam::123456789012:role/r",
  handler: "index.handler",
  runtime: "nodejs22.x",
  code: { hash: "as a state keeps it" },
};
const client = { userPoolId: "eu-west-1_Pool" };
const domain = { userPoolId: "eu-west-1_Pool", domain: "sign-in" };
const policy = { role: "r", policy: '{"Version":"2012-10-17","Statement":[]}' };
const analytics = { applicationId: "app", externalId: "e", roleArn: fn.role };

// Nothing is called: no AWS listens there.
const aws = connectLocal({ AWS_ENDPOINT_URL: "http://127.0.0.1:1", AWS_REGION: "us-east-1" });
const registry = createRegistry({ aws, defaultTags: { team: "blue" } });

afterAll(() => aws.close());

async function reasons(token: string, inputs: Inputs): Promise<string[]> {
  const { failures } = await registry.typeOf(token).check(URN, inputs, undefined);
  return failures.map(({ property }) => property);
}

async function checked(token: string, inputs: Inputs): Promise<Inputs> {
  return (await registry.typeOf(token).check(URN, inputs, undefined)).inputs;
}

/** What changes between two programs, as the engine asks: the outputs that there are, and the checked inputs. */
async function diff(token: string, { from, to }: { from: Inputs; to: Inputs }) {
  const olds = await checked(token, from);
  const { inputs } = await registry.typeOf(token).check(URN, to, olds);
  return registry.typeOf(token).diff("id", olds, inputs);
}

describe("the local provider refuses in its check what the real one refuses", () => {
  it.each([
    { token: GROUP, inputs: { retentionInDays: 10 }, at: "retentionInDays" },
    { token: GROUP, inputs: { name: "a group" }, at: "name" },
    { token: GROUP, inputs: { namePrefix: "a".repeat(484) }, at: "namePrefix" },
    { token: GROUP, inputs: { logGroupClass: "COLD" }, at: "logGroupClass" },
    { token: ROLE, inputs: { assumeRolePolicy: "[]" }, at: "assumeRolePolicy" },
    { token: ROLE, inputs: { ...role, name: "r".repeat(65) }, at: "name" },
    { token: ROLE, inputs: { ...role, name: "a/b" }, at: "name" },
    { token: ROLE, inputs: { ...role, maxSessionDuration: 3599 }, at: "maxSessionDuration" },
    { token: ROLE, inputs: { ...role, description: "d".repeat(1001) }, at: "description" },
    { token: ROLE, inputs: { ...role, permissionsBoundary: "PowerUser" }, at: "permissionsBoundary" },
    { token: ROLE, inputs: { ...role, path: `/${"p".repeat(512)}` }, at: "path" },
    { token: POLICY, inputs: { ...policy, policy: ' {"Statement":[]}' }, at: "policy" },
    { token: POLICY, inputs: { ...policy, name: "p:q" }, at: "name" },
    { token: FUNCTION, inputs: { ...fn, memorySize: 10_241 }, at: "memorySize" },
    { token: FUNCTION, inputs: { ...fn, timeout: 0 }, at: "timeout" },
    { token: FUNCTION, inputs: { ...fn, runtime: "node22" }, at: "runtime" },
    { token: FUNCTION, inputs: { ...fn, name: "f.g" }, at: "name" },
    { token: FUNCTION, inputs: { ...fn, name: "f".repeat(65) }, at: "name" },
    { token: FUNCTION, inputs: { ...fn, architectures: ["arm"] }, at: "architectures" },
    { token: FUNCTION, inputs: { ...fn, architectures: ["arm64", "x86_64"] }, at: "architectures" },
    { token: FUNCTION, inputs: { ...fn, role: "arn:aws:iam:r" }, at: "role" },
    { token: FUNCTION, inputs: { ...fn, layers: ["layer"] }, at: "layers" },
    { token: FUNCTION, inputs: { ...fn, loggingConfig: { logFormat: "text" } }, at: "loggingConfig" },
    { token: FUNCTION, inputs: { ...fn, loggingConfig: { logGroup: "/g" } }, at: "loggingConfig" },
    { token: FUNCTION, inputs: { ...fn, tracingConfig: { mode: "On" } }, at: "tracingConfig" },
    { token: FUNCTION, inputs: { ...fn, ephemeralStorage: { size: 511 } }, at: "ephemeralStorage" },
    { token: FUNCTION, inputs: { ...fn, environment: { Variables: {} } }, at: "environment" },
    {
      token: EVENTS,
      inputs: { functionName: "f", maximumEventAgeInSeconds: 59 },
      at: "maximumEventAgeInSeconds",
    },
    { token: EVENTS, inputs: { functionName: "f", maximumRetryAttempts: 3 }, at: "maximumRetryAttempts" },
    { token: STACK, inputs: { templateBody: '{"Resources":' }, at: "templateBody" },
    { token: STACK, inputs: { onFailure: "RETAIN" }, at: "onFailure" },
    { token: STACK, inputs: { capabilities: ["CAPABILITY_ALL"] }, at: "capabilities" },
    { token: CLIENT, inputs: { ...client, explicitAuthFlows: ["ALLOW_ALL"] }, at: "explicitAuthFlows" },
    { token: CLIENT, inputs: { ...client, accessTokenValidity: 25 }, at: "accessTokenValidity" },
    {
      token: CLIENT,
      inputs: { ...client, idTokenValidity: 4, tokenValidityUnits: { idToken: "minutes" } },
      at: "idTokenValidity",
    },
    { token: CLIENT, inputs: { ...client, refreshTokenValidity: 3651 }, at: "refreshTokenValidity" },
    { token: CLIENT, inputs: { ...client, authSessionValidity: 16 }, at: "authSessionValidity" },
    {
      token: CLIENT,
      inputs: { ...client, preventUserExistenceErrors: "ON" },
      at: "preventUserExistenceErrors",
    },
    {
      token: CLIENT,
      inputs: { ...client, tokenValidityUnits: { idToken: "day" } },
      at: "tokenValidityUnits",
    },
    { token: CLIENT, inputs: { ...client, allowedOauthFlows: ["hybrid"] }, at: "allowedOauthFlows" },
    {
      token: CLIENT,
      inputs: { ...client, refreshTokenRotation: { feature: "ON" } },
      at: "refreshTokenRotation",
    },
    {
      token: CLIENT,
      inputs: { ...client, refreshTokenRotation: { feature: "ENABLED", retryGracePeriodSeconds: 61 } },
      at: "refreshTokenRotation",
    },
    {
      token: CLIENT,
      inputs: { ...client, analyticsConfiguration: { applicationId: "a" } },
      at: "analyticsConfiguration",
    },
    {
      token: CLIENT,
      inputs: { ...client, analyticsConfiguration: { ...analytics, applicationArn: fn.role } },
      at: "analyticsConfiguration",
    },
    { token: CLIENT, inputs: { ...client, name: "n".repeat(129) }, at: "name" },
    { token: CLIENT, inputs: { ...client, callbackUrls: [""] }, at: "callbackUrls" },
    { token: DOMAIN, inputs: { ...domain, domain: "d".repeat(64) }, at: "domain" },
    { token: DOMAIN, inputs: { ...domain, managedLoginVersion: 3 }, at: "managedLoginVersion" },
    { token: DOMAIN, inputs: { ...domain, certificateArn: "certificate" }, at: "certificateArn" },
  ])("$token: $at of $inputs", async ({ token, inputs, at }) => {
    expect(await reasons(token, inputs)).toEqual([at]);
  });

  it.each([
    {
      token: GROUP,
      inputs: { retentionInDays: 3653, name: "/aws/lambda/a_b.c-#1", logGroupClass: "DELIVERY" },
    },
    { token: ROLE, inputs: { ...role, name: "a+b=c,d.e@f-g_h", maxSessionDuration: 43_200 } },
    { token: FUNCTION, inputs: { ...fn, memorySize: 128, timeout: 900, architectures: ["arm64"] } },
    { token: FUNCTION, inputs: { ...fn, role: UNKNOWN, memorySize: UNKNOWN, layers: [UNKNOWN] } },
    { token: FUNCTION, inputs: { ...fn, loggingConfig: { logFormat: "JSON", logGroup: UNKNOWN } } },
    { token: STACK, inputs: { templateBody: "Resources: {}" } },
    { token: STACK, inputs: { templateBody: UNKNOWN } },
    {
      token: CLIENT,
      inputs: { ...client, accessTokenValidity: 5, tokenValidityUnits: { accessToken: "minutes" } },
    },
    { token: CLIENT, inputs: { ...client, accessTokenValidity: 99, tokenValidityUnits: UNKNOWN } },
    { token: CLIENT, inputs: { ...client, analyticsConfiguration: analytics } },
    { token: DOMAIN, inputs: { ...domain, userPoolId: UNKNOWN } },
  ])("and takes $inputs", async ({ token, inputs }) => {
    expect(await reasons(token, inputs)).toEqual([]);
  });

  it("and says what the rule is, and what it got", async () => {
    const { failures } = await registry
      .typeOf(FUNCTION)
      .check(URN, { ...fn, loggingConfig: { logFormat: "XML" }, timeout: 901 }, undefined);

    expect(failures.map(({ reason }) => reason)).toEqual([
      "Expected `loggingConfig.logFormat` to be one of JSON, Text, got `XML`",
      "Expected `timeout` to be a whole number from 1 to 900, got `901`",
    ]);
  });
});

describe("the local provider sees the changes that the real one sees", () => {
  const statement = { Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: "*" };
  const other = { Effect: "Deny", Action: "s3:DeleteObject", Resource: ["a", "b"] };
  const document = (...Statement: unknown[]) => JSON.stringify({ Version: "2012-10-17", Statement });

  it.each([
    {
      what: "another order of actions",
      to: document({ ...statement, Action: ["s3:PutObject", "s3:GetObject"] }, other),
    },
    { what: "another order of statements", to: document(other, statement) },
    { what: "a list of one for a text", to: document({ ...statement, Resource: ["*"] }, other) },
    {
      what: "another order of members",
      to: `{"Statement":${JSON.stringify([statement, other])},"Version":"2012-10-17"}`,
    },
  ])("not $what in a policy", async ({ to }) => {
    const from = { ...policy, name: "p", policy: document(statement, other) };

    expect(await diff(POLICY, { from, to: { ...from, policy: to } })).toMatchObject({ changed: [] });
  });

  it.each([
    { what: "another action", to: document({ ...statement, Action: ["s3:GetObject"] }, other) },
    { what: "another effect", to: document({ ...statement, Effect: "Deny" }, other) },
    { what: "one statement less", to: document(statement) },
  ])("$what in a policy", async ({ to }) => {
    const from = { ...policy, name: "p", policy: document(statement, other) };

    expect(await diff(POLICY, { from, to: { ...from, policy: to } })).toMatchObject({ changed: ["policy"] });
  });

  it("not an architecture that the program leaves out, which it does not fill either", async () => {
    const from = { ...fn, name: "f", architectures: ["arm64"] };
    const { architectures: _out, ...to } = from;

    expect(await diff(FUNCTION, { from, to })).toMatchObject({ changed: [] });
    expect(await checked(FUNCTION, to)).not.toHaveProperty("architectures");
  });

  it("the code by the engine's hash, which is all that a state keeps", async () => {
    const from = { ...fn, name: "f" };

    const same = await diff(FUNCTION, { from, to: { ...from, code: { ...fn.code } } });
    const changed = await diff(FUNCTION, { from, to: { ...from, code: { hash: "another" } } });

    expect([same.changed, changed.changed]).toEqual([[], ["code"]]);
  });

  it("not the members of a block that Lambda fills", async () => {
    const olds = await checked(FUNCTION, { ...fn, name: "f", loggingConfig: { logFormat: "JSON" } });
    const filled = {
      ...olds,
      loggingConfig: { logFormat: "JSON", logGroup: "/aws/lambda/f", systemLogLevel: "" },
    };

    const same = await registry.typeOf(FUNCTION).diff("f", filled, olds);
    const others = { ...olds, loggingConfig: { logFormat: "Text" } };
    const changed = await registry.typeOf(FUNCTION).diff("f", filled, others);

    expect([same.changed, changed.changed]).toEqual([[], ["loggingConfig"]]);
  });

  it.each([
    { what: "a domain", token: DOMAIN, from: domain, to: { ...domain, domain: "log-in" }, first: false },
    {
      what: "a domain of another pool",
      token: DOMAIN,
      from: domain,
      to: { ...domain, userPoolId: UNKNOWN },
      first: false,
    },
    {
      what: "a client with a name",
      token: CLIENT,
      from: { ...client, name: "c" },
      to: { ...client, name: "c", userPoolId: UNKNOWN },
      first: false,
    },
    {
      what: "a stack with a name",
      token: STACK,
      from: { name: "s" },
      to: { name: "s", onFailure: "DELETE" },
      first: true,
    },
    {
      what: "a stack with a name of the provider's",
      token: STACK,
      from: {},
      to: { onFailure: "DELETE" },
      first: false,
    },
    { what: "a renamed log group", token: GROUP, from: { name: "/a" }, to: { name: "/b" }, first: true },
  ])(
    "replaces $what, first deleted: $first, as Pulumi's bridge computes it",
    async ({ token, from, to, first }) => {
      const { replaces, deleteBeforeReplace } = await diff(token, { from, to });

      expect(replaces).toHaveLength(1);
      expect(deleteBeforeReplace).toBe(first);
    },
  );
});

describe("a preview with the local provider", () => {
  const unknowns = (props: Props) =>
    Object.keys(props)
      .filter((name) => props[name] === UNKNOWN)
      .toSorted();

  it.each([
    { token: GROUP, inputs: { name: "/g" }, shows: ["arn", "logGroupClass", "namePrefix", "region"] },
    {
      token: ROLE,
      inputs: role,
      shows: ["arn", "createDate", "inlinePolicies", "managedPolicyArns", "namePrefix", "uniqueId"],
    },
    {
      token: STACK,
      inputs: { templateBody: "{}" },
      shows: ["outputs", "parameters", "policyBody", "region"],
    },
    {
      token: DOMAIN,
      inputs: domain,
      shows: [
        "awsAccountId",
        "cloudfrontDistribution",
        "cloudfrontDistributionArn",
        "cloudfrontDistributionZoneId",
        "managedLoginVersion",
        "region",
        "s3Bucket",
        "version",
      ],
    },
  ])("knows nothing of a new $token that only AWS can say", async ({ token, inputs, shows }) => {
    const shown = await registry.typeOf(token).preview(await checked(token, inputs));

    expect(unknowns(shown)).toEqual(shows);
  });

  it("knows the provider's tags of a new resource", async () => {
    const shown = await registry
      .typeOf(ROLE)
      .preview(await checked(ROLE, { ...role, tags: { app: "shop" } }));

    expect(shown["tagsAll"]).toEqual({ team: "blue", app: "shop" });
  });

  it.each([
    { what: "the template", news: { templateBody: '{"Resources":{"B":{}}}', tags: { a: "1" } } },
    { what: "a tag", news: { templateBody: "{}", tags: { a: "2" } } },
    { what: "the last tag", news: { templateBody: "{}" } },
  ])("does not know a stack's outputs any more when $what changes", async ({ news }) => {
    const olds = {
      name: "s",
      templateBody: "{}",
      tags: { a: "1" },
      outputs: { Id: "1" },
      region: "us-east-1",
    };

    const shown = await registry.typeOf(STACK).preview({ name: "s", ...news }, olds);

    expect(shown).toMatchObject({ outputs: UNKNOWN, region: "us-east-1" });
    expect(shown["tags"]).toEqual(news.tags);
  });

  it("knows a stack's outputs where nothing changes", async () => {
    const olds = { name: "s", templateBody: "{}", outputs: { Id: "1" } };

    const shown = await registry.typeOf(STACK).preview({ name: "s", templateBody: "{ }" }, olds);

    expect(shown["outputs"]).toEqual({ Id: "1" });
  });
});
