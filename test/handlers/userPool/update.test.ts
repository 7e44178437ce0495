import type { StackResource } from "../../support/cloudFormation";
import { awsError } from "../../support/cognitoRules";
import { attribute, exampleSettings, totp } from "../../support/poolSettings";
import { makeWorld, type World } from "../../support/world";

const withPolicy = (MinimumLength: number) => ({
  ...exampleSettings,
  Policies: { PasswordPolicy: { ...exampleSettings.Policies.PasswordPolicy, MinimumLength } },
});
const withAttributes = (...names: string[]) => ({
  ...exampleSettings,
  Schema: [...exampleSettings.Schema, ...names.map(attribute)],
});

describe.each(["reset", "keep"] as const)("Update, when Cognito would %s omitted members", (omitted) => {
  let world: World;
  let resource: StackResource;
  beforeEach(async () => {
    world = await makeWorld({ omitted });
    resource = world.resource();
  });
  afterEach(() => world.stop());

  async function start(settings: Record<string, unknown>) {
    await resource.create({ Settings: settings });
    world.cognito.calls.length = 0;
    return world.cognito.onlyPool;
  }
  const operations = () => world.cognito.mutations.map(({ operation }) => operation);

  it("makes no mutating call when nothing changed", async () => {
    await start({ ...withAttributes("department"), ...totp, UserPoolTags: { team: "identity" } });

    const answer = await resource.update({
      Settings: { ...withAttributes("department"), ...totp, UserPoolTags: { team: "identity" } },
      ForceDestroy: true,
    });

    expect(answer.Status).toBe("SUCCESS");
    expect(operations()).toEqual([]);
  });

  it("makes a pool where the stack knows only the mark of a failed Create", async () => {
    const answer = await resource.deliver(
      resource.updateEvent("not-created-1", { Settings: exampleSettings }, { Settings: exampleSettings }),
    );

    expect(answer).toMatchObject({
      Status: "SUCCESS",
      PhysicalResourceId: world.cognito.onlyPool.id,
    });
  });

  it("changes the policy and nothing else, not even what was attached outside", async () => {
    const pool = await start(exampleSettings);
    pool.settings["LambdaConfig"] = { PreSignUp: "arn:aws:lambda:eu-west-1:123456789012:function:other" };
    pool.settings["AdminCreateUserConfig"] = { AllowAdminCreateUserOnly: true };
    const { UserPoolTags: _tags, ...before } = structuredClone(pool.settings);

    const answer = await resource.update({ Settings: withPolicy(12) });

    expect(answer).toMatchObject({ Status: "SUCCESS", PhysicalResourceId: pool.id });
    expect(operations()).toEqual(["updateUserPool"]);
    expect(pool.settings).toMatchObject({ ...before, Policies: withPolicy(12).Policies });
  });

  it("names the paths that make a call necessary in the log", async () => {
    await start(exampleSettings);

    await resource.update({ Settings: withPolicy(12) });

    const line = world.log.find((text) => text.includes('"because"'));
    expect(JSON.parse(line ?? "")).toMatchObject({
      operation: "UpdateUserPool",
      because: ["Policies.PasswordPolicy.MinimumLength"],
    });
  });

  it.each([
    ["AutoVerifiedAttributes", ["email"], []],
    ["UserPoolTier", "PLUS", "ESSENTIALS"],
    ["DeletionProtection", "ACTIVE", "INACTIVE"],
    [
      "EmailConfiguration",
      { EmailSendingAccount: "COGNITO_DEFAULT", ReplyToEmailAddress: "a@b.example" },
      { EmailSendingAccount: "COGNITO_DEFAULT" },
    ],
    ["AdminCreateUserConfig", { AllowAdminCreateUserOnly: true }, { AllowAdminCreateUserOnly: false }],
    [
      "KeyConfiguration",
      { KeyType: "CUSTOMER_MANAGED_KEY", KmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/1" },
      { KeyType: "AWS_OWNED_KEY" },
    ],
    ["IssuerConfiguration", { Type: "UPDATED" }, { Type: "ORIGINAL" }],
    [
      "AccountRecoverySetting",
      { RecoveryMechanisms: [{ Name: "admin_only", Priority: 1 }] },
      {
        RecoveryMechanisms: [
          { Name: "verified_phone_number", Priority: 1 },
          { Name: "verified_email", Priority: 2 },
        ],
      },
    ],
    ["LambdaConfig", { PreSignUp: "arn:aws:lambda:eu-west-1:123456789012:function:mine" }, {}],
  ])("returns a removed %s to its default by an explicit value", async (name, value, expected) => {
    const { AutoVerifiedAttributes: _, ...base } = exampleSettings;
    const pool = await start({ ...base, [name]: value });

    const answer = await resource.update({ Settings: base });

    expect(answer.Status).toBe("SUCCESS");
    expect(pool.settings[name]).toEqual(expected);
  });

  it("returns a single removed requirement of the password policy to its default", async () => {
    const pool = await start(exampleSettings);
    const { RequireSymbols: _, ...PasswordPolicy } = exampleSettings.Policies.PasswordPolicy;

    await resource.update({ Settings: { ...exampleSettings, Policies: { PasswordPolicy } } });

    expect(pool.settings["Policies"]).toMatchObject({
      PasswordPolicy: { ...PasswordPolicy, RequireSymbols: false },
    });
  });

  it("repeats no dead member of DescribeUserPool", async () => {
    await start({ ...exampleSettings, VerificationMessageTemplate: { EmailMessage: "Your code: {####}" } });

    const answer = await resource.update({ Settings: withPolicy(10) });

    expect(answer.Status).toBe("SUCCESS");
    expect(JSON.stringify(world.cognito.mutations)).not.toMatch(
      /UnusedAccountValidityDays|EmailVerificationMessage/,
    );
  });

  it("keeps its own tags and takes the user's away that left the program", async () => {
    const pool = await start({ ...exampleSettings, UserPoolTags: { team: "identity", stage: "dev" } });
    pool.settings["UserPoolTags"] = { ...(pool.settings["UserPoolTags"] as object), outside: "kept" };

    await resource.update({ Settings: { ...exampleSettings, UserPoolTags: { team: "platform" } } });

    const tags = pool.settings["UserPoolTags"];
    expect(tags).toMatchObject({
      team: "platform",
      outside: "kept",
      "custom-user-pool:stack-id": resource.stackId,
    });
    expect(tags).not.toHaveProperty("stage");
  });

  it("turns MFA on, changes and removes its factors, each in an order that the API accepts", async () => {
    const developer = {
      EmailConfiguration: {
        EmailSendingAccount: "DEVELOPER",
        SourceArn: "arn:aws:ses:eu-west-1:123456789012:identity/a.example",
      },
    };
    const pool = await start(exampleSettings);

    await resource.update({ Settings: { ...exampleSettings, ...totp } });
    const optional = structuredClone(pool.mfa);
    await resource.update({
      Settings: {
        ...exampleSettings,
        ...developer,
        MfaConfiguration: "ON",
        EmailMfaConfiguration: { Subject: "Code" },
      },
    });
    const required = structuredClone(pool.mfa);
    const last = await resource.update({ Settings: { ...exampleSettings, UserPoolTier: "LITE" } });

    expect(last.Status).toBe("SUCCESS");
    expect(optional).toEqual(totp);
    expect(required).toEqual({ MfaConfiguration: "ON", EmailMfaConfiguration: { Subject: "Code" } });
    expect(pool.mfa["MfaConfiguration"] ?? "OFF").toBe("OFF");
    expect(pool.settings["UserPoolTier"]).toBe("LITE");
  });

  it("adds new attributes, 25 at a time, and never sends Schema", async () => {
    const names = Array.from({ length: 30 }, (_, index) => `attribute${index}`);
    await start(exampleSettings);

    await resource.update({ Settings: withAttributes(...names) });

    expect(operations()).toEqual(["updateUserPool", "addCustomAttributes", "addCustomAttributes"]);
    expect(JSON.stringify(world.cognito.mutations)).not.toContain('"Schema"');
    expect(world.cognito.onlyPool.schema).toHaveLength(32);
  });

  it("rolls back when Cognito refuses the change", async () => {
    const pool = await start(exampleSettings);
    const fail = () => awsError("InvalidParameterException", "no");
    world.cognito.faults.push({ operation: "updateUserPool", when: "before", fail });

    const answer = await resource.update({ Settings: withPolicy(12) });

    expect(answer).toMatchObject({
      Status: "FAILED",
      PhysicalResourceId: pool.id,
      Reason: "InvalidParameterException: no",
    });
    expect(pool.settings["Policies"]).toMatchObject(exampleSettings.Policies);
  });

  it.each(["ConcurrentModificationException", "UserImportInProgressException", "TooManyRequestsException"])(
    "tries again after %s",
    async (name) => {
      await start(exampleSettings);
      world.cognito.faults.push({
        operation: "updateUserPool",
        when: "before",
        fail: () => awsError(name, "busy"),
      });

      const answer = await resource.update({ Settings: withPolicy(12) });

      expect(answer.Status).toBe("SUCCESS");
    },
  );

  it("repairs what was changed outside, when it runs", async () => {
    const pool = await start(exampleSettings);
    pool.settings["Policies"] = { PasswordPolicy: { MinimumLength: 6 } };

    await resource.update({ Settings: exampleSettings, ForceDestroy: true });

    expect(pool.settings["Policies"]).toMatchObject(exampleSettings.Policies);
  });

  it("makes a new pool when the old one was deleted outside, and says so", async () => {
    await start(exampleSettings);
    const oldId = world.cognito.onlyPool.id;
    world.cognito.pools.clear();

    const answer = await resource.update({ Settings: withPolicy(12) });

    expect(answer.Status).toBe("SUCCESS");
    expect(answer.PhysicalResourceId).not.toBe(oldId);
    expect(answer.PhysicalResourceId).toBe(world.cognito.onlyPool.id);
    expect(world.log.join("\n")).toContain("was deleted outside of CloudFormation; making a new one");
  });
});
