import type { StackResource } from "../../support/cloudFormation";
import { awsError } from "../../support/cognitoRules";
import { exampleSettings } from "../../support/poolSettings";
import { makeWorld, type World } from "../../support/world";

const stricter = { ...exampleSettings, Policies: { PasswordPolicy: { MinimumLength: 14 } } };
const renamed = { ...exampleSettings, PoolName: "renamed" };
const arn = (name: string) => `arn:aws:lambda:eu-west-1:123456789012:function:${name}`;
const invented = "demo-UserPool-9Z8Y7X6W5V4U";

let world: World;
let resource: StackResource;
beforeEach(async () => {
  world = await makeWorld();
  resource = world.resource();
});
afterEach(() => world.stop());

const length = () =>
  (world.cognito.onlyPool.settings["Policies"] as { PasswordPolicy: { MinimumLength: number } })
    .PasswordPolicy.MinimumLength;
const statusOf = ({ RequestId }: { RequestId: string }) => world.server.answersTo(RequestId).at(-1)?.Status;
/** As CloudFormation dates its requests. */
const dated = <Event extends { ResponseURL: string }>(event: Event, agoMs = 0): Event => {
  const date = new Date(world.clock.now() - agoMs).toISOString().replaceAll(/[-:]|\.\d+/g, "");
  return { ...event, ResponseURL: `${event.ResponseURL}&X-Amz-Date=${date}` };
};

describe("A Create that arrives again", () => {
  it.each([
    ["an update", stricter],
    ["a rename", renamed],
  ])("after %s changes nothing", async (_after, settings) => {
    const event = resource.createEvent({ Settings: exampleSettings });
    resource.physicalId = (await resource.deliver(event)).PhysicalResourceId;
    await resource.update({ Settings: settings });
    const before = structuredClone(world.cognito.onlyPool.settings);

    await world.invoke(event);

    expect(world.cognito.onlyPool.settings).toEqual(before);
  });

  it("after the stack is gone makes no pool", async () => {
    const event = resource.createEvent({ Settings: exampleSettings });
    resource.physicalId = (await resource.deliver(event)).PhysicalResourceId;
    await resource.delete();

    await world.invoke(event);

    expect(statusOf(event)).toBe("FAILED");
    expect(world.cognito.pools.size).toBe(0);
  });

  it("while the first delivery still runs waits for its pool, however long Cognito throttles that one", async () => {
    const fail = () => awsError("TooManyRequestsException", "Rate exceeded");
    for (let time = 0; time < 9; time++)
      world.cognito.faults.push({ operation: "createUserPool", when: "before", fail });
    const event = resource.createEvent({ Settings: exampleSettings });

    await Promise.all([world.invoke(event), world.invoke(event)]);

    const ids = world.server.answersTo(event.RequestId).map(({ PhysicalResourceId }) => PhysicalResourceId);
    expect(ids).toEqual([world.cognito.onlyPool.id, world.cognito.onlyPool.id]);
  });
});

describe("A Create that arrives late, for the first time,", () => {
  it("makes no pool once CloudFormation has given it up", async () => {
    const event = dated(resource.createEvent({ Settings: exampleSettings }));
    await resource.deliver(resource.deleteEvent(invented, { Settings: exampleSettings }));

    await world.invoke(event);

    expect(statusOf(event)).toBe("FAILED");
    expect(world.cognito.pools.size).toBe(0);
  });

  it("makes its pool while CloudFormation waits for it, or cannot be asked", async () => {
    const [one, other] = [resource, world.resource()].map((item) =>
      dated(item.createEvent({ Settings: exampleSettings }), 50_000),
    );
    await world.invoke(one!);
    world.stacks.isAvailable = false;
    await world.invoke(other!);

    expect([statusOf(one!), statusOf(other!)]).toEqual(["SUCCESS", "SUCCESS"]);
  });

  it("changes nothing after an hour, whatever it is", async () => {
    await resource.create({ Settings: exampleSettings });
    const event = dated(resource.deleteEvent(String(resource.physicalId)), 3_600_000);

    await world.invoke(event);

    expect(world.server.answersTo(event.RequestId)[0]?.Reason).toContain("an hour after it was made");
    expect(world.cognito.pools.size).toBe(1);
  });
});

