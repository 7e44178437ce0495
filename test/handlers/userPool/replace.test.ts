import type { StackResource } from "../../support/cloudFormation";
import { awsError } from "../../support/cognitoRules";
import type { FakePool } from "../../support/fakeCognito";
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
    expect(world.cognito.onlyPool.settings).toMatchObject({
      UsernameAttributes: ["phone_number"],
      UserPoolTags: { "custom-user-pool:replaces": oldId },
    });
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
});

describe("A replacement that failed without knowing of its new pool", () => {
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
    make({}, { ...tags, "custom-user-pool:replaces": `lost:${oldId}` });
    world.cognito.faults.push({ operation: "createUserPool", when: "after", fail: world.hang });

    await resource.update({ Settings: byPhone, OnImmutableChange: "replace" });

    expect(world.cognito.pools.size).toBe(6);
  });
});

describe("A pool that took the place of a lost one", () => {
  it("is not left for it by a change that only a new pool can have", async () => {
    world.cognito.pools.clear();
    await resource.update({ Settings: withDepartment });
    const { id } = world.cognito.onlyPool;
    world.cognito.calls.length = 0;

    const answer = await resource.update({ Settings: byPhone });

    expect(answer).toMatchObject({ Status: "FAILED", PhysicalResourceId: id });
    expect(world.cognito.operations()).not.toContain("listUsers");
    expect(world.cognito.mutations).toEqual([]);
  });
});

describe("A pool that was replaced and kept", () => {
  let [old, replacement]: FakePool[] = [];
  beforeEach(async () => {
    const retain = { operation: "deleteUserPool", when: "before" } as const;
    const keep = () => awsError("InvalidParameterException", "kept");
    world.cognito.faults.push(...Array.from({ length: 3 }, () => ({ ...retain, fail: keep })));
    await resource.update({ Settings: byPhone, OnImmutableChange: "replace" });
    [old, replacement] = [...world.cognito.pools.values()];
    world.cognito.calls.length = 0;
  });

  it("is left alone by the updates of the new one, however young and empty it is", async () => {
    const answer = await resource.update({
      Settings: { ...byPhone, AutoVerifiedAttributes: [] },
      OnImmutableChange: "replace",
    });

    expect(answer).toMatchObject({ Status: "SUCCESS", PhysicalResourceId: replacement?.id });
    expect(world.cognito.pools.size).toBe(2);
  });

  it("is gone back to by an update that asks for just that pool, within the hour", async () => {
    const answer = await resource.update({ Settings: { ...withDepartment, AutoVerifiedAttributes: [] } });

    expect(answer).toMatchObject({ Status: "SUCCESS", PhysicalResourceId: old?.id });
    expect(world.cognito.onlyPool).toBe(old);
    expect(old?.settings["AutoVerifiedAttributes"]).toEqual([]);
  });

  it.each<[string, () => void]>([
    [
      "the new one is an hour old",
      () => {
        Object.assign(replacement ?? {}, { createdAt: world.clock.now() - 60 * 60 * 1000 });
      },
    ],
    [
      "the new one holds users",
      () => {
        Object.assign(replacement ?? {}, { users: 1 });
      },
    ],
    [
      "the role may not look for users",
      () => {
        const fail = () => awsError("AccessDeniedException", "not authorized");
        for (let time = 0; time < 60; time++)
          world.cognito.faults.push({ operation: "listUsers", when: "before", fail });
      },
    ],
    [
      "it was deleted since",
      () => {
        world.cognito.pools.delete(old?.id ?? "");
      },
    ],
    [
      "it belongs to another resource now",
      () => {
        Object.assign(old?.settings["UserPoolTags"] ?? {}, { "custom-user-pool:logical-id": "Other" });
      },
    ],
  ])("is not gone back to when %s", async (_when, change) => {
    change();

    const answer = await resource.update({ Settings: withDepartment });

    expect(answer).toMatchObject({ Status: "FAILED", PhysicalResourceId: replacement?.id });
    expect(answer.Reason).toContain("set `OnImmutableChange` to replace");
    expect(world.cognito.mutations).toEqual([]);
  });

  it("fails when Cognito cannot say whether the new one holds users", async () => {
    const fail = () => awsError("InvalidParameterException", "no");
    world.cognito.faults.push({ operation: "listUsers", when: "before", fail });

    const answer = await resource.update({ Settings: withDepartment });

    expect(answer).toMatchObject({ Status: "FAILED", Reason: "InvalidParameterException: no" });
  });

  it("is not gone back to when it could not become what is asked for either", async () => {
    const answer = await resource.update({ Settings: { ...withDepartment, UsernameAttributes: [] } });

    expect(answer).toMatchObject({ Status: "FAILED", PhysicalResourceId: replacement?.id });
    expect(world.cognito.mutations).toEqual([]);
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
