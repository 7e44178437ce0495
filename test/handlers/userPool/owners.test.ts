import { awsError } from "../../support/cognitoRules";
import { exampleSettings } from "../../support/poolSettings";
import { functionName, makeWorld, type World } from "../../support/world";

const stricter = { ...exampleSettings, Policies: { PasswordPolicy: { MinimumLength: 14 } } };
const arn = "arn:aws:lambda:eu-west-1:123456789012:function:a";
const stackIdTag = "custom-user-pool:stack-id";

let world: World;
beforeEach(async () => {
  world = await makeWorld();
});
afterEach(() => world.stop());

const tagsOf = (id: string) =>
  world.cognito.pools.get(id)?.settings["UserPoolTags"] as Record<string, string>;

/** A pool with users in a stack of its own. */
async function ownedPool() {
  const owner = world.resource();
  const { PhysicalResourceId: id } = await owner.create({ Settings: exampleSettings });
  Object.assign(world.cognito.onlyPool, { users: 1_000 });
  world.cognito.calls.length = 0;
  return { owner, id };
}

describe("A pool of another stack, by a template that only names the handler,", () => {
  it("is not adopted, and the answer names its stack", async () => {
    const { owner, id } = await ownedPool();

    const answer = await world.resource().create({ Settings: stricter, AdoptUserPoolId: id });

    expect(answer.Status).toBe("FAILED");
    expect(answer.Reason).toContain(`belongs to the resource UserPool of the stack demo (${owner.stackId})`);
    expect(world.cognito.mutations).toEqual([]);
  });

  it("is not adopted even where the role might take it over", async () => {
    const { id } = await ownedPool();
    world.cognito.options.adoptable = [id];

    const answer = await world.resource().create({ Settings: stricter, AdoptUserPoolId: id });

    expect(answer.Reason).toContain("delete that stack first");
    expect(world.cognito.mutations).toEqual([]);
  });

  it("is not updated", async () => {
    const { owner, id } = await ownedPool();
    const thief = world.resource();

    const answer = await thief.deliver(
      thief.updateEvent(id, { Settings: stricter }, { Settings: exampleSettings }),
    );

    expect(answer).toMatchObject({ Status: "FAILED", PhysicalResourceId: id });
    expect(answer.Reason).toContain(owner.stackId);
    expect(world.cognito.mutations).toEqual([]);
  });

  it("gets no triggers, and loses none", async () => {
    const { id } = await ownedPool();
    const thief = world.resource({ type: "Custom::UserPoolTriggers", logicalId: "Triggers" });
    const properties = { UserPoolId: id, LambdaConfig: { PreSignUp: arn } };

    const answer = await thief.create(properties);

    expect(answer.Status).toBe("FAILED");
    expect(thief.history.map(({ Status }) => Status)).toEqual(["FAILED", "SUCCESS"]);
    expect(world.cognito.mutations).toEqual([]);
  });

  it("is not deleted", async () => {
    const { id } = await ownedPool();
    const thief = world.resource();

    const answer = await thief.deliver(
      thief.deleteEvent(id, { Settings: exampleSettings, ForceDestroy: true }),
    );

    expect(answer.Status).toBe("SUCCESS");
    expect(world.cognito.onlyPool.users).toBe(1_000);
  });
});

