import type { StackResource } from "../../support/cloudFormation";
import { exampleSettings } from "../../support/poolSettings";
import { makeWorld, type World } from "../../support/world";

const Settings = { ...exampleSettings, DeletionProtection: "ACTIVE" };
const byPhone = { ...Settings, UsernameAttributes: ["phone_number"] };
const replacing = { Settings: byPhone, OnImmutableChange: "replace", OnDelete: "retain" };

let world: World;
let resource: StackResource;
let oldId: string;
/** A protected pool with a domain, whose stack shall retain it. */
beforeEach(async () => {
  world = await makeWorld();
  resource = world.resource();
  await resource.create({ Settings, OnDelete: "retain" });
  world.cognito.onlyPool.domain = "demo-login";
  oldId = world.cognito.onlyPool.id;
  world.cognito.calls.length = 0;
});
afterEach(() => world.stop());

const poolIds = () => [...world.cognito.pools.keys()];

describe("A replacement of a pool that shall be retained", () => {
  it("goes ahead, since nothing is to be deleted, and leaves the old pool as it is, also where CloudFormation asks for its deletion", async () => {
    const former = structuredClone(world.cognito.onlyPool.settings);

    const answer = await resource.update(replacing);

    expect(answer).toMatchObject({ Status: "SUCCESS" });
    expect(poolIds()).toEqual([oldId, answer.PhysicalResourceId]);
    expect(world.cognito.pools.get(oldId)).toMatchObject({ settings: former, domain: "demo-login" });
    expect(resource.history.slice(2)).toMatchObject([{ RequestType: "Delete", Status: "SUCCESS" }]);
    expect(world.log.join("\n")).toContain("The user pool is to be retained; leaving it.");
  });

  it.each(["old", "new"] as const)(
    "is taken back with the %s pool's id: the new pool goes, and only that",
    async (rollsBack) => {
      await resource.update(replacing, { laterFailure: true, rollsBack });

      expect(poolIds()).toEqual([oldId]);
      expect(resource.physicalId).toBe(oldId);
    },
  );

  it.each(["delete", "retain"])(
    "is refused where `OnDelete` was not %s before: nobody knows which of the two CloudFormation goes by",
    async (OnDelete) => {
      const pool = world.resource();
      await pool.create({ Settings: exampleSettings, OnDelete: OnDelete === "delete" ? "retain" : "delete" });
      world.cognito.calls.length = 0;

      const answer = await pool.update({ ...replacing, OnDelete });

      expect(answer).toMatchObject({ Status: "FAILED", PhysicalResourceId: pool.physicalId });
      expect(answer.Reason).toContain(
        "`OnDelete` decides what becomes of the old pool: deploy its change first, without the others.",
      );
      expect(world.cognito.mutations).toEqual([]);
    },
  );

  it("is refused while the pool holds users, unless that is said too", async () => {
    world.cognito.onlyPool.users = 3;

    const refused = await resource.update(replacing);
    const answer = await resource.update({ ...replacing, ReplaceNonEmpty: true });

    expect(refused.Reason).toContain("set `ReplaceNonEmpty` to true");
    expect(answer.Status).toBe("SUCCESS");
    expect(world.cognito.pools.get(oldId)?.users).toBe(3);
  });
});

describe("A pool that was replaced and retained", () => {
  it("is taken back by its id, and leaves the pool that took its place", async () => {
    const { PhysicalResourceId: newId } = await resource.update(replacing);

    const answer = await resource.update({ ...replacing, Settings, AdoptUserPoolId: oldId });

    expect(answer).toMatchObject({ Status: "SUCCESS", PhysicalResourceId: oldId });
    expect(poolIds()).toEqual([oldId, newId]);
  });
});

describe("A Delete of a pool that shall be retained", () => {
  it.each([
    ["leaves it, whatever may be deleted by force", "DELETE_IN_PROGRESS", 0, 1],
    ["removes it where its making is taken back", "ROLLBACK_IN_PROGRESS", 0, 0],
    ["removes it where an update that made it is taken back", "UPDATE_ROLLBACK_IN_PROGRESS", 0, 0],
    ["leaves it where people have signed up by then", "ROLLBACK_IN_PROGRESS", 1, 1],
  ])("%s", async (_what, status, users, left) => {
    world.cognito.onlyPool.users = users;
    const event = resource.deleteEvent(oldId, { Settings, OnDelete: "retain", ForceDestroy: true });
    world.stacks.set(resource.stackId, status);

    const answer = await resource.deliver(event);

    expect(answer.Status).toBe("SUCCESS");
    expect(world.cognito.pools.size).toBe(left);
  });

  it("leaves it where it was there before the resource, even if its adoption is taken back", async () => {
    const event = resource.deleteEvent(oldId, { ...replacing, ForceDestroy: true, AdoptUserPoolId: oldId });
    world.stacks.set(resource.stackId, "UPDATE_ROLLBACK_IN_PROGRESS");

    const answer = await resource.deliver(event);

    expect(answer.Status).toBe("SUCCESS");
    expect(poolIds()).toEqual([oldId]);
  });

  it("leaves it where CloudFormation cannot be asked what it is about", async () => {
    world.stacks.knowsStacks = false;

    const answer = await resource.delete();

    expect(answer.Status).toBe("SUCCESS");
    expect(poolIds()).toEqual([oldId]);
  });
});
