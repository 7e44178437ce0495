import type { StackResource } from "../../support/cloudFormation";
import { awsError } from "../../support/cognitoRules";
import { attribute, exampleSettings, totp } from "../../support/poolSettings";
import { makeWorld, type World } from "../../support/world";

const byPhone = { ...exampleSettings, UsernameAttributes: ["phone_number"] };
const schema = exampleSettings.Schema;
const withDepartment = { ...exampleSettings, Schema: [...schema, attribute("department")] };
const changed = (name: string, change: object) => ({
  ...withDepartment,
  Schema: withDepartment.Schema.map((item) => (item.Name === name ? { ...item, ...change } : item)),
});

let world: World;
let resource: StackResource;
beforeEach(async () => {
  world = await makeWorld();
  resource = world.resource();
  await resource.create({ Settings: withDepartment });
  world.cognito.calls.length = 0;
});
afterEach(() => world.stop());

describe("A change that only a new pool can have", () => {
  it.each([
    [
      "UsernameAttributes",
      { ...withDepartment, UsernameAttributes: ["phone_number"] },
      '["email"] → ["phone_number"]',
    ],
    ["UsernameAttributes", { ...withDepartment, UsernameAttributes: undefined }, '["email"] → not set'],
    [
      "UsernameConfiguration",
      { ...withDepartment, UsernameConfiguration: { CaseSensitive: false } },
      'not set → {"CaseSensitive":false}',
    ],
    ["Schema[email].Mutable", changed("email", { Mutable: true }), "false → true"],
    ["Schema[name].Required", changed("name", { Required: false }), "true → false"],
    [
      "Schema[department].AttributeDataType",
      changed("department", { AttributeDataType: "Number" }),
      '"String" → "Number"',
    ],
    ["Schema[department]", { ...withDepartment, Schema: schema }, '"String" → not set'],
  ])("is refused by default: %s", async (path, settings, values) => {
    const answer = await resource.update({ Settings: settings });

    expect(answer.Status).toBe("FAILED");
    expect(answer.Reason).toContain(`- \`Settings.${path}\`: ${values}`);
    expect(answer.Reason).toContain("set `OnImmutableChange` to replace");
    expect(world.cognito.mutations).toEqual([]);
  });

  it("names every path at once", async () => {
    const settings = { ...changed("email", { Mutable: true }), UsernameAttributes: ["phone_number"] };

    const answer = await resource.update({ Settings: settings });

    expect(answer.Reason).toContain("`Settings.UsernameAttributes`");
    expect(answer.Reason).toContain("`Settings.Schema[email].Mutable`");
  });

  it("replaces the pool when the program says so, the old one last", async () => {
    const oldId = world.cognito.onlyPool.id;

    const answer = await resource.update({ Settings: byPhone, OnImmutableChange: "replace" });

    expect(answer.Status).toBe("SUCCESS");
    expect(answer.PhysicalResourceId).not.toBe(oldId);
    expect(world.cognito.mutations.map(({ operation }) => operation)).toEqual([
      "createUserPool",
      "deleteUserPool",
    ]);
    expect(world.cognito.onlyPool.settings["UsernameAttributes"]).toEqual(["phone_number"]);
  });

  it("makes a new pool also where the program names the old one to be adopted, which is its own already", async () => {
    const oldId = world.cognito.onlyPool.id;

    const answer = await resource.update({
      Settings: byPhone,
      OnImmutableChange: "replace",
      AdoptUserPoolId: oldId,
    });

    expect(answer.Status).toBe("SUCCESS");
    expect(world.cognito.onlyPool.id).not.toBe(oldId);
  });

  it("makes one new pool when the function crashes and is started anew", async () => {
    world.cognito.faults.push({ operation: "createUserPool", when: "after", fail: world.crash });

    const answer = await resource.update({ Settings: byPhone, OnImmutableChange: "replace" });

    expect(answer.PhysicalResourceId).toBe(world.cognito.onlyPool.id);
  });

  it("is refused even so when the pool holds users", async () => {
    world.cognito.onlyPool.users = 3;

    const answer = await resource.update({ Settings: byPhone, OnImmutableChange: "replace" });

    expect(answer.Status).toBe("FAILED");
    expect(answer.Reason).toContain("set `ReplaceNonEmpty` to true");
    expect(world.cognito.mutations).toEqual([]);
  });

  it("replaces a pool with users only when that is said too", async () => {
    world.cognito.onlyPool.users = 3;

    const answer = await resource.update({
      Settings: byPhone,
      OnImmutableChange: "replace",
      ReplaceNonEmpty: true,
    });

    expect(answer.Status).toBe("SUCCESS");
    expect(world.cognito.onlyPool.users).toBe(0);
  });

  it("is refused when the old pool could not be deleted", async () => {
    world.cognito.onlyPool.domain = "demo-login";

    const answer = await resource.update({ Settings: byPhone, OnImmutableChange: "replace" });

    expect(answer.Status).toBe("FAILED");
    expect(answer.Reason).toContain("The old pool could not be deleted because of its domain `demo-login`");
    expect(world.cognito.mutations).toEqual([]);
  });

  it("leaves no second pool when the new one cannot be finished", async () => {
    const oldId = world.cognito.onlyPool.id;
    const fail = () => awsError("InvalidParameterException", "no");
    world.cognito.faults.push({ operation: "setUserPoolMfaConfig", when: "before", fail });

    const answer = await resource.update({ Settings: { ...byPhone, ...totp }, OnImmutableChange: "replace" });

    expect(answer).toMatchObject({ Status: "FAILED", PhysicalResourceId: oldId });
    expect([...world.cognito.pools.keys()]).toEqual([oldId]);
  });
});

