import { makeWorld, type World } from "../../support/world";

describe("Settings that an older version of the handler accepted", () => {
  let world: World;
  beforeEach(async () => {
    world = await makeWorld();
  });
  afterEach(() => world.stop());

  const old = {
    Settings: {
      PoolName: "shop",
      Policies: { PasswordPolicy: { MinimumLength: 10 } },
      FormerSetting: "yes",
      UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" },
    },
    FormerProperty: "yes",
  };
  const mended = { Settings: { PoolName: "shop", Policies: { PasswordPolicy: { MinimumLength: 12 } } } };

  async function deployedBefore() {
    const resource = world.resource();
    await resource.create({
      Settings: { PoolName: "shop", Policies: { PasswordPolicy: { MinimumLength: 10 } } },
    });
    return resource;
  }

  it("can be rolled back to, as far as they are understood", async () => {
    const resource = await deployedBefore();
    const id = String(resource.physicalId);
    await resource.deliver(resource.updateEvent(id, mended, old));
    const event = resource.updateEvent(id, old, mended);
    world.stacks.set(resource.stackId, "UPDATE_ROLLBACK_IN_PROGRESS");

    const answer = await resource.deliver(event);

    expect(answer).toMatchObject({ Status: "SUCCESS", PhysicalResourceId: id });
    expect(world.cognito.onlyPool.settings["Policies"]).toMatchObject({
      PasswordPolicy: { MinimumLength: 10 },
    });
  });

  it("are refused where no rollback asks for them", async () => {
    const resource = await deployedBefore();
    const id = String(resource.physicalId);

    const answer = await resource.deliver(resource.updateEvent(id, old, mended));

    expect(answer.Status).toBe("FAILED");
    expect(answer.Reason).toContain("FormerProperty");
  });

  const attached = { PreSignUp: "arn:aws:lambda:eu-west-1:123456789012:function:one" };
  const next = { PreSignUp: "arn:aws:lambda:eu-west-1:123456789012:function:two" };

  it.each([
    ["can be rolled back to", "UPDATE_ROLLBACK_IN_PROGRESS", "SUCCESS", attached],
    ["are refused where no rollback asks for them", "UPDATE_IN_PROGRESS", "FAILED", next],
  ])("%s, triggers too", async (_story, stackStatus, status, left) => {
    const pool = await deployedBefore();
    const { stackId, physicalId: UserPoolId } = pool;
    const resource = world.resource({ type: "Custom::UserPoolTriggers", logicalId: "Triggers", stackId });
    await resource.create({ UserPoolId, LambdaConfig: attached });
    const [former, later] = [
      { UserPoolId, LambdaConfig: { ...attached, FormerTrigger: "x" }, DeletionProtection: "INACTIVE" },
      { UserPoolId, LambdaConfig: next },
    ];
    await resource.deliver(resource.updateEvent(`${UserPoolId}/triggers`, later, former));
    const event = resource.updateEvent(`${UserPoolId}/triggers`, former, later);
    world.stacks.set(stackId, stackStatus);

    const answer = await resource.deliver(event);

    expect(answer.Status).toBe(status);
    expect(world.cognito.onlyPool.settings["LambdaConfig"]).toEqual(left);
  });
});
