import * as pulumi from "@pulumi/pulumi";
import type * as program from "../../../index";
import { parsed, type Recording, record, userPoolArn, userPoolId, valueOf } from "../../support/mocks";

jest.mock("../../../components/lambda/bundle", () => jest.requireActual<object>("../../support/fakeBundle"));

type Program = typeof program;

const defaults = {
  "shop:poolName": "users",
  "shop:passwordMinimumLength": "8",
  "shop:mfa": "OFF",
  "shop:customAttributes": "[]",
  "shop:selfSignUp": "true",
  "shop:deletionProtection": "false",
  "shop:logRetentionDays": "14",
  "shop:adoptUserPoolId": "",
};

/** Loads index.ts anew, as each deployment does. */
function deploy(config: Partial<typeof defaults> = {}): Promise<Recording<Program>> {
  return record(() => require("../../../index") as Program, { config: { ...defaults, ...config } });
}

function settingsOf(run: Recording<unknown>): Record<string, unknown> {
  const body = run.find("aws:cloudformation/stack:Stack").inputs["templateBody"];
  const template = parsed(body) as {
    Resources: { UserPool: { Properties: { Settings: Record<string, unknown> } } };
  };
  return template.Resources.UserPool.Properties.Settings;
}

beforeEach(() => {
  jest.resetModules();
  // The program is new in each test; the SDK that the mocks were set for is not.
  jest.doMock("@pulumi/pulumi", () => pulumi);
});

test("deploys the example's user pool", async () => {
  const run = await deploy();

  expect(settingsOf(run)).toEqual({
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
    AutoVerifiedAttributes: ["email"],
    DeletionProtection: "INACTIVE",
    MfaConfiguration: "OFF",
    Policies: {
      PasswordPolicy: {
        MinimumLength: 8,
        RequireLowercase: true,
        RequireNumbers: true,
        RequireSymbols: true,
        RequireUppercase: true,
        TemporaryPasswordValidityDays: 7,
      },
    },
    PoolName: "users",
    Schema: [
      { AttributeDataType: "String", Mutable: true, Name: "name", Required: true },
      { AttributeDataType: "String", Mutable: false, Name: "email", Required: true },
    ],
    UserPoolTags: { "cost-center": "42" },
    UsernameAttributes: ["email"],
    VerificationMessageTemplate: { DefaultEmailOption: "CONFIRM_WITH_CODE" },
  });
});

test("exports the ids that a client needs", async () => {
  const { result } = await deploy();

  const { userPoolArn: arn, userPoolClientId, userPoolId: id } = result;
  expect(await Promise.all([arn, id, userPoolClientId].map(valueOf))).toEqual([
    userPoolArn,
    userPoolId,
    "user-pool-app-client-id",
  ]);
});

test("has an app client without a secret that signs users in for a server", async () => {
  const { inputs } = (await deploy()).find("aws:cognito/userPoolClient:UserPoolClient");

  expect(inputs).toEqual({
    explicitAuthFlows: ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    readAttributes: ["email", "name"],
    refreshTokenValidity: 30,
    userPoolId,
  });
});

test("has the PostConfirmation trigger from its source file", async () => {
  const run = await deploy();

  const code = run.find("aws:lambda/function:Function", "user-pool-post-confirmation-function").inputs[
    "code"
  ];
  expect(JSON.stringify(code)).toContain("// handlers/postConfirmation/index.ts");
});

test("takes every value from the configuration", async () => {
  const run = await deploy({
    "shop:adoptUserPoolId": "eu-west-1_Adopted",
    "shop:customAttributes": '["plan"]',
    "shop:deletionProtection": "true",
    "shop:logRetentionDays": "3",
    "shop:mfa": "OPTIONAL",
    "shop:passwordMinimumLength": "12",
    "shop:poolName": "customers",
    "shop:selfSignUp": "false",
  });

  expect(settingsOf(run)).toMatchObject({
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    DeletionProtection: "ACTIVE",
    MfaConfiguration: "OPTIONAL",
    Policies: { PasswordPolicy: { MinimumLength: 12 } },
    PoolName: "customers",
    Schema: [
      { Name: "name" },
      { Name: "email" },
      { AttributeDataType: "String", Mutable: true, Name: "plan" },
    ],
    SoftwareTokenMfaConfiguration: { Enabled: true },
  });
  expect(run.find("aws:cloudformation/stack:Stack").inputs["templateBody"]).toContain("eu-west-1_Adopted");
  expect(run.all("aws:cloudwatch/logGroup:LogGroup").map(({ inputs }) => inputs["retentionInDays"])).toEqual([
    3, 3,
  ]);
});

test.each([
  {
    key: "shop:passwordMinimumLength",
    value: "5",
    fault: /passwordMinimumLength.*5.*outside of the legal range \(min 6/,
  },
  {
    key: "shop:logRetentionDays",
    value: "10",
    fault: /UserPoolHandler.*\n.*`logRetentionDays` must be one of 0, 1, 3, 5/,
  },
  { key: "shop:mfa", value: "on", fault: /mfa.*on.*"OFF","OPTIONAL","ON"/ },
  { key: "shop:selfSignUp", value: "perhaps", fault: /selfSignUp.*perhaps.*bool/ },
  { key: "shop:poolName", value: "", fault: /`settings.PoolName` .*1/ },
  {
    key: "shop:customAttributes",
    value: '["a name that is much too long"]',
    fault: /`settings.Schema\[2\].Name`/,
  },
])("refuses $value as $key with a clear message", async ({ key, value, fault }) => {
  await expect(deploy({ [key]: value })).rejects.toThrow(fault);
});
