import * as fc from "fast-check";
import { findDrift, type Wanted } from "../../../../handlers/userPool/plan/drift";
import { readFormerPoolProperties } from "../../../../handlers/userPool/rules/properties";
import { asRecord } from "../../../../handlers/userPool/settings/values";
import { legalSettings } from "../../../support/arbitrarySettings";
import { attribute, exampleSettings, totp } from "../../../support/poolSettings";
import { functionName, makeWorld, type World } from "../../../support/world";

const hook = "arn:aws:lambda:eu-west-1:123456789012:function:hook";
const settings = {
  ...exampleSettings,
  ...totp,
  Schema: [...exampleSettings.Schema, attribute("plan")],
  UserPoolTags: { team: "identity", "cost.center": "42" },
  VerificationMessageTemplate: { DefaultEmailOption: "CONFIRM_WITH_CODE", EmailMessage: "Code: {####}" },
};

let world: World;
beforeEach(async () => {
  world = await makeWorld();
});
afterEach(() => world.stop());

async function deploy(Settings: object, LambdaConfig?: object): Promise<Wanted> {
  const resource = world.resource();
  const answer = await resource.create({ Settings });
  if (answer.Status === "FAILED") throw new Error(answer.Reason);
  if (LambdaConfig) {
    const triggers = world.resource({
      type: "Custom::UserPoolTriggers",
      logicalId: "UserPoolTriggers",
      stackId: resource.stackId,
    });
    await triggers.create({ UserPoolId: world.cognito.onlyPool.id, LambdaConfig });
  }
  return {
    settings: readFormerPoolProperties({ Settings }).settings,
    ...(LambdaConfig && { lambdaConfig: { ...LambdaConfig } }),
    ownTags: {
      "custom-user-pool:handler": functionName,
      "custom-user-pool:stack-id": resource.stackId,
      "custom-user-pool:logical-id": "UserPool",
    },
  };
}

async function drift(wanted: Wanted) {
  const { id } = world.cognito.onlyPool;
  const mfa = { ...(await world.cognito.api().getUserPoolMfaConfig({ UserPoolId: id })) };
  return findDrift(wanted, { pool: { ...world.cognito.describe(id) }, mfa });
}

test("finds no drift right after a create, with triggers and MFA", async () => {
  const wanted = await deploy(settings, { PostConfirmation: hook });

  expect(await drift(wanted)).toEqual({ pool: [], triggers: [] });
});

test("finds no drift right after a create, whatever the settings", async () => {
  await fc.assert(
    fc.asyncProperty(legalSettings, async (legal) => {
      world.cognito.pools.clear();
      const wanted = await deploy(legal);

      expect(await drift(wanted)).toEqual({ pool: [], triggers: [] });
    }),
    { numRuns: 150 },
  );
}, 60_000);

test("finds no drift in what the program does not mention", async () => {
  const wanted = await deploy(settings, {});
  const pool = world.cognito.onlyPool;
  pool.settings["AdminCreateUserConfig"] = { AllowAdminCreateUserOnly: true };
  pool.settings["LambdaConfig"] = { PreSignUp: hook };
  pool.schema.push({ Name: "custom:other", AttributeDataType: "String", Mutable: true, Required: false });

  expect(await drift(wanted)).toEqual({ pool: [], triggers: [] });
});

type Change = (pool: World["cognito"]["onlyPool"]) => void;
const change = (member: string, value: unknown): Change => {
  return (pool) => {
    const live = pool.settings[member];
    pool.settings[member] = Array.isArray(value) ? value : { ...asRecord(live), ...asRecord(value) };
  };
};

test.each<{ path: string; wanted: unknown; live: unknown; outside: Change; confidential?: boolean }>([
  {
    path: "Policies.PasswordPolicy.MinimumLength",
    wanted: 8,
    live: 6,
    outside: change("Policies", {
      PasswordPolicy: { ...settings.Policies.PasswordPolicy, MinimumLength: 6 },
    }),
  },
  {
    path: "AutoVerifiedAttributes",
    wanted: ["email"],
    live: ["phone_number"],
    outside: change("AutoVerifiedAttributes", ["phone_number"]),
  },
  {
    path: "PoolName",
    wanted: "demo",
    live: "renamed",
    outside: (pool) => {
      pool.settings["PoolName"] = "renamed";
    },
  },
  {
    path: "UserPoolTags.cost.center",
    wanted: "42",
    live: "43",
    outside: change("UserPoolTags", { "cost.center": "43" }),
  },
  {
    path: "SoftwareTokenMfaConfiguration.Enabled",
    wanted: true,
    live: false,
    outside: (pool) => {
      pool.mfa = { ...pool.mfa, SoftwareTokenMfaConfiguration: { Enabled: false } };
    },
  },
  {
    path: "VerificationMessageTemplate.EmailMessage",
    wanted: "Code: {####}",
    live: "Other: {####}",
    outside: change("VerificationMessageTemplate", { EmailMessage: "Other: {####}" }),
    confidential: true,
  },
])("finds a changed $path, with both values", async ({ outside, confidential = false, ...expected }) => {
  const wanted = await deploy(settings);

  outside(world.cognito.onlyPool);

  expect((await drift(wanted)).pool).toEqual([{ ...expected, confidential, repairable: true }]);
});