describe("An Update that arrives again", () => {
  beforeEach(() => resource.create({ Settings: exampleSettings }));
  const update = (settings: object, former: object = exampleSettings) =>
    resource.updateEvent(String(resource.physicalId), { Settings: settings }, { Settings: former });

  it("after a newer one changes nothing", async () => {
    const event = update(stricter);
    await resource.deliver(event);
    await resource.deliver(update(exampleSettings, stricter));

    await world.invoke(event);

    expect(statusOf(event)).toBe("SUCCESS");
    expect(length()).toBe(8);
  });

  it("after a newer one changes nothing, also when it had found nothing to change: its date tells", async () => {
    const event = dated(update(exampleSettings));
    await resource.deliver(event);
    await world.clock.run(() => world.clock.sleep(30_000));
    await resource.deliver(dated(update(stricter)));

    await world.invoke(event);

    expect(length()).toBe(14);
  });

  it("within moments of another one is not taken for older, since clocks differ", async () => {
    await resource.deliver(dated(update(stricter)));
    const event = dated(update(exampleSettings, stricter), 4_000);

    await resource.deliver(event);

    expect(length()).toBe(8);
  });

  it("is remembered among many, in one tag that AWS takes", async () => {
    const events = Array.from({ length: 30 }, (_, index) =>
      update({ ...exampleSettings, PoolName: `name${index}` }),
    );
    for (const event of events) await resource.deliver(dated(event));

    await world.invoke(events[20]!);

    const { PoolName, UserPoolTags } = world.cognito.onlyPool.settings;
    expect(PoolName).toBe("name29");
    expect((UserPoolTags as Record<string, string>)["custom-user-pool:requests"]?.length).toBeLessThanOrEqual(
      256,
    );
  });

  it("after its Delete makes no pool", async () => {
    const event = update(stricter);
    await resource.deliver(event);
    await resource.delete();

    await world.invoke(event);

    expect(statusOf(event)).toBe("FAILED");
    expect(world.cognito.pools.size).toBe(0);
  });

  it("after a replacement finds the new pool, without CloudFormation's help", async () => {
    const event = update(stricter);
    await resource.deliver(event);
    resource.physicalId = String(resource.physicalId);
    const byPhone = { ...exampleSettings, UsernameAttributes: ["phone_number"] };
    await resource.update({ Settings: byPhone, OnImmutableChange: "replace" });
    world.stacks.isAvailable = false;

    await world.invoke(event);

    expect(world.server.answersTo(event.RequestId).at(-1)?.PhysicalResourceId).toBe(
      world.cognito.onlyPool.id,
    );
  });

  it("is refused where CloudFormation tells the resource's state only", async () => {
    const event = update(stricter);
    world.cognito.pools.clear();
    world.stacks.ends(resource, "Update", "SUCCESS");
    world.stacks.knowsStacks = false;

    await world.invoke(event);

    expect(statusOf(event)).toBe("FAILED");
  });

  it("makes the lost pool anew where CloudFormation tells the stack's state only", async () => {
    world.cognito.pools.clear();
    world.stacks.ends(resource, "Create", "SUCCESS");
    const event = resource.updateEvent(
      "eu-west-1_Lost12345",
      { Settings: stricter },
      { Settings: exampleSettings },
    );
    world.stacks.ends(resource, "Create", "SUCCESS");
    world.stacks.set(resource.stackId, "UPDATE_IN_PROGRESS");

    await world.invoke(event);

    expect(statusOf(event)).toBe("SUCCESS");
  });
});

describe("A Delete that arrives again", () => {
  const later = (ms: number) => world.clock.run(() => world.clock.sleep(ms));

  it("after the Create that it ended was tried once more leaves the new pool", async () => {
    const properties = { Settings: exampleSettings };
    const event = dated(resource.deleteEvent(invented, properties));
    await resource.deliver(event);
    await later(60_000);
    await resource.deliver(dated(resource.createEvent(properties)));

    await world.invoke(event);

    expect(statusOf(event)).toBe("SUCCESS");
    expect(world.cognito.pools.size).toBe(1);
  });

  it("after an update that came back to its pool leaves it", async () => {
    const { PhysicalResourceId: id } = await resource.create({ Settings: exampleSettings });
    const event = dated(resource.deleteEvent(id, { Settings: exampleSettings }));
    await later(60_000);
    const former = { Settings: exampleSettings };
    await resource.deliver(dated(resource.updateEvent(id, { Settings: stricter }, former)));

    await world.invoke(event);

    expect(statusOf(event)).toBe("SUCCESS");
    expect(length()).toBe(14);
  });
});

