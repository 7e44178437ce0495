import { mergeTriggers } from "../../../handlers/userPool/plan/attachments";
import { awsError } from "../../support/cognitoRules";
import { exampleSettings } from "../../support/poolSettings";
import { makeWorld, type World } from "../../support/world";

const arn = (name: string) => `arn:aws:lambda:eu-central-1:123456789012:function:${name}`;
const stackId =
  "arn:aws:cloudformation:eu-west-1:123456789012:stack/shop/6f1d0a52-0b5d-11f0-9d3c-0a1b2c3d4e5f";
const versioned = (name: string, LambdaVersion = "V2_0") => ({ LambdaVersion, LambdaArn: arn(name) });

describe.each(["as sent", "mirrored"] as const)(
  "The pre-token trigger, its two names shown %s,",
  (tokenTriggers) => {
    let world: World;
    let poolId: string;
    beforeEach(async () => {
      world = await makeWorld({ nature: { tokenTriggers } });
      poolId = (await world.resource({ stackId }).create({ Settings: exampleSettings })).PhysicalResourceId;
    });
    afterEach(() => world.stop());

    const triggers = () =>
      world.resource({ stackId, type: "Custom::UserPoolTriggers", logicalId: "Triggers" });
    const shown = () => world.cognito.describe(poolId).LambdaConfig ?? {};
    const functions = () => [
      ...new Set([shown().PreTokenGeneration, shown().PreTokenGenerationConfig?.LambdaArn].filter(Boolean)),
    ];
    const one = { PreTokenGeneration: arn("one") };
    const two = { PreTokenGenerationConfig: versioned("two") };
    const three = { PreTokenGeneration: arn("three"), PreTokenGenerationConfig: versioned("three", "V3_0") };

    it.each([
      { from: one, to: two, left: [arn("two")] },
      { from: two, to: one, left: [arn("one")] },
      { from: three, to: one, left: [arn("one")] },
      { from: one, to: three, left: [arn("three")] },
      { from: two, to: {}, left: [] },
      { from: one, to: {}, left: [] },
    ])("is swapped and removed as one: $left", async ({ from, to, left }) => {
      const resource = triggers();
      await resource.create({ UserPoolId: poolId, LambdaConfig: from });

      const answer = await resource.update({ UserPoolId: poolId, LambdaConfig: to });

      expect(answer.Status).toBe("SUCCESS");
      expect(functions()).toEqual(left);
    });

    it("is swapped back when the update is rolled back", async () => {
      const resource = triggers();
      await resource.create({ UserPoolId: poolId, LambdaConfig: one });

      await resource.update({ UserPoolId: poolId, LambdaConfig: two }, { laterFailure: true });

      expect(functions()).toEqual([arn("one")]);
    });

    it.each([one, two, three])("is written once, and found as it is wanted: %j", async (LambdaConfig) => {
      const resource = triggers();
      await resource.create({ UserPoolId: poolId, LambdaConfig });
      world.cognito.calls.length = 0;

      await resource.update({ UserPoolId: poolId, LambdaConfig, DriftDigest: "1" });

      expect(world.cognito.mutations).toEqual([]);
    });

    it("of the settings is one thing too, through their updates", async () => {
      const pool = world.resource({ stackId, logicalId: "Whole" });
      const settings = (LambdaConfig: object) => ({ Settings: { ...exampleSettings, LambdaConfig } });
      const { PhysicalResourceId: id } = await pool.create(settings(one));

      await pool.update(settings(two));
      const swapped = world.cognito.describe(id).LambdaConfig;
      await pool.update(settings({}));

      expect(swapped?.PreTokenGenerationConfig).toEqual(versioned("two"));
      expect([undefined, arn("two")]).toContain(swapped?.PreTokenGeneration);
      expect(world.cognito.describe(id).LambdaConfig).toEqual({});
    });
  },
);

