import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as cognito from "@pulumi/aws/cognito";
import * as pulumi from "@pulumi/pulumi";
import { argumentsOf } from "../../../components/arguments/resourceRules";
import { CustomUserPool, UserPoolHandler } from "../../../components/customUserPool";
import { record } from "../../support/mocks";

jest.mock("../../../components/lambda/bundle", () =>
  jest.requireActual<object>("../../support/fakeBundleOfFiles"),
);

const settings = { PoolName: "members" };
const source = join(__dirname, "../../fixtures/pools/first.ts");
const tokens = "arn:aws:lambda:eu-west-1:123456789012:function:tokens";

/** The faults of a component that is made with these arguments, of whatever type; nothing is registered. */
async function faultsOf(make: () => unknown): Promise<string[]> {
  const { registrations, result } = await record(() => {
    try {
      return make();
    } catch (error: unknown) {
      return error;
    }
  });
  expect(registrations).toEqual([]);
  expect(pulumi.RunError.isInstance(result)).toBe(true);
  const { message, stack } = result as Error;
  expect(stack).not.toMatch(/^ *at /m);
  return message.split("\n").map((line) => line.replace(/^ {2}- /, ""));
}

function poolFaults(args: unknown): Promise<string[]> {
  return faultsOf(() => new CustomUserPool("members", args as never));
}

const later = (value: unknown) => pulumi.output(value);

const title = 'CustomUserPool "members" cannot be made as it is declared:';

test("tells all that is wrong at once, and names the component", async () => {
  const faults = await poolFaults({
    settings: { PoolName: "members", Polices: {}, UserPoolTier: "PLUSS" },
    trigers: {},
    onDelete: "keep",
    onImmutableChange: "yes",
    deletionProtection: "true",
    replaceNonEmpty: 1,
    forceDestroy: null,
    adoptUserPoolId: "*",
    tags: { team: 7 },
  });

  expect(faults).toEqual([
    title,
    "`trigers` is not an argument. Did you mean `triggers`?",
    '`deletionProtection` must be true or false, got "true".',
    '`onDelete` must be one of "delete", "retain", got "keep".',
    '`onImmutableChange` must be one of "refuse", "replace", got "yes".',
    "`replaceNonEmpty` must be true or false, got 1.",
    "`forceDestroy` must be true or false, got null.",
    '`adoptUserPoolId` must be the id of a user pool, such as "eu-west-1_AbCdEfGhI", got "*".',
    "`tags.team` must be a string, got 7.",
    "`settings.Polices` is not a setting of Cognito's API. Did you mean `Policies`?",
    expect.stringMatching(/^`settings.UserPoolTier` must be one of .*, got "PLUSS"/),
  ]);
});