describe("A pool that somebody tagged with the handler's name,", () => {
  const forged = () =>
    world.cognito.addForeignPool({
      ...exampleSettings,
      UserPoolTags: { "custom-user-pool:handler": functionName },
    });

  it("is not adopted without the role's word", async () => {
    const { id } = forged();

    const answer = await world.resource().create({ Settings: stricter, AdoptUserPoolId: id });

    expect(answer.Reason).toContain(`the handler's role may not take the user pool ${id} over`);
    expect(answer.Reason).toContain("`adoptUserPoolId`");
    expect(tagsOf(id)).toEqual({ "custom-user-pool:handler": functionName });
  });

  it.each(["update", "delete"] as const)("fails an %s, which says what to do", async (verb) => {
    const { id } = forged();
    const resource = world.resource();
    const event =
      verb === "update"
        ? resource.updateEvent(id, { Settings: stricter }, { Settings: exampleSettings })
        : resource.deleteEvent(id, { Settings: exampleSettings, ForceDestroy: true });

    const answer = await resource.deliver(event);

    expect(answer.Status).toBe("FAILED");
    expect(answer.Reason).toContain(`does not carry the tag \`${stackIdTag}\``);
    expect(answer.Reason).toContain("Restore its tags");
    expect(world.cognito.mutations).toEqual([]);
  });

  it("and with our stack and resource is left alone by repeats and clean-ups while it has users", async () => {
    const resource = world.resource();
    const pool = world.cognito.addForeignPool({
      ...exampleSettings,
      UserPoolTags: {
        "custom-user-pool:handler": functionName,
        [stackIdTag]: resource.stackId,
        "custom-user-pool:logical-id": "UserPool",
      },
    });
    // Cognito's estimate is hours old.
    Object.assign(pool, { users: 4 });
    world.cognito.options.shown = (whole) => ({ ...whole, EstimatedNumberOfUsers: 0 });

    const answer = await resource.deliver(
      resource.deleteEvent("demo-UserPool-9Z8Y7X", { Settings: exampleSettings }),
    );

    expect(answer.Status).toBe("SUCCESS");
    expect(world.cognito.onlyPool).toBe(pool);
  });
});

describe("A pool that nobody owns any more", () => {
  /** Its stack was deleted and let it stay. */
  async function retained() {
    const { owner, id } = await ownedPool();
    world.cognito.options.adoptable = [id];
    world.stacks.set(owner.stackId, "DELETE_COMPLETE");
    return { owner, id };
  }

  it("is taken back where the role allows it, with its users", async () => {
    const { id } = await retained();
    const heir = world.resource({ logicalId: "Customers" });

    const answer = await heir.create({ Settings: stricter, AdoptUserPoolId: id });
    const deleted = await heir.delete();

    expect([answer.Status, deleted.Status]).toEqual(["SUCCESS", "SUCCESS"]);
    expect(world.cognito.onlyPool.users).toBe(1_000);
    expect(world.cognito.mutations.map(({ operation }) => operation)).toEqual([
      "tagResource",
      "updateUserPool",
    ]);
    expect(tagsOf(id)).toMatchObject({
      [stackIdTag]: heir.stackId,
      "custom-user-pool:logical-id": "Customers",
      "custom-user-pool:adopted": "true",
    });
  });

  it("is not taken while CloudFormation cannot be asked, which is said", async () => {
    const { id } = await retained();
    world.stacks.isAvailable = false;

    const answer = await world.resource().create({ Settings: stricter, AdoptUserPoolId: id });

    expect(answer.Reason).toContain("allow the handler's role `cloudformation:DescribeStacks`");
    expect(world.cognito.mutations).toEqual([]);
  });

  it("is adopted without a question to CloudFormation where no stack ever owned it", async () => {
    const { id } = world.cognito.addForeignPool(exampleSettings);
    world.cognito.options.adoptable = [id];
    world.stacks.isAvailable = false;

    const answer = await world.resource().create({ Settings: stricter, AdoptUserPoolId: id });

    expect(answer).toMatchObject({ Status: "SUCCESS", PhysicalResourceId: id });
  });

  it("is not taken when Cognito refuses the tags or shows no ARN", async () => {
    const { id } = await retained();
    const fail = () => awsError("InvalidParameterException", "no tags");
    world.cognito.faults.push({ operation: "tagResource", when: "before", fail });

    const refused = await world.resource().create({ Settings: stricter, AdoptUserPoolId: id });
    world.cognito.options.shown = ({ Arn: _arn, ...pool }) => pool;
    const nameless = await world.resource().create({ Settings: stricter, AdoptUserPoolId: id });

    expect(refused.Reason).toBe("InvalidParameterException: no tags");
    expect(nameless.Reason).toBe(`Cognito gave no ARN for the user pool ${id}.`);
  });
});

