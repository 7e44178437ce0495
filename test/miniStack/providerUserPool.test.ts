import { GetPolicyCommand } from "@aws-sdk/client-lambda";
import type { Inputs, ResourceType } from "../../local/provider/resourceType";
import { createRegistry } from "../../local/provider/types/registry";
import { describeWithMiniStack, providerContext } from "./support/miniStack";
import { makeFunction } from "./support/triggerFunction";

jest.setTimeout(60_000);

const URN = "urn:pulumi:test::test::a-type::users";
const NO_CHANGE = { changed: [], replaces: [], deleteBeforeReplace: false };
const updateOf = (...changed: string[]) => ({ ...NO_CHANGE, changed });

const plan = {
  name: "plan",
  attributeDataType: "String",
  mutable: true,
  stringAttributeConstraints: { minLength: "1", maxLength: "20" },
};
const age = {
  name: "age",
  attributeDataType: "Number",
  mutable: true,
  numberAttributeConstraints: { minValue: "0" },
};

/** What a program commonly says of a pool. */
const rich = {
  name: "customers",
  usernameAttributes: ["email"],
  autoVerifiedAttributes: ["email"],
  usernameConfiguration: { caseSensitive: false },
  passwordPolicy: { minimumLength: 12, requireLowercase: true, temporaryPasswordValidityDays: 3 },
  mfaConfiguration: "OPTIONAL",
  softwareTokenMfaConfiguration: { enabled: true },
  schemas: [plan, { name: "email", attributeDataType: "String", required: true, mutable: true }, age],
  accountRecoverySetting: { recoveryMechanisms: [{ name: "verified_email", priority: 1 }] },
  adminCreateUserConfig: {
    allowAdminCreateUserOnly: false,
    inviteMessageTemplate: { smsMessage: "{username} {####}" },
  },
  emailConfiguration: { fromEmailAddress: "us@example.com", replyToEmailAddress: "help@example.com" },
  verificationMessageTemplate: { emailSubject: "Your code" },
  userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdates: ["email"] },
  deviceConfiguration: { challengeRequiredOnNewDevice: true },
  userPoolAddOns: { advancedSecurityMode: "OFF" },
  userPoolTier: "ESSENTIALS",
  tags: { team: "blue" },
};