test.each([
  { args: undefined, says: /^`args` must be an object .*, got undefined\.$/ },
  { args: "members", says: /^`args` must be an object .*, got "members"\.$/ },
  { args: {}, says: /^`settings` is required and missing\./ },
  { args: { settings: null }, says: /^`settings` must be an object .*, got null\.$/ },
  { args: { settings: [] }, says: /^`settings` must be an object .*, got a list\.$/ },
  { args: { settings: "members" }, says: /^`settings` must be an object .*, got "members"\.$/ },
  {
    args: { settings, clients: [] },
    says: /^`clients` must be an object such as \{ web: \{\} \}, got a list\.$/,
  },
  { args: { settings, clients: { web: null } }, says: /^`clients.web` must be an object .*, got null\.$/ },
  { args: { settings, clients: { web: undefined } }, says: /^`clients.web` is required and missing/ },
  { args: { settings, domain: "login" }, says: /^`domain` must be an object .*, got "login"\.$/ },
  { args: { settings, domain: {} }, says: /^`domain.domain` is required/ },
  {
    args: { settings, domain: { domain: "a", certificateArm: "b" } },
    says: /Did you mean `certificateArn`\?$/,
  },
  { args: { settings, triggers: [] }, says: /^`triggers` must be an object .*, got a list\.$/ },
  { args: { settings, handler: {} }, says: /^`handler` must be a `UserPoolHandler`, got an object\.$/ },
  { args: { settings, tags: "team" }, says: /^`tags` must be an object such as .*, got "team"\.$/ },
  {
    args: { settings, adoptUserPoolId: "members" },
    says: /^`adoptUserPoolId` must be the id of a user pool/,
  },
  {
    args: { settings, clients: later({ web: {} }) },
    says: /^`clients` must be known when the program runs, got an output or a promise/,
  },
  { args: { settings, clients: { web: later({}) } }, says: /^`clients.web` must be known when/ },
  { args: { settings, domain: Promise.resolve({}) }, says: /^`domain` must be known when/ },
  { args: { settings, triggers: later({}) }, says: /^`triggers` must be known when/ },
  {
    args: { settings, triggers: { PreSignUp: { entry: later("a.ts") } } },
    says: /PreSignUp.entry` must be known/,
  },
  { args: later({ settings }), says: /^`args` must be an object .*, got an output/ },
])(
  "refuses arguments of the wrong kind as JavaScript lets them be written: $says",
  async ({ args, says }) => {
    expect(await poolFaults(args)).toEqual([title, expect.stringMatching(says)]);
  },
);

test.each([
  {
    web: { explicitAuthFlow: [] },
    says: "`clients.web.explicitAuthFlow` is not an argument. Did you mean `explicitAuthFlows`?",
  },
  { web: { generateSecret: "yes" }, says: '`clients.web.generateSecret` must be true or false, got "yes".' },
  { web: { callbackUrls: "https://a" }, says: '`clients.web.callbackUrls` must be a list, got "https://a".' },
  {
    web: { readAttributes: ["email", null] },
    says: "`clients.web.readAttributes[1]` must be a string, got null.",
  },
  {
    web: { refreshTokenValidity: "30" },
    says: '`clients.web.refreshTokenValidity` must be a number, got "30".',
  },
  {
    web: { allowedOauthFlows: ["codes"] },
    says: '`clients.web.allowedOauthFlows[0]` must be one of "client_credentials", "code", "implicit", got "codes".',
  },
  {
    web: { tokenValidityUnits: { accesToken: "days" } },
    says: "`clients.web.tokenValidityUnits.accesToken` is not an argument. Did you mean `accessToken`?",
  },
])("judges a client's arguments: $says", async ({ web, says }) => {
  expect(await poolFaults({ settings, clients: { web } })).toEqual([title, says]);
});

test.each([
  { trigger: null, says: /^`triggers.PreSignUp` must be the path of a source file, .* got null\.$/ },
  {
    trigger: () => undefined,
    says: /^`triggers.PreSignUp` must be a source file, got a function of the program: move it/,
  },
  { trigger: "", says: /^`triggers.PreSignUp` must be a string that is not empty/ },
  {
    trigger: "handlers/none.ts",
    says: /^`triggers.PreSignUp` does not exist: expected a source file at \/.*handlers\/none.ts\./,
  },
  { trigger: { entry: "handlers/none.ts" }, says: /^`triggers.PreSignUp.entry` does not exist/ },
  { trigger: { memorySize: 512 }, says: /^`triggers.PreSignUp.entry` is required and missing/ },
  {
    trigger: { entry: source, memory: 512 },
    says: /^`triggers.PreSignUp.memory` is not an argument\. Did you mean `memorySize`\?$/,
  },
  {
    trigger: { entry: source, runtime: "nodejs18.x" },
    says: /^`triggers.PreSignUp.runtime` must be one of "nodejs22.x"/,
  },
  {
    trigger: { entry: source, logRetentionDays: 10 },
    says: /^`triggers.PreSignUp.logRetentionDays` must be one of 0, 1, 3, 5, 7, 14/,
  },
  {
    trigger: { entry: source, environment: { "MY-TABLE": "a" } },
    says: /^`triggers.PreSignUp.environment.MY-TABLE` must have a name of/,
  },
  {
    trigger: { entry: source, environment: { AWS_REGION: "a" } },
    says: /^`triggers.PreSignUp.environment.AWS_REGION` is set by Lambda itself/,
  },
  {
    trigger: { entry: source, policyStatements: [{ Efect: "Allow", Action: "a:b", Resource: "*" }] },
    says: /`triggers.PreSignUp.policyStatements\[0\].Efect` is not an argument. Did you mean `Effect`\?/,
  },
  { trigger: "arn:aws:s3:::bucket", says: /^`triggers.PreSignUp` must be the ARN of a Lambda function, got/ },
  { trigger: { LambdaVersion: "V1_0", function: source }, says: /^`triggers.PreSignUp` has no versions/ },
])("judges a trigger: $says", async ({ trigger, says }) => {
  const [head, ...faults] = await poolFaults({ settings, triggers: { PreSignUp: trigger } });

  expect(head).toBe(title);
  expect(faults[0]).toMatch(says);
});

test.each([
  {
    trigger: { LambdaVersion: "V2_0", LambdaArn: "arn:aws:lambda:eu-west-1:123456789012:function:a" },
    says: /^`triggers.PreTokenGenerationConfig.LambdaArn` is called `triggers.PreTokenGenerationConfig.function` here/,
  },
  {
    trigger: source,
    says: /^`triggers.PreTokenGenerationConfig` must be an object such as \{ LambdaVersion/,
  },
  {
    trigger: { LambdaVersion: "V9", function: source },
    says: /^`triggers.PreTokenGenerationConfig.LambdaVersion` must be one of/,
  },
  { trigger: { function: source }, says: /^`triggers.PreTokenGenerationConfig.LambdaVersion` is required/ },
  {
    trigger: { LambdaVersion: "V2_0", function: "none.ts" },
    says: /^`triggers.PreTokenGenerationConfig.function` does not exist/,
  },
])("judges a trigger with a version: $says", async ({ trigger, says }) => {
  expect(await poolFaults({ settings, triggers: { PreTokenGenerationConfig: trigger } })).toEqual([
    title,
    expect.stringMatching(says),
  ]);
});

test.each([
  { PreTokenGeneration: source, PreTokenGenerationConfig: { LambdaVersion: "V2_0", function: source } },
  {
    PreTokenGeneration: tokens,
    PreTokenGenerationConfig: { LambdaVersion: "V2_0", function: { entry: source } },
  },
])("refuses two functions for tokens, one of which the component makes: %p", async (triggers) => {
  expect(await poolFaults({ settings, triggers })).toEqual([
    title,
    "`triggers.PreTokenGeneration` and `triggers.PreTokenGenerationConfig.function` must be the same function. Keep only the latter.",
  ]);
});

test("calls triggers by the names that the program uses for them", async () => {
  expect(await poolFaults({ settings, triggers: { PreSignup: source } })).toEqual([
    title,
    "`triggers.PreSignup` is not a setting of Cognito's API. Did you mean `PreSignUp`?",
  ]);
});

test.each([
  { domain: { domain: "My-Shop" }, says: /^`domain.domain` must be a prefix of .* got "My-Shop"\.$/ },
  { domain: { domain: "shop-" }, says: /^`domain.domain` must be a prefix of .* got "shop-"\.$/ },
  {
    domain: { domain: "my-cognito" },
    says: /without the words aws, amazon or cognito, .* got "my-cognito"\.$/,
  },
  {
    domain: { domain: "login.example.com" },
    says: /^`domain.hostedZoneId` is required beside a domain of your own\. .*; or set `domain.certificateArn`/,
  },
  {
    domain: { domain: "shop", hostedZoneId: "Z1" },
    says: /^`domain.hostedZoneId` is for a domain of your own/,
  },
])("judges the domain $domain.domain", async ({ domain, says }) => {
  expect(await poolFaults({ settings, domain })).toEqual([title, expect.stringMatching(says)]);
});

test("judges the component's tags as the pool's, which they become", async () => {
  const tags = { "aws:owner": "me", team: "identity" };

  expect(await poolFaults({ settings: { ...settings, UserPoolTags: { cost: "1" } }, tags })).toEqual([
    title,
    expect.stringMatching(/^`settings.UserPoolTags` may not hold aws:owner: /),
  ]);
});

test.each([[undefined], [""], [7]])("refuses %p as a component's name", async (name) => {
  const faults = await faultsOf(() => new CustomUserPool(name as never, { settings }));

  expect(faults[1]).toMatch(/^its name must be a string that is not empty, got /);
});

test("refuses a handler's arguments in the same way", async () => {
  const make = () =>
    new UserPoolHandler("pools", { memory: 512, timeout: 10, memorySize: 64, logRetentionDays: 13 } as never);

  expect(await faultsOf(make)).toEqual([
    'UserPoolHandler "pools" cannot be made as it is declared:',
    "`memory` is not an argument. Did you mean `memorySize`?",
    "`memorySize` must be a whole number from 128 to 10240, got 64.",
    expect.stringMatching(/^`logRetentionDays` must be one of 0, 1, 3, .* 3653, got 13\.$/),
    "`timeout` must be a whole number from 30 to 900, got 10.",
  ]);
});

test.each([
  { resource: cognito.UserPoolClient, file: "userPoolClient", type: "UserPoolClientArgs" },
  { resource: cognito.UserPoolDomain, file: "userPoolDomain", type: "UserPoolDomainArgs" },
])("knows every name of the installed $type", ({ resource, file, type }) => {
  const declarations = readFileSync(require.resolve(`@pulumi/aws/cognito/${file}.d.ts`), "utf8");
  const [, body = ""] = declarations.split(`export interface ${type} {`);
  const names = [...body.matchAll(/^ {4}(\w+)\??: /gm)].map(([, name]) => name);

  expect(argumentsOf(resource).toSorted()).toEqual(names.filter((name) => name !== "userPoolId").toSorted());
});

test("does not judge names where a bundler has rewritten the constructors", () => {
  expect(argumentsOf({ toString: () => "class extends e{constructor(t,n){super(t)}}" })).toEqual([]);
});
