import type { StackResource } from "../../support/cloudFormation";
import { exampleSettings, totp } from "../../support/poolSettings";
import { makeWorld, type World } from "../../support/world";

const settings = { ...exampleSettings, DeletionProtection: "ACTIVE" };
const properties = { Settings: settings, ProtectedByTriggers: "true" };
const arn = "arn:aws:lambda:eu-west-1:123456789012:function:hook";

describe("a pool whose triggers protect it", () => {
  let world: World;
  beforeEach(async () => {
    world = await makeWorld({ omitted: "reset" });
  });
  afterEach(() => world.stop());

  const protection = () => world.cognito.onlyPool.settings["DeletionProtection"];
  const triggersOf = (UserPoolId: string) => ({
    UserPoolId,
    LambdaConfig: { PreSignUp: arn },
    DeletionProtection: "ACTIVE",
  });
  const triggers = ({ stackId }: StackResource) =>
    world.resource({ type: "Custom::UserPoolTriggers", logicalId: "UserPoolTriggers", stackId });

  it.each([
    { what: "one call", Settings: settings },
    { what: "MFA too", Settings: { ...settings, ...totp } },
  ])("goes again when something else in its new stack fails: made with $what", async ({ Settings }) => {
    const pool = world.resource();
    await pool.create({ ...properties, Settings });
    expect(protection()).toBe("INACTIVE");

    const answer = await pool.delete();

    expect(answer.Status).toBe("SUCCESS");
    expect(world.cognito.pools.size).toBe(0);
  });

  it("is protected by the call that attaches the triggers, once", async () => {
    const pool = world.resource();
    const { PhysicalResourceId: id } = await pool.create(properties);
    world.cognito.calls.length = 0;
    const resource = triggers(pool);

    await resource.create(triggersOf(id));
    await resource.update(triggersOf(id));

    expect(world.cognito.mutations).toHaveLength(1);
    expect(protection()).toBe("ACTIVE");
    expect(world.cognito.onlyPool.settings["LambdaConfig"]).toEqual({ PreSignUp: arn });
  });

  it.each([
    ["goes with a new stack that is rolled back", "ROLLBACK_IN_PROGRESS", 0, "SUCCESS"],
    ["stays when people have signed up", "ROLLBACK_IN_PROGRESS", 2, "FAILED"],
    ["stays in a stack that was finished", "DELETE_IN_PROGRESS", 0, "FAILED"],
  ])(
    "%s, although its triggers were cut off after they had protected it",
    async (_what, stack, users, status) => {
      const pool = world.resource();
      const { PhysicalResourceId: id } = await pool.create(properties);
      world.cognito.faults.push({ operation: "updateUserPool", when: "after", fail: world.hang });
      await triggers(pool).create(triggersOf(id));
      world.cognito.onlyPool.users = users;
      const event = pool.deleteEvent(id);
      world.stacks.set(pool.stackId, stack);

      const answer = await pool.deliver(event);

      expect(answer.Status).toBe(status);
    },
  );

  it("stays protected when its triggers go alone", async () => {
    const pool = world.resource();
    const { PhysicalResourceId: id } = await pool.create(properties);
    const resource = triggers(pool);
    await resource.create(triggersOf(id));

    await resource.delete();

    expect(protection()).toBe("ACTIVE");
  });

  it("is protected at once, and no more, by an update of its own", async () => {
    const pool = world.resource();
    await pool.create({ Settings: { ...settings, DeletionProtection: "INACTIVE" } });

    await pool.update(properties);
    expect(protection()).toBe("ACTIVE");

    await pool.update({ Settings: { ...settings, DeletionProtection: "INACTIVE" } });
    expect(protection()).toBe("INACTIVE");
  });

  it("is not protected yet when it takes another's place, since the update may be rolled back", async () => {
    const pool = world.resource();
    const open = { ...exampleSettings, DeletionProtection: "INACTIVE" };
    await pool.create({ Settings: open });

    const answer = await pool.update({
      ...properties,
      Settings: { ...settings, UsernameAttributes: ["phone_number"] },
      OnImmutableChange: "replace",
    });

    expect(answer.Status).toBe("SUCCESS");
    expect(protection()).toBe("INACTIVE");
  });

  it("refuses triggers that would take the protection away", async () => {
    const pool = world.resource();
    const { PhysicalResourceId: id } = await pool.create(properties);

    const answer = await triggers(pool).create({ ...triggersOf(id), DeletionProtection: "INACTIVE" });

    expect(answer).toMatchObject({ Status: "FAILED" });
    expect(answer.Reason).toContain("`DeletionProtection` must be ACTIVE or left out here");
  });
});
