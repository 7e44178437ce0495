import { awsError } from "../../support/cognitoRules";
import { exampleSettings } from "../../support/poolSettings";
import { makeWorld, type World } from "../../support/world";

const triggers = { PostConfirmation: "arn:aws:lambda:eu-west-1:123456789012:function:post-confirmation" };
const closed = {
  ...exampleSettings,
  AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
  LambdaConfig: triggers,
};

let world: World;
beforeEach(async () => {
  world = await makeWorld();
});
afterEach(() => world.stop());

describe("Delete", () => {
  it("deletes the pool", async () => {
    const resource = world.resource();
    await resource.create({ Settings: exampleSettings });

    const answer = await resource.delete();

    expect(answer.Status).toBe("SUCCESS");
    expect(world.cognito.pools.size).toBe(0);
  });

  it("succeeds when the pool vanishes while it is deleted", async () => {
    const resource = world.resource();
    await resource.create({ Settings: exampleSettings });
    world.cognito.faults.push({
      operation: "deleteUserPool",
      when: "after",
      fail: () => awsError("ResourceNotFoundException", "gone"),
    });

    const answer = await resource.delete();

    expect(answer.Status).toBe("SUCCESS");
  });

  it("fails when the role may not delete a pool that is still there", async () => {
    const resource = world.resource();
    await resource.create({ Settings: exampleSettings });
    const fail = () => awsError("AccessDeniedException", "not authorized");
    // More often than it tries in the twenty seconds that IAM may need.
    for (let time = 0; time < 60; time++)
      world.cognito.faults.push({ operation: "deleteUserPool", when: "before", fail });

    const answer = await resource.delete();

    expect(answer).toMatchObject({ Status: "FAILED", Reason: "AccessDeniedException: not authorized" });
    expect(world.cognito.pools.size).toBe(1);
  });

  it("does nothing for the mark of a Create that made nothing", async () => {
    const resource = world.resource();
    const others = world.cognito.addForeignPool(exampleSettings);
    await resource.create({ Settings: { ...exampleSettings, Polices: {} } });

    expect(resource.history.map(({ Status }) => Status)).toEqual(["FAILED", "SUCCESS"]);
    expect([...world.cognito.pools.keys()]).toEqual([others.id]);
  });

  it("leaves the pool of a later Create alone when the mark of an earlier one arrives late", async () => {
    const resource = world.resource();
    world.cognito.faults.push({ operation: "createUserPool", when: "before", fail: world.hang });
    const { PhysicalResourceId: mark } = await resource.create({ Settings: exampleSettings });
    const { PhysicalResourceId: later } = await resource.create({ Settings: exampleSettings });

    const answer = await resource.deliver(resource.deleteEvent(mark, { Settings: exampleSettings }));

    expect([mark, answer.Status]).toEqual([expect.stringMatching(/^not-created-/), "SUCCESS"]);
    expect([...world.cognito.pools.keys()]).toEqual([later]);
  });

  it("leaves a pool of another resource alone", async () => {
    const [resource, other] = [world.resource(), world.resource()];
    const { PhysicalResourceId: foreignId } = await other.create({ Settings: exampleSettings });
    resource.physicalId = foreignId;

    const answer = await resource.delete();

    expect(answer.Status).toBe("SUCCESS");
    expect([...world.cognito.pools.keys()]).toEqual([foreignId]);
  });

  it("fails, and says why, when the role may not see a pool that exists", async () => {
    const resource = world.resource();
    const foreign = world.cognito.addForeignPool(exampleSettings);
    resource.physicalId = foreign.id;

    const answer = await resource.delete();

    expect(answer.Status).toBe("FAILED");
    expect(answer.Reason).toContain("the pool's tag `custom-user-pool:handler` is missing");
  });

  it("understands properties of an older version", async () => {
    const resource = world.resource();
    await resource.create({ Settings: exampleSettings });

    const answer = await resource.deliver(
      resource.deleteEvent(String(resource.physicalId), {
        Settings: { PoolName: "demo", Former: [] },
        Older: "1",
      }),
    );

    expect(answer.Status).toBe("SUCCESS");
    expect(world.cognito.pools.size).toBe(0);
  });
});