describe("A pool that its resource has lost", () => {
  /** Somebody took the tags of the owner away. */
  async function untagged() {
    const { owner, id } = await ownedPool();
    delete tagsOf(id)[stackIdTag];
    return { owner, id };
  }

  it("does not leave the stack in UPDATE_ROLLBACK_FAILED", async () => {
    const { owner, id } = await untagged();
    const event = owner.updateEvent(id, { Settings: stricter }, { Settings: exampleSettings });
    const refused = await owner.deliver(event);
    const rollback = owner.updateEvent(id, { Settings: exampleSettings }, { Settings: stricter });
    world.stacks.set(owner.stackId, "UPDATE_ROLLBACK_IN_PROGRESS");

    const answer = await owner.deliver(rollback);

    expect([refused.Status, answer.Status]).toEqual(["FAILED", "SUCCESS"]);
    expect(world.cognito.mutations).toEqual([]);
  });

  it("does not leave its triggers' resource there either", async () => {
    const { owner, id } = await untagged();
    const triggers = world.resource({
      type: "Custom::UserPoolTriggers",
      logicalId: "UserPoolTriggers",
      stackId: owner.stackId,
    });
    const [before, after] = ["a", "b"].map((name) => ({
      UserPoolId: id,
      LambdaConfig: { PreSignUp: `arn:aws:lambda:eu-west-1:123456789012:function:${name}` },
    }));
    const refused = await triggers.deliver(triggers.updateEvent(`${id}/triggers`, after ?? {}, before ?? {}));
    const rollback = triggers.updateEvent(`${id}/triggers`, before ?? {}, after ?? {});
    world.stacks.set(owner.stackId, "UPDATE_ROLLBACK_IN_PROGRESS");

    const answer = await triggers.deliver(rollback);

    expect([refused.Status, answer.Status]).toEqual(["FAILED", "SUCCESS"]);
    expect(world.cognito.mutations).toEqual([]);
  });

  it("is its own again by an update that adopts it, where the role allows that", async () => {
    const { owner, id } = await untagged();
    world.cognito.options.adoptable = [id];

    const answer = await owner.update({ Settings: stricter, AdoptUserPoolId: id });

    expect(answer).toMatchObject({ Status: "SUCCESS", PhysicalResourceId: id });
    expect(tagsOf(id)[stackIdTag]).toBe(owner.stackId);
  });
});

it("An adoption that is delivered again needs no other word of the role", async () => {
  const { id } = world.cognito.addForeignPool(exampleSettings);
  world.cognito.options.adoptable = [id];
  const heir = world.resource();
  const event = heir.createEvent({ Settings: stricter, AdoptUserPoolId: id });

  await world.invoke(event);
  await world.invoke(event);

  expect(world.server.answersTo(event.RequestId).map(({ Status }) => Status)).toEqual(["SUCCESS", "SUCCESS"]);
  expect(world.cognito.mutations.map(({ operation }) => operation)).toEqual([
    "tagResource",
    "updateUserPool",
  ]);
});

it("An update of another's pool is refused where CloudFormation cannot be asked", async () => {
  const { id } = await ownedPool();
  world.stacks.isAvailable = false;
  const thief = world.resource();

  const answer = await thief.deliver(thief.updateEvent(id, { Settings: stricter }, {}));

  expect(answer.Status).toBe("FAILED");
});

describe("A pool of its own that the program calls adopted", () => {
  it("is not deleted with the program", async () => {
    const { owner, id } = await ownedPool();
    await owner.update({ Settings: exampleSettings, AdoptUserPoolId: id });

    const answer = await owner.delete();

    expect(answer.Status).toBe("SUCCESS");
    expect(world.cognito.onlyPool.id).toBe(id);
  });
});