describe("A replacement that failed without knowing of its new pool", () => {
  it("is cleaned up by CloudFormation's rollback", async () => {
    const oldId = world.cognito.onlyPool.id;
    world.cognito.faults.push({ operation: "createUserPool", when: "after", fail: world.hang });

    const answer = await resource.update({ Settings: byPhone, OnImmutableChange: "replace" });

    expect(answer).toMatchObject({ Status: "FAILED", PhysicalResourceId: oldId });
    expect([...world.cognito.pools.keys()]).toEqual([oldId]);
  });

  it("never makes the rollback touch a pool with users, an older one, another resource's or one with another purpose", async () => {
    const { id: oldId, settings: oldSettings } = world.cognito.onlyPool;
    const tags: Record<string, string> = {
      ...(oldSettings["UserPoolTags"] as Record<string, string>),
      "custom-user-pool:replaces": oldId,
    };
    const make = (change: object, own: object = tags) =>
      Object.assign(world.cognito.addForeignPool({ ...byPhone, UserPoolTags: { ...own } }), change);
    make({ users: 1 });
    make({ createdAt: world.clock.now() - 2 * 60 * 60 * 1000 });
    make({}, { ...tags, "custom-user-pool:logical-id": "Other" });
    make({}, { ...tags, "custom-user-pool:replaces": "eu-west-1_Another1" });
    world.cognito.faults.push({ operation: "createUserPool", when: "after", fail: world.hang });

    await resource.update({ Settings: byPhone, OnImmutableChange: "replace" });

    expect(world.cognito.pools.size).toBe(5);
  });
});

describe("A pool that takes the place of one that was deleted outside", () => {
  const refuse = () => awsError("InvalidParameterException", "no");

  it.each([
    { name: "is refused", fault: { operation: "setUserPoolMfaConfig", when: "before" }, fail: () => refuse },
    {
      name: "hangs, before its id is known",
      fault: { operation: "createUserPool", when: "after" },
      fail: () => world.hang,
    },
  ] as const)(
    "is the only one that is left when the making of a first one $name",
    async ({ fault, fail }) => {
      world.cognito.pools.clear();
      world.cognito.faults.push({ ...fault, fail: fail() });

      const answer = await resource.update({ Settings: { ...withDepartment, ...totp } });

      expect(answer.Status).toBe("FAILED");
      expect(resource.history.map(({ Status }) => Status).slice(-2)).toEqual(["SUCCESS", "SUCCESS"]);
      expect(resource.physicalId).toBe(world.cognito.onlyPool.id);
    },
  );
});

describe("A pool that was replaced and kept", () => {
  it("is left alone by the updates of the new one, however young and empty it is", async () => {
    const oldId = world.cognito.onlyPool.id;
    const retain = { operation: "deleteUserPool", when: "before" } as const;
    const keep = () => awsError("InvalidParameterException", "kept");
    world.cognito.faults.push(...Array.from({ length: 3 }, () => ({ ...retain, fail: keep })));
    await resource.update({ Settings: byPhone, OnImmutableChange: "replace" });

    const answer = await resource.update({
      Settings: { ...byPhone, AutoVerifiedAttributes: [] },
      OnImmutableChange: "replace",
    });

    expect(answer.Status).toBe("SUCCESS");
    expect([...world.cognito.pools.keys()]).toEqual([oldId, answer.PhysicalResourceId]);
  });
});

describe("A replacement that fails", () => {
  const failing = (event: { Settings: object; OnImmutableChange: string; ForceDestroy?: boolean }) => {
    const fail = () => awsError("InvalidParameterException", "no");
    world.cognito.faults.push({ operation: "setUserPoolMfaConfig", when: "before", fail });
    const old = { Settings: withDepartment };
    return resource.deliver(resource.updateEvent(String(resource.physicalId), event, old));
  };

  it("removes the new pool itself, before CloudFormation rolls back", async () => {
    const answer = await failing({ Settings: { ...byPhone, ...totp }, OnImmutableChange: "replace" });

    expect(answer).toMatchObject({ Status: "FAILED", PhysicalResourceId: resource.physicalId });
    expect(world.cognito.onlyPool.id).toBe(resource.physicalId);
  });

  it("says that the old pool could not be deleted, before it makes a new one", async () => {
    world.cognito.onlyPool.settings["DeletionProtection"] = "ACTIVE";

    const answer = await resource.update({ Settings: byPhone, OnImmutableChange: "replace" });

    expect(answer.Reason).toContain(
      "The old pool could not be deleted because of its deletion protection (set `DeletionProtection` to INACTIVE first).",
    );
    expect(world.cognito.mutations).toEqual([]);
  });
});