describeWithMiniStack("the local provider's user pool", (stack) => {
  const registry = (defaultTags = {}) => createRegistry(providerContext(stack().aws, { defaultTags }));
  const poolsWith = (defaultTags = {}) => registry(defaultTags).typeOf("aws:cognito/userPool:UserPool");

  async function make(type: ResourceType, inputs: Inputs) {
    const { inputs: checked, failures } = await type.check(URN, inputs, undefined);
    expect(failures).toEqual([]);
    return { ...(await type.create(checked)), inputs: checked };
  }

  async function diffOf(type: ResourceType, made: Awaited<ReturnType<typeof make>>, inputs: Inputs) {
    const { inputs: checked } = await type.check(URN, inputs, made.inputs);
    return { checked, diff: await type.diff(made.id, made.outs, checked) };
  }

  it.each([
    { what: "nothing", inputs: {} },
    { what: "much", inputs: rich },
  ])(
    "is made where a program says $what, and neither a refresh nor another deployment changes it",
    async ({ inputs }) => {
      const pools = poolsWith({ cost: "a" });
      const made = await make(pools, inputs);
      const again = await diffOf(pools, made, inputs);
      const read = await pools.read(made.id, made.outs);

      expect(made.outs["arn"]).toContain(`:userpool/${made.id}`);
      expect(made.outs["tagsAll"]).toMatchObject({ cost: "a" });
      expect(made.outs["endpoint"]).toMatch(new RegExp(String.raw`^cognito-idp\..*/${made.id}$`));
      expect(again.diff).toEqual(NO_CHANGE);
      expect(await pools.diff(made.id, read?.props ?? {}, made.inputs)).toEqual(NO_CHANGE);
    },
  );

  it("is named after the resource, or as the program says", async () => {
    const [auto, own] = [await make(poolsWith(), {}), await make(poolsWith(), rich)];

    expect([auto, own].map(({ outs }) => outs["name"])).toEqual([
      expect.stringMatching(/^users-[0-9a-f]{7}$/),
      "customers",
    ]);
  });

  it("is imported by its id, with what a program can say of it", async () => {
    const pools = poolsWith({ cost: "a" });
    const made = await make(pools, { ...rich, schemas: [plan] });

    const found = await pools.read(made.id, {});
    const imported = pools.imported(found?.props ?? {});

    const { deletionProtection: _default, ...said } = imported;
    expect(said).toMatchObject({ ...rich, schemas: [plan], deviceConfiguration: {} });
    expect(Object.keys(said).toSorted()).toEqual(Object.keys(rich).toSorted());
    expect(await pools.diff(made.id, found?.props ?? {}, made.inputs)).toEqual(NO_CHANGE);
    expect(await pools.read(`${made.id}x`, {})).toBeUndefined();
  });

  // As terraform-provider-aws 5.100.0 plans it behind Pulumi's bridge, for each of these.
  it.each([
    { without: "usernameConfiguration", changed: [] },
    { without: "passwordPolicy", changed: [] },
    { without: "accountRecoverySetting", changed: [] },
    { without: "adminCreateUserConfig", changed: [] },
    { without: "verificationMessageTemplate", changed: [] },
    { without: "userPoolTier", changed: [] },
    { without: "emailConfiguration", changed: ["emailConfiguration"] },
    { without: "userAttributeUpdateSettings", changed: ["userAttributeUpdateSettings"] },
    { without: "deviceConfiguration", changed: ["deviceConfiguration"] },
    { without: "userPoolAddOns", changed: ["userPoolAddOns"] },
    { without: "softwareTokenMfaConfiguration", changed: ["softwareTokenMfaConfiguration"] },
    { without: "mfaConfiguration", changed: ["mfaConfiguration"] },
    { without: "autoVerifiedAttributes", changed: ["autoVerifiedAttributes"] },
    { without: "tags", changed: ["tags"] },
    { without: "usernameAttributes", changed: ["usernameAttributes"], replaces: ["usernameAttributes"] },
  ])("changes $changed when a program leaves out $without", async ({ without, changed, replaces = [] }) => {
    const pools = poolsWith();
    const made = await make(pools, rich);

    const { diff } = await diffOf(pools, made, { ...rich, [without]: undefined });

    expect(diff).toMatchObject({ changed, replaces });
  });

  it("sees no change in another order, nor in what is said to be what it is by itself", async () => {
    const pools = poolsWith();
    const made = await make(pools, rich);

    const { diff } = await diffOf(pools, made, {
      ...rich,
      schemas: rich.schemas.map((one) => ({ ...one, developerOnlyAttribute: false })).toReversed(),
      passwordPolicy: { ...rich.passwordPolicy, requireSymbols: false },
      emailConfiguration: { ...rich.emailConfiguration, emailSendingAccount: "COGNITO_DEFAULT" },
    });

    expect(diff).toEqual(NO_CHANGE);
  });

  it("is replaced under another name", async () => {
    const pools = poolsWith();
    const made = await make(pools, rich);

    const { diff } = await diffOf(pools, made, { ...rich, name: "others" });

    expect(diff).toEqual({ changed: ["name"], replaces: ["name"], deleteBeforeReplace: true });
  });

  it("is updated with settings, MFA, another attribute and tags, and keeps the rest", async () => {
    const pools = poolsWith();
    const made = await make(pools, rich);
    const more = { name: "more", attributeDataType: "String", mutable: true };
    const { passwordPolicy: _kept, ...others } = rich;
    const wanted = {
      ...others,
      schemas: [...rich.schemas, more],
      autoVerifiedAttributes: [],
      mfaConfiguration: "OFF",
      softwareTokenMfaConfiguration: undefined,
      tags: { team: "red", cost: "b" },
    };

    const { checked, diff } = await diffOf(pools, made, wanted);
    const updated = await pools.update(made.id, made.outs, checked);
    const read = await pools.read(made.id, updated);

    expect(diff.changed.toSorted()).toEqual([
      "autoVerifiedAttributes",
      "mfaConfiguration",
      "schemas",
      "softwareTokenMfaConfiguration",
      "tags",
    ]);
    expect(read?.props).toMatchObject({
      mfaConfiguration: "OFF",
      passwordPolicy: rich.passwordPolicy,
      tagsAll: { team: "red", cost: "b" },
    });
    expect(read?.props["schemas"]).toContainEqual(expect.objectContaining(more));
  });

  it("does not change or lose an attribute", async () => {
    const pools = poolsWith();
    const made = await make(pools, { ...rich, schemas: [plan, age] });

    for (const schemas of [[plan], [age, { ...plan, mutable: false }]]) {
      const { checked, diff } = await diffOf(pools, made, { ...rich, schemas });

      expect(diff).toEqual(updateOf("schemas"));
      await expect(pools.update(made.id, made.outs, checked)).rejects.toThrow(
        "cannot modify or remove schema items",
      );
    }
  });

  it("is removed, once and for all, and not while it is protected", async () => {
    const pools = poolsWith();
    const made = await make(pools, { deletionProtection: "ACTIVE" });

    await expect(pools.delete(made.id, made.outs)).rejects.toThrow("deletion protection is activated");
    const { checked } = await diffOf(pools, made, {});
    await pools.update(made.id, made.outs, checked);
    await pools.delete(made.id, made.outs);
    await pools.delete(made.id, made.outs);

    expect(await pools.read(made.id, made.outs)).toBeUndefined();
  });

  it.each([
    [{ mfaConfiguration: "YES" }, "`mfaConfiguration` must be one of OFF, ON, OPTIONAL"],
    [{ aliasAttributes: ["mail"] }, "`aliasAttributes[0]` must be one of"],
    [{ passwordPolicy: { minimumLength: 5 } }, "`passwordPolicy.minimumLength` must be 6 to 99, got 5"],
    [{ passwordPolicy: { minLength: 5 } }, "`passwordPolicy` has no `minLength`; it has minimumLength,"],
    [{ schemas: [{ name: "a", type: "String" }] }, "`schemas[0]` has no `type`"],
    [{ adminCreateUserConfig: { unusedAccountValidityDays: 7 } }, "has no `unusedAccountValidityDays`"],
    [{ lambdaConfig: "arn" }, "Expected `lambdaConfig` to be a block, got a string"],
    [{ schemas: ["plan"] }, "Expected `schemas[0]` to be a block, got a string"],
    [{ dcrConfiguration: {} }, "`dcrConfiguration` of `aws.cognito.UserPool` is not implemented"],
  ])("refuses %j", async (inputs, says) => {
    const { failures } = await poolsWith().check(URN, inputs, undefined);

    expect(failures.map(({ reason }) => reason).join("\n")).toContain(says);
  });

  it("calls a function that a permission lets it call, which is made, read, imported and removed", async () => {
    const permissions = registry().typeOf("aws:lambda/permission:Permission");
    const functionArn = await makeFunction(stack().aws, { name: "hello", handler: "", timeout: 3 });
    const pool = await make(poolsWith(), { lambdaConfig: { postConfirmation: functionArn } });
    const allowed = {
      action: "lambda:InvokeFunction",
      function: "hello",
      principal: "cognito-idp.amazonaws.com",
      sourceArn: String(pool.outs["arn"]),
    };

    const made = await make(permissions, allowed);
    const same = await diffOf(permissions, made, allowed);
    const moved = await diffOf(permissions, made, { ...allowed, sourceArn: `${allowed.sourceArn}x` });
    const read = await permissions.read(made.id, made.outs);
    const imported = await permissions.read(`hello/${made.id}`, {});
    const { Policy = "" } = await stack().aws.lambda.send(new GetPolicyCommand({ FunctionName: "hello" }));
    await permissions.delete(made.id, made.outs);
    await permissions.delete(made.id, made.outs);

    expect(pool.outs["lambdaConfig"]).toEqual({ postConfirmation: functionArn });
    expect(Policy).toContain(made.id);
    expect(same.diff).toEqual(NO_CHANGE);
    expect(moved.diff).toMatchObject({ changed: ["sourceArn"], replaces: ["sourceArn"] });
    expect([read?.props, imported?.props]).toEqual([
      expect.objectContaining(allowed),
      expect.objectContaining(allowed),
    ]);
    expect(imported?.id).toBe(made.id);
    expect(await permissions.read(made.id, made.outs)).toBeUndefined();
  });
});