describe("A function that two resources want", () => {
  let world: World;
  let poolId: string;
  beforeEach(async () => {
    world = await makeWorld();
    poolId = (await world.resource({ stackId }).create({ Settings: exampleSettings })).PhysicalResourceId;
  });
  afterEach(() => world.stop());

  const stack = () => {
    const former = world.resource({ stackId, type: "Custom::UserPoolTriggers", logicalId: "Former" });
    const renamed = world.resource({ stackId, type: "Custom::UserPoolTriggers", logicalId: "Renamed" });
    return { former, renamed };
  };
  const attached = () => world.cognito.pools.get(poolId)?.settings["LambdaConfig"];
  const wants = (LambdaConfig: object) => ({ UserPoolId: poolId, LambdaConfig });
  const signUp = { PreSignUp: arn("check"), CustomMessage: arn("words") };

  it("stays attached when a resource is renamed: the clean-up takes the former one away", async () => {
    const { former, renamed } = stack();
    await former.create(wants(signUp));

    await renamed.create(wants(signUp));
    await former.delete();

    expect(attached()).toEqual(signUp);
  });

  it("is detached when the renamed resource goes as well", async () => {
    const { former, renamed } = stack();
    await former.create(wants(signUp));
    await renamed.create(wants(signUp));
    await former.delete();

    await renamed.delete();

    expect(attached()).toEqual({});
  });

  it("stays attached when the renaming is rolled back", async () => {
    const { former, renamed } = stack();
    await former.create(wants(signUp));
    await renamed.create(wants(signUp));

    await renamed.delete();

    expect(attached()).toEqual(signUp);
  });

  it("stays attached when the renamed resource cannot be made", async () => {
    const { former, renamed } = stack();
    await former.create(wants(signUp));
    world.cognito.faults.push({
      operation: "updateUserPool",
      when: "before",
      fail: () => awsError("InvalidParameterException", "no"),
    });

    const answer = await renamed.create(wants(signUp));

    expect(answer.Status).toBe("FAILED");
    expect(attached()).toEqual(signUp);
  });

  it("is the new one's where the renaming also swaps a function", async () => {
    const { former, renamed } = stack();
    await former.create(wants(signUp));

    await renamed.create(wants({ PreSignUp: arn("better"), CustomMessage: arn("words") }));
    await former.delete();

    expect(attached()).toEqual({ PreSignUp: arn("better"), CustomMessage: arn("words") });
  });

  it("stays attached when it moves into the pool's own settings, and leaves with them", async () => {
    const pool = world.resource({ stackId, logicalId: "Pool" });
    const { PhysicalResourceId: id } = await pool.create({ Settings: exampleSettings });
    const { former } = stack();
    await former.create({ UserPoolId: id, LambdaConfig: signUp });
    const config = () => world.cognito.pools.get(id)?.settings["LambdaConfig"];

    await pool.update({ Settings: { ...exampleSettings, LambdaConfig: signUp } });
    await former.delete();
    const moved = structuredClone(config());
    await pool.update({ Settings: exampleSettings });

    expect(moved).toEqual(signUp);
    expect(config()).toEqual({});
  });

  it("is attached after it moved out of the pool's own settings", async () => {
    const pool = world.resource({ stackId, logicalId: "Pool" });
    const { PhysicalResourceId: id } = await pool.create({
      Settings: { ...exampleSettings, LambdaConfig: signUp },
    });
    const { former } = stack();

    await pool.update({ Settings: exampleSettings });
    await former.create({ UserPoolId: id, LambdaConfig: signUp });

    expect(world.cognito.pools.get(id)?.settings["LambdaConfig"]).toEqual(signUp);
  });

  it("is left alone where somebody put another in its place since", async () => {
    const { former } = stack();
    await former.create(wants(signUp));
    const pool = world.cognito.pools.get(poolId);
    Object.assign(pool?.settings ?? {}, { LambdaConfig: { ...signUp, PreSignUp: arn("theirs") } });

    await former.delete();

    expect(attached()).toEqual({ PreSignUp: arn("theirs") });
  });
});

describe("mergeTriggers", () => {
  const senders = {
    KMSKeyID: "arn:aws:kms:eu-central-1:123456789012:key/1",
    CustomSMSSender: versioned("sms", "V1_0"),
  };

  it("keeps the key that somebody else's sender needs, and takes it away with the last one", () => {
    const { KMSKeyID } = senders;
    const own = { KMSKeyID, CustomEmailSender: versioned("mail", "V1_0") };

    const shared = mergeTriggers({ desired: {}, previous: own, live: { ...own, ...senders } });
    const last = mergeTriggers({ desired: {}, previous: own, live: own });

    expect(shared).toEqual(senders);
    expect(last).toEqual({});
  });

  it("takes the plain name for the first version of the other one, and leaves the spelling that the pool has", () => {
    const live = { PreTokenGenerationConfig: versioned("one", "V1_0") };

    const merged = mergeTriggers({ desired: { PreTokenGeneration: arn("one") }, previous: {}, live });

    expect(merged).toEqual(live);
  });
});
