import type { CognitoOperation } from "../../../handlers/userPool/aws/cognito";
import { awsError } from "../../support/cognitoRules";
import type { Fault } from "../../support/fakeCognito";
import { attribute, exampleSettings, totp } from "../../support/poolSettings";
import { functionName, makeWorld, type World } from "../../support/world";

const settings = { ...exampleSettings, ...totp, DeletionProtection: "ACTIVE" };

let world: World;
beforeEach(async () => {
  world = await makeWorld();
});
afterEach(() => world.stop());

describe("Create", () => {
  it("makes the pool with the example's settings in one mutating call", async () => {
    const answer = await world.resource().create({ Settings: exampleSettings });

    expect(answer.Status).toBe("SUCCESS");
    expect(world.cognito.mutations.map(({ operation }) => operation)).toEqual(["createUserPool"]);
    expect(world.cognito.describe(answer.PhysicalResourceId)).toMatchObject({
      Name: "demo",
      UsernameAttributes: ["email"],
      Policies: exampleSettings.Policies,
    });
  });

  it("lists nothing, however many pools there are: a claim says that it is the first delivery", async () => {
    world.cognito.addForeignPool(exampleSettings);

    await world.resource().create({ Settings: exampleSettings });

    expect(world.cognito.operations()).toEqual(["createUserPool"]);
  });

  it("looks for a pool of the same request before and after where nothing can be claimed", async () => {
    world.claims.isAvailable = false;
    world.cognito.addForeignPool({ ...exampleSettings, PoolName: "another" });

    await world.resource().create({ Settings: exampleSettings });

    expect(world.cognito.operations()).toEqual(["listUserPools", "createUserPool", "listUserPools"]);
  });

  it("keeps its pool while IAM does not yet show it beside another one of the name", async () => {
    world.claims.isAvailable = false;
    const foreign = world.cognito.addForeignPool(exampleSettings);
    const fail = () => awsError("AccessDeniedException", "its tags are not known yet");
    // The foreign pool is looked at before and after; then comes the new one.
    world.cognito.faults.push({ operation: "describeUserPool", nth: 3, when: "before", fail });

    const answer = await world.resource().create({ Settings: exampleSettings });

    expect(answer.Status).toBe("SUCCESS");
    expect([...world.cognito.pools.keys()]).toEqual([foreign.id, answer.PhysicalResourceId]);
  });

  it("answers with the pool's id, ARN and provider", async () => {
    const answer = await world.resource().create({ Settings: exampleSettings });

    const { id } = world.cognito.onlyPool;
    expect(answer.PhysicalResourceId).toBe(id);
    expect(answer.Data).toEqual({
      UserPoolId: id,
      Arn: `arn:aws:cognito-idp:eu-west-1:123456789012:userpool/${id}`,
      ProviderName: `cognito-idp.eu-west-1.amazonaws.com/${id}`,
      ProviderUrl: `https://cognito-idp.eu-west-1.amazonaws.com/${id}`,
    });
  });

  it("writes the ownership tags inside CreateUserPool, beside the user's own", async () => {
    const resource = world.resource();

    const answer = await resource.create({
      Settings: { ...exampleSettings, UserPoolTags: { team: "identity" } },
    });

    expect(world.cognito.mutations[0]?.input["UserPoolTags"]).toEqual({
      team: "identity",
      "custom-user-pool:handler": functionName,
      "custom-user-pool:stack-id": resource.stackId,
      "custom-user-pool:logical-id": "UserPool",
      "custom-user-pool:request-id": answer.RequestId,
      "custom-user-pool:declarations": expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      "custom-user-pool:requests": expect.stringMatching(/^[0-9a-f]{3}:[0-9a-f]{8}$/) as unknown,
    });
  });

  it.each([
    { protection: "INACTIVE", calls: ["createUserPool", "setUserPoolMfaConfig"] },
    { protection: "ACTIVE", calls: ["createUserPool", "setUserPoolMfaConfig", "updateUserPool"] },
  ])(
    "makes no call that it does not need, with MFA and the protection $protection",
    async ({ protection, calls }) => {
      await world
        .resource()
        .create({ Settings: { ...exampleSettings, ...totp, DeletionProtection: protection } });

      expect(world.cognito.mutations.map(({ operation }) => operation)).toEqual(calls);
    },
  );

  it("always states the tier and the deletion protection", async () => {
    await world.resource().create({ Settings: exampleSettings });

    expect(world.cognito.mutations[0]?.input).toMatchObject({
      UserPoolTier: "ESSENTIALS",
      DeletionProtection: "INACTIVE",
    });
  });

  it("turns MFA on after the pool is made, and the protection on last", async () => {
    await world.resource().create({ Settings: settings });

    const steps = world.cognito.mutations.map(({ operation }) => operation);
    expect(steps).toEqual(["createUserPool", "setUserPoolMfaConfig", "updateUserPool"]);
    expect(world.cognito.onlyPool).toMatchObject({
      mfa: totp,
      settings: { DeletionProtection: "ACTIVE", MfaConfiguration: "OPTIONAL" },
    });
  });

  it("reports every fault of the settings before the first call", async () => {
    const answer = await world.resource().create({
      Settings: { PoolName: "true", AliasAttributes: ["email"], UsernameAttributes: ["email"], Polices: {} },
    });

    expect(answer.Status).toBe("FAILED");
    expect(answer.Reason).toContain(
      "`Settings.Polices` is not a setting of Cognito's API. Did you mean `Policies`?",
    );
    expect(answer.Reason).toContain("`Settings.AliasAttributes` and `UsernameAttributes` exclude each other");
    expect(world.cognito.mutations).toEqual([]);
  });

  const steps: CognitoOperation[] = [
    "listUserPools",
    "createUserPool",
    "updateUserPool",
    "setUserPoolMfaConfig",
  ];
  it.each(steps)(
    "makes one whole pool when the function crashes after %s and is started anew",
    async (operation) => {
      world.cognito.faults.push({ operation, when: "after", fail: world.crash });

      const answer = await world.resource().create({ Settings: settings });

      expect(answer.Status).toBe("SUCCESS");
      expect(world.cognito.onlyPool).toMatchObject({ mfa: totp, settings: { DeletionProtection: "ACTIVE" } });
    },
  );

  it("makes one pool of an event that is delivered three times, one after the other", async () => {
    const resource = world.resource();
    const event = resource.createEvent({ Settings: settings });

    await world.invoke(event);
    await world.invoke(event);
    await world.invoke(event);

    const ids = world.server.answersTo(event.RequestId).map(({ PhysicalResourceId }) => PhysicalResourceId);
    const { id } = world.cognito.onlyPool;
    expect(ids).toEqual([id, id, id]);
    expect(world.cognito.mutations).toHaveLength(3);
  });

  it.each([
    { title: "first", order: [0, 1] },
    { title: "last", order: [1, 0] },
  ])("keeps the oldest pool of the request, and Cognito lists it $title", async ({ order }) => {
    const resource = world.resource();
    const event = resource.createEvent({ Settings: exampleSettings });
    await world.invoke(event);
    const pool = world.cognito.onlyPool;
    const twin = { ...pool, id: "eu-west-1_Aaaaaaaaa", createdAt: pool.createdAt + 1 };
    const both = [pool, twin];
    world.cognito.pools.clear();
    for (const index of order) world.cognito.pools.set(both[index]?.id ?? "", both[index] ?? pool);

    await world.invoke(event);

    const ids = world.server.answersTo(event.RequestId).map((answer) => answer.PhysicalResourceId);
    expect(ids).toEqual([pool.id, pool.id]);
  });

  it.each([{ order: [0, 1] }, { order: [1, 0] }])(
    "keeps the same one of two that were made in the same moment, listed in the order $order",
    async ({ order }) => {
      const resource = world.resource();
      const event = resource.createEvent({ Settings: exampleSettings });
      await world.invoke(event);
      const pool = world.cognito.onlyPool;
      const both = [pool, { ...pool, id: "eu-west-1_Aaaaaaaaa" }];
      world.cognito.pools.clear();
      for (const index of order) world.cognito.pools.set(both[index]?.id ?? "", both[index] ?? pool);

      await world.invoke(event);

      expect(world.server.answersTo(event.RequestId)[1]?.PhysicalResourceId).toBe("eu-west-1_Aaaaaaaaa");
    },
  );

  it("gives CreateUserPool up after four tries without an answer", async () => {
    const fail = () => awsError("InternalErrorException", "try later");
    world.cognito.faults.push(...failingCreations(5, fail));

    const answer = await world.resource().create({ Settings: exampleSettings });

    expect(answer).toMatchObject({ Status: "FAILED", Reason: "InternalErrorException: try later" });
    expect(world.cognito.mutations).toHaveLength(4);
  });

  it("does not begin CreateUserPool anew so late that a Delete may have stopped looking", async () => {
    const slow = await makeWorld({ latency: () => slow.clock.sleep(19_000), poolsPerPage: 1 });
    for (const PoolName of ["a", "b"]) slow.cognito.addForeignPool({ ...exampleSettings, PoolName });
    const fail = () => awsError("TimeoutError", "socket hang up");
    slow.cognito.faults.push(...failingCreations(3, fail));

    const answer = await slow.resource().create({ Settings: exampleSettings });

    expect(answer.Reason).toContain("Cognito did not answer CreateUserPool in time");
    await slow.stop();
  });

  it("finds its own pool among many of the same name", async () => {
    const other = await makeWorld({ poolsPerPage: 2 });
    for (let count = 0; count < 5; count++) other.cognito.addForeignPool(exampleSettings);
    other.cognito.faults.push({ operation: "createUserPool", when: "after", fail: other.crash });

    const answer = await other.resource().create({ Settings: exampleSettings });

    expect(answer.Status).toBe("SUCCESS");
    expect(other.cognito.pools.size).toBe(6);
    await other.stop();
  });

  it.each(["TooManyRequestsException", "AccessDeniedException", "InvalidSmsRoleTrustRelationshipException"])(
    "tries again after %s",
    async (name) => {
      const fail = () => awsError(name, "not yet");
      world.cognito.faults.push({ operation: "createUserPool", when: "before", fail });
      world.cognito.faults.push({ operation: "createUserPool", when: "before", fail, nth: 2 });

      const answer = await world.resource().create({ Settings: exampleSettings });

      expect(answer.Status).toBe("SUCCESS");
      expect(world.cognito.operations().filter((operation) => operation === "createUserPool")).toHaveLength(
        3,
      );
    },
  );

  it.each(["LimitExceededException", "InvalidParameterException"])(
    "does not try again after %s",
    async (name) => {
      world.cognito.faults.push({
        operation: "createUserPool",
        when: "before",
        fail: () => awsError(name, "no"),
      });

      const answer = await world.resource().create({ Settings: exampleSettings });

      expect(answer).toMatchObject({ Status: "FAILED", Reason: `${name}: no` });
      expect(world.cognito.mutations).toHaveLength(1);
    },
  );

  it("answers FAILED in time when Cognito hangs, and the following Delete finds the pool", async () => {
    world.cognito.faults.push({ operation: "createUserPool", when: "after", fail: world.hang });

    const answer = await world.resource().create({ Settings: settings });

    expect(answer.Status).toBe("FAILED");
    expect(answer.PhysicalResourceId).toMatch(/^not-created-/);
    expect(answer.Reason).toContain("The time of the function was used up");
    expect(world.cognito.pools.size).toBe(0);
  });

  it("gives CreateUserPool up before the Delete of a given-up Create stops looking for its pool", async () => {
    const slow = await makeWorld({ latency: () => slow.clock.sleep(25_000) });
    const fail = () => awsError("TimeoutError", "socket hang up");
    slow.cognito.faults.push(...failingCreations(4, fail));

    const answer = await slow.resource().create({ Settings: exampleSettings });

    expect(answer.Status).toBe("FAILED");
    expect(slow.cognito.pools.size).toBe(0);
    await slow.stop();
  });

  it("hides message texts that AWS repeats in its error", async () => {
    const secret = "canary: your code is {####}";
    world.cognito.faults.push({
      operation: "createUserPool",
      when: "before",
      fail: () => awsError("InvalidParameterException", `Value '${secret}' at 'emailMessage' failed`),
    });

    const answer = await world
      .resource()
      .create({ Settings: { ...exampleSettings, VerificationMessageTemplate: { EmailMessage: secret } } });

    expect(answer.Reason).toBe("InvalidParameterException: Value '***' at 'emailMessage' failed");
    expect([...world.log, JSON.stringify(world.server.answers)].join()).not.toContain("canary");
  });

  it("adds attributes beyond what one CreateUserPool call declares", async () => {
    const names = Array.from({ length: 48 }, (_, index) => `attribute${index}`);

    const answer = await world.resource().create({
      Settings: { ...exampleSettings, Schema: [...exampleSettings.Schema, ...names.map(attribute)] },
    });

    expect(answer.Status).toBe("SUCCESS");
    expect(world.cognito.mutations).toHaveLength(1);
    expect(world.cognito.onlyPool.schema).toHaveLength(50);
  });
});

/** CreateUserPool fails so many times, and makes no pool. */
function failingCreations(times: number, fail: () => Error): Fault[] {
  return Array.from({ length: times }, (_, index) => ({
    operation: "createUserPool",
    when: "before",
    fail,
    nth: index + 1,
  }));
}