test("finds MFA that was turned off, once", async () => {
  const wanted = await deploy(settings);
  const pool = world.cognito.onlyPool;

  pool.mfa = {};
  pool.settings["MfaConfiguration"] = "OFF";

  const paths = (await drift(wanted)).pool.map(({ path }) => path);
  expect(paths).toEqual(["MfaConfiguration", "SoftwareTokenMfaConfiguration.Enabled"]);
});

test("finds a missing attribute, and not the tag of the update that would add it", async () => {
  const wanted = await deploy(settings);
  const pool = world.cognito.onlyPool;

  pool.schema = pool.schema.filter(({ Name }) => Name !== "custom:plan");

  expect((await drift(wanted)).pool).toMatchObject([
    { path: "Schema[plan]", wanted: { Name: "plan" }, live: undefined, repairable: true },
  ]);
});

test("finds a trigger that was replaced or removed", async () => {
  const wanted = await deploy(settings, { PostConfirmation: hook, PreSignUp: hook });

  world.cognito.onlyPool.settings["LambdaConfig"] = { PostConfirmation: `${hook}2` };

  expect((await drift(wanted)).triggers).toMatchObject([
    { path: "LambdaConfig.PostConfirmation", wanted: hook, live: `${hook}2`, repairable: true },
    { path: "LambdaConfig.PreSignUp", wanted: hook, live: undefined, repairable: true },
  ]);
});

test("says what no update can change: a fixed setting, and the tag by which the handler may touch the pool", async () => {
  const wanted = await deploy(settings);
  const described = world.cognito.describe(world.cognito.onlyPool.id);
  const { "custom-user-pool:handler": _, ...UserPoolTags } = described.UserPoolTags ?? {};

  const live = { ...described, UserPoolTags, UsernameAttributes: ["phone_number"] };
  const found = findDrift({ ...wanted, settings: exampleSettings }, { pool: live });

  expect(found.pool).toMatchObject([
    {
      path: "UserPoolTags.custom-user-pool:handler",
      wanted: functionName,
      live: undefined,
      repairable: false,
    },
    { path: "UsernameAttributes", wanted: ["email"], live: ["phone_number"], repairable: false },
  ]);
});

test("sees the handler carry out exactly what was found", async () => {
  const Settings = settings;
  const resource = world.resource();
  await resource.create({ Settings });
  const pool = world.cognito.onlyPool;
  pool.mfa = {};
  pool.settings["Policies"] = { PasswordPolicy: { MinimumLength: 6 } };
  const wanted = { settings: readFormerPoolProperties({ Settings }).settings };
  expect((await drift(wanted)).pool).not.toEqual([]);

  const answer = await resource.update({ Settings, DriftDigest: "0123456789abcdef" });

  expect(answer).toMatchObject({ Status: "SUCCESS", PhysicalResourceId: pool.id });
  expect(await drift(wanted)).toEqual({ pool: [], triggers: [] });
});

test("sees the handler attach a trigger again for nothing but a digest", async () => {
  const wanted = await deploy(settings);
  const UserPoolId = world.cognito.onlyPool.id;
  const { UserPoolTags } = world.cognito.onlyPool.settings as { UserPoolTags: Record<string, string> };
  const stackId = UserPoolTags["custom-user-pool:stack-id"];
  const triggers = world.resource({
    type: "Custom::UserPoolTriggers",
    logicalId: "UserPoolTriggers",
    stackId,
  });
  await triggers.create({ UserPoolId, LambdaConfig: { PreSignUp: hook } });
  world.cognito.onlyPool.settings["LambdaConfig"] = {};

  const answer = await triggers.update({ UserPoolId, LambdaConfig: { PreSignUp: hook }, DriftDigest: "1" });

  expect(answer.Status).toBe("SUCCESS");
  expect(await drift({ ...wanted, lambdaConfig: { PreSignUp: hook } })).toEqual({ pool: [], triggers: [] });
});

test("takes what neither side mentions for equal", () => {
  const wanted = {
    settings: readFormerPoolProperties({ Settings: exampleSettings }).settings,
    lambdaConfig: {},
  };
  const pool = {
    Name: "demo",
    ...exampleSettings,
    UserPoolTier: "ESSENTIALS",
    DeletionProtection: "INACTIVE",
  };

  expect(findDrift(wanted, { pool })).toEqual({ pool: [], triggers: [] });
});

test("takes an MFA configuration that nobody read for none", () => {
  const { settings: wanted } = readFormerPoolProperties({ Settings: { ...exampleSettings, ...totp } });

  const { pool } = findDrift({ settings: wanted }, { pool: { Name: "demo", ...exampleSettings } });

  expect(pool).toContainEqual({
    path: "SoftwareTokenMfaConfiguration.Enabled",
    wanted: true,
    live: undefined,
    repairable: true,
    confidential: false,
  });
});
