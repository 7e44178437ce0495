import type { StackResource } from "../../support/cloudFormation";
import { awsError } from "../../support/cognitoRules";
import { exampleSettings, totp } from "../../support/poolSettings";
import { makeWorld, type World } from "../../support/world";

const stricter = { ...exampleSettings, Policies: { PasswordPolicy: { MinimumLength: 14 } } };
const byPhone = { ...exampleSettings, ...totp, UsernameAttributes: ["phone_number"] };
const arn = "arn:aws:lambda:eu-west-1:123456789012:function:a";

let world: World;
let resource: StackResource;
let id: string;
beforeEach(async () => {
  world = await makeWorld();
  resource = world.resource();
  ({ PhysicalResourceId: id } = await resource.create({ Settings: exampleSettings }));
  world.cognito.onlyPool.users = 1_000;
});
afterEach(() => world.stop());

const wrongly = (name: string, operation: "describeUserPool" | "updateUserPool" | "deleteUserPool") =>
  world.cognito.faults.push({ operation, when: "before", fail: () => awsError(name, "no such pool") });

describe.each(["ResourceNotFoundException", "AccessDeniedException"])("One wrong %s", (name) => {
  it("loses no pool in an update", async () => {
    wrongly(name, "describeUserPool");
    const { pools } = world.cognito;
    const list = world.cognito.options;
    list.hidden = (pool) => pool.id === id;

    const answer = await resource.update({ Settings: stricter });

    expect(answer).toMatchObject({ Status: "SUCCESS", PhysicalResourceId: id });
    expect([...pools.keys()]).toEqual([id]);
  });

  it("leaves no pool behind in a deletion", async () => {
    wrongly(name, "deleteUserPool");
    wrongly(name, "describeUserPool");

    const answer = await resource.delete();

    expect(answer.Status).toBe("SUCCESS");
    expect(world.cognito.pools.size).toBe(0);
  });

  it("fails no change in the middle", async () => {
    wrongly(name, "updateUserPool");

    const answer = await resource.update({ Settings: stricter });

    expect(answer.Status).toBe("SUCCESS");
  });

  it("attaches no trigger in vain", async () => {
    wrongly(name, "describeUserPool");
    const { stackId } = resource;
    const triggers = world.resource({ type: "Custom::UserPoolTriggers", logicalId: "Triggers", stackId });

    const answer = await triggers.create({ UserPoolId: id, LambdaConfig: { PreSignUp: arn } });

    expect(answer.Status).toBe("SUCCESS");
  });
});

it("A pool that is not found for long, and exists after all, keeps its users: its clean-up says so", async () => {
  for (let time = 0; time < 12; time++) wrongly("ResourceNotFoundException", "describeUserPool");
  world.cognito.options.hidden = (pool) => pool.id === id;
  const old = { Settings: exampleSettings };
  const { PhysicalResourceId: newId } = await resource.deliver(
    resource.updateEvent(id, { Settings: stricter }, old),
  );
  world.cognito.options.hidden = undefined;
  world.cognito.faults.length = 0;

  const cleanUp = await resource.deliver(resource.deleteEvent(id, { ...old, ForceDestroy: true }));
  const wanted = await resource.deliver(resource.deleteEvent(newId, { Settings: stricter }));

  expect(newId).not.toBe(id);
  expect(cleanUp).toMatchObject({ Status: "FAILED", PhysicalResourceId: id });
  expect(cleanUp.Reason).toContain(`The user pool ${id} was taken for lost`);
  expect(wanted.Status).toBe("SUCCESS");
  expect(world.cognito.onlyPool.users).toBe(1_000);
});

it("A user's deletion takes the users with it, also where the role may not count them", async () => {
  const fail = () => awsError("AccessDeniedException", "not authorized to perform: cognito-idp:ListUsers");
  for (let time = 0; time < 60; time++)
    world.cognito.faults.push({ operation: "listUsers", when: "before", fail });

  const answer = await resource.delete();

  expect(answer.Status).toBe("SUCCESS");
  expect(world.cognito.pools.size).toBe(0);
});

it.each([
  ["it is gone already", "ResourceNotFoundException", "SUCCESS"],
  ["Cognito cannot say", "InvalidParameterException", "FAILED"],
])("A deletion while users are counted ends when %s", async (_when, name, status) => {
  world.cognito.faults.push({ operation: "listUsers", when: "before", fail: () => awsError(name, "no") });
  if (name === "ResourceNotFoundException")
    for (let time = 0; time < 20; time++)
      world.cognito.faults.push({ operation: "listUsers", when: "before", fail: () => awsError(name, "no") });

  const answer = await resource.delete();

  expect(answer.Status).toBe(status);
});

describe("A replacing update that arrives again", () => {
  const replacing = { Settings: byPhone, OnImmutableChange: "replace", ReplaceNonEmpty: true };

  it("deletes no pool that is in use, when it cannot be finished", async () => {
    const event = resource.updateEvent(id, replacing, { Settings: exampleSettings });
    const { PhysicalResourceId: newId } = await resource.deliver(event);
    Object.assign(world.cognito.pools.get(newId) ?? {}, { users: 20 });
    const unset = world.cognito.pools.get(newId);
    Object.assign(unset ?? {}, { mfa: {} });
    const fail = () => awsError("InvalidParameterException", "no");
    world.cognito.faults.push({ operation: "setUserPoolMfaConfig", when: "before", fail });

    await world.invoke(event);

    expect(world.server.answersTo(event.RequestId)[1]?.Status).toBe("FAILED");
    expect([...world.cognito.pools.keys()]).toEqual([id, newId]);
  });

  it("and an older one before it remove no pool that a newer one made, however young and empty", async () => {
    const former = { Settings: exampleSettings, OnImmutableChange: "replace", ReplaceNonEmpty: true };
    const older = resource.updateEvent(id, { ...former, Settings: stricter }, former);
    await resource.deliver(older);
    const event = resource.updateEvent(id, replacing, { ...former, Settings: stricter });
    const { PhysicalResourceId: newId } = await resource.deliver(event);

    await world.invoke(older);
    await world.invoke(event);

    expect([...world.cognito.pools.keys()]).toEqual([id, newId]);
  });

  it("judges a stray by its users, and not by Cognito's estimate", async () => {
    world.cognito.faults.push({ operation: "createUserPool", when: "after", fail: world.hang });
    const event = resource.updateEvent(id, replacing, { Settings: exampleSettings });
    await resource.deliver(event);
    const [, stray] = world.cognito.pools.values();
    Object.assign(stray ?? {}, { users: 1 });
    world.cognito.options.shown = (whole) => ({ ...whole, EstimatedNumberOfUsers: 0 });

    await resource.deliver(resource.updateEvent(id, { Settings: exampleSettings }, replacing));

    expect(world.cognito.pools.size).toBe(2);
  });
});
