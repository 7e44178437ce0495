import { awsError } from "../../support/cognitoRules";
import type { FakePool } from "../../support/fakeCognito";
import { exampleSettings, totp } from "../../support/poolSettings";
import { makeWorld, type World } from "../../support/world";

const theirs = {
  PoolName: "theirs",
  LambdaConfig: { PreSignUp: "arn:aws:lambda:eu-west-1:123456789012:function:theirs" },
  AutoVerifiedAttributes: ["phone_number"],
  UserPoolTags: { team: "identity" },
};
const refuse = () => awsError("InvalidParameterException", "no");

let world: World;
let pool: FakePool;
beforeEach(async () => {
  world = await makeWorld({ role: undefined });
  pool = world.cognito.addForeignPool(theirs);
});
afterEach(() => world.stop());

const adopt = () =>
  world.resource().create({
    Settings: {
      ...exampleSettings,
      ...totp,
      UserPoolTags: { cost: "42" },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    },
    AdoptUserPoolId: pool.id,
  });
const state = () => {
  const { UserAttributeUpdateSettings: _empty, ...settings } = structuredClone(pool.settings);
  return {
    settings,
    mode: pool.mfa["MfaConfiguration"] ?? "OFF",
    factor: pool.mfa["SoftwareTokenMfaConfiguration"],
  };
};

describe("An adoption that fails", () => {
  it.each([
    { operation: "updateUserPool", nth: 1 },
    { operation: "setUserPoolMfaConfig", nth: 1 },
  ] as const)("gives the pool back as it was: $operation", async (fault) => {
    const before = state();
    world.cognito.faults.push({ ...fault, when: "before", fail: refuse });

    const answer = await adopt();

    expect(answer).toMatchObject({ Status: "FAILED", Reason: "InvalidParameterException: no" });
    expect(state()).toEqual(before);
    expect(world.log.join("\n")).toContain("Giving the pool back as it was.");
  });

  it("gives back factors and the SMS role, too", async () => {
    const sms = { SnsCallerArn: "arn:aws:iam::123456789012:role/theirs" };
    Object.assign(pool.settings, { MfaConfiguration: "OPTIONAL", SmsConfiguration: sms });
    pool.mfa = { MfaConfiguration: "OPTIONAL", SmsMfaConfiguration: {} };
    const fail = () => {
      pool.mfa = { ...totp };
      return refuse();
    };
    world.cognito.faults.push({ operation: "setUserPoolMfaConfig", when: "before", fail });

    await adopt();

    expect(pool.mfa).toEqual({ MfaConfiguration: "OPTIONAL", SmsMfaConfiguration: {} });
    expect(pool.settings).toMatchObject({ SmsConfiguration: sms, PoolName: "theirs" });
  });

  it("gives back factors that the program does not name", async () => {
    const theirFactors = { ...totp, MfaConfiguration: "OPTIONAL" };
    pool.settings["MfaConfiguration"] = "OPTIONAL";
    pool.mfa = { ...theirFactors };
    const fail = () => {
      pool.settings["MfaConfiguration"] = "OFF";
      pool.mfa = { MfaConfiguration: "OFF" };
      return refuse();
    };
    world.cognito.faults.push({ operation: "setUserPoolMfaConfig", when: "before", fail });
    const sms = { SnsCallerArn: "arn:aws:iam::123456789012:role/ours" };
    const Settings = { ...exampleSettings, MfaConfiguration: "OPTIONAL", SmsConfiguration: sms };

    const answer = await world.resource().create({
      Settings: { ...Settings, SmsMfaConfiguration: { SmsConfiguration: sms } },
      AdoptUserPoolId: pool.id,
    });

    expect(answer.Reason).toBe("InvalidParameterException: no");
    expect(pool.mfa).toEqual(theirFactors);
  });

  it("says so where the pool cannot be given back", async () => {
    world.cognito.faults.push({ operation: "setUserPoolMfaConfig", when: "before", fail: refuse });
    world.cognito.faults.push({ operation: "updateUserPool", nth: 2, when: "before", fail: refuse });

    const { Reason } = await adopt();

    expect(Reason).toBe(
      `InvalidParameterException: no\nThe user pool ${pool.id} stays partly changed: giving it back as it was failed with InvalidParameterException. Correct its settings and tags.`,
    );
    expect(world.log.join("\n")).toContain("The pool could not be given back.");
  });

  it("gives back a pool that shows no tags, without asking for factors that the settings do not name", async () => {
    world.cognito.options.shown = ({ UserPoolTags: _tags, ...rest }) => rest;
    const fail = () => {
      pool.settings["PoolName"] = "half";
      return refuse();
    };
    world.cognito.faults.push({ operation: "updateUserPool", when: "before", fail });

    const answer = await world.resource().create({ Settings: exampleSettings, AdoptUserPoolId: pool.id });

    expect(answer.Status).toBe("FAILED");
    expect(pool.settings["PoolName"]).toBe("theirs");
    expect(world.cognito.operations()).not.toContain("getUserPoolMfaConfig");
  });

  it("has nothing to give back where nothing was changed", async () => {
    world.cognito.faults.push({ operation: "tagResource", when: "before", fail: refuse });

    await adopt();

    expect(world.cognito.mutations).toHaveLength(1);
  });

  it("has nothing to give back to a pool that is gone", async () => {
    const fail = () => {
      world.cognito.pools.clear();
      return refuse();
    };
    world.cognito.faults.push({ operation: "updateUserPool", when: "before", fail });

    const { Reason } = await adopt();

    expect(Reason).toContain("InvalidParameterException: no");
  });
});