describe("Delete with an id that CloudFormation invented", () => {
  const invented = "demo-UserPool-1A2B3C4D5E6F";

  it("finds and removes the pool of the Create that CloudFormation gave up", async () => {
    const resource = world.resource();
    await world.invoke(
      resource.createEvent({ Settings: { ...exampleSettings, DeletionProtection: "ACTIVE" } }),
    );
    resource.physicalId = invented;

    const answer = await resource.deliver(resource.deleteEvent(invented, { Settings: exampleSettings }));

    expect(answer).toMatchObject({ Status: "SUCCESS", PhysicalResourceId: invented });
    expect(world.cognito.pools.size).toBe(0);
  });

  it("succeeds when there never was a pool", async () => {
    const resource = world.resource();

    const answer = await resource.deliver(resource.deleteEvent(invented, { Settings: exampleSettings }));

    expect(answer.Status).toBe("SUCCESS");
  });

  it("never touches a pool that was finished long ago, or that holds users", async () => {
    const resource = world.resource();
    await resource.create({ Settings: exampleSettings });
    const retained = world.cognito.onlyPool;
    retained.users = 1;
    const ask = () => resource.deliver(resource.deleteEvent(invented, { Settings: exampleSettings }));

    const young = await ask();
    retained.users = 0;
    retained.createdAt -= 2 * 60 * 60 * 1000;
    const old = await ask();

    expect([young.Status, old.Status]).toEqual(["SUCCESS", "SUCCESS"]);
    expect(world.cognito.pools.size).toBe(1);
  });
});

describe("Delete of a blocked pool", () => {
  const protectedSettings = { ...closed, DeletionProtection: "ACTIVE" };

  async function blockedPool(properties: Record<string, unknown>) {
    const resource = world.resource();
    await resource.create(properties);
    world.cognito.onlyPool.domain = "demo-login";
    return resource;
  }

  it("says what blocks it and what to do, and touches nothing", async () => {
    const resource = await blockedPool({ Settings: protectedSettings });

    const answer = await resource.delete();

    expect(answer.Status).toBe("FAILED");
    expect(answer.Reason).toBe(
      `The user pool ${world.cognito.onlyPool.id} cannot be deleted because of its deletion protection (set \`DeletionProtection\` to INACTIVE first) and its domain \`demo-login\` (delete it first). Setting \`ForceDestroy\` to true, and deploying that before the deletion, takes them away with the pool.`,
    );
    expect(world.cognito.mutations).toHaveLength(1);
  });

  it("takes the protection, the domain and the pool away with ForceDestroy, in this order", async () => {
    const resource = await blockedPool({ Settings: protectedSettings, ForceDestroy: true });

    const answer = await resource.delete();

    expect(answer.Status).toBe("SUCCESS");
    expect(world.cognito.mutations.map(({ operation }) => operation).slice(1)).toEqual([
      "updateUserPool",
      "deleteUserPoolDomain",
      "deleteUserPool",
    ]);
    expect(world.cognito.pools.size).toBe(0);
  });

  it.each(["deleteUserPoolDomain", "deleteUserPool"] as const)(
    "leaves a pool with its triggers and closed sign-up when %s fails",
    async (operation) => {
      const resource = await blockedPool({ Settings: protectedSettings, ForceDestroy: true });
      const fail = () => awsError("InvalidParameterException", "no");
      world.cognito.faults.push({ operation, when: "before", fail });

      const answer = await resource.delete();

      expect(answer.Status).toBe("FAILED");
      expect(world.cognito.onlyPool.settings).toMatchObject({
        LambdaConfig: triggers,
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      });
    },
  );
});