describe("An adoption that arrives again", () => {
  const open = { ...exampleSettings, PoolName: "open" };
  let id: string;
  let event: ReturnType<StackResource["createEvent"]>;
  beforeEach(async () => {
    const pool = world.cognito.addForeignPool(exampleSettings);
    world.cognito.options.adoptable = [pool.id];
    id = pool.id;
    event = resource.createEvent({ Settings: open, AdoptUserPoolId: id });
    resource.physicalId = (await resource.deliver(event)).PhysicalResourceId;
  });

  it("after an update changes nothing", async () => {
    await resource.update({ Settings: stricter, AdoptUserPoolId: id });
    const before = structuredClone(world.cognito.onlyPool.settings);

    await world.invoke(event);

    expect(statusOf(event)).toBe("SUCCESS");
    expect(world.cognito.onlyPool.settings).toEqual(before);
  });

  it("after its Delete changes nothing in a pool whose settings somebody else looks after now", async () => {
    await resource.deliver(resource.deleteEvent(id, { Settings: open, AdoptUserPoolId: id }));
    world.cognito.onlyPool.settings["PoolName"] = "theirs";

    await world.invoke(event);

    expect(statusOf(event)).toBe("FAILED");
    expect(world.cognito.onlyPool.settings["PoolName"]).toBe("theirs");
  });
});

it("An adoption that arrives late, for the first time, takes no pool over once CloudFormation has given it up", async () => {
  const { id } = world.cognito.addForeignPool(exampleSettings);
  world.cognito.options.adoptable = [id];
  const properties = { Settings: stricter, AdoptUserPoolId: id };
  const event = dated(resource.createEvent(properties), 40_000);
  await resource.deliver(resource.deleteEvent(invented, properties));

  await world.invoke(event);

  expect(statusOf(event)).toBe("FAILED");
  expect(world.cognito.mutations).toEqual([]);
});

it("Triggers that arrive late, for the first time, are not attached once CloudFormation has given them up", async () => {
  const { PhysicalResourceId: UserPoolId } = await resource.create({ Settings: exampleSettings });
  const { stackId } = resource;
  const triggers = world.resource({ type: "Custom::UserPoolTriggers", logicalId: "Triggers", stackId });
  const properties = { UserPoolId, LambdaConfig: { PreSignUp: arn("a") } };
  const event = dated(triggers.createEvent(properties), 40_000);
  await triggers.deliver(triggers.deleteEvent("demo-Triggers-1A2B3C", properties));

  await world.invoke(event);

  expect(statusOf(event)).toBe("FAILED");
  expect(world.cognito.onlyPool.settings["LambdaConfig"] ?? {}).toEqual({});
});

describe("Triggers that are asked for again", () => {
  it("after their Delete are not attached to functions that are gone", async () => {
    const { PhysicalResourceId: UserPoolId } = await resource.create({ Settings: exampleSettings });
    const { stackId } = resource;
    const triggers = world.resource({ type: "Custom::UserPoolTriggers", logicalId: "Triggers", stackId });
    const created = triggers.createEvent({ UserPoolId, LambdaConfig: { PreSignUp: arn("a") } });
    triggers.physicalId = (await triggers.deliver(created)).PhysicalResourceId;
    const updated = triggers.updateEvent(
      triggers.physicalId,
      { UserPoolId, LambdaConfig: { PreSignUp: arn("b") } },
      { UserPoolId, LambdaConfig: { PreSignUp: arn("a") } },
    );
    await triggers.deliver(updated);
    await triggers.deliver(
      triggers.deleteEvent(triggers.physicalId, { UserPoolId, LambdaConfig: { PreSignUp: arn("b") } }),
    );
    await resource.update({ Settings: stricter });

    await world.invoke(created);
    await world.invoke(updated);

    expect(world.cognito.onlyPool.settings["LambdaConfig"]).toEqual({});
    expect(length()).toBe(14);
  });
});
