import { awsError } from "../../support/cognitoRules";
import type { FakeCognitoOptions } from "../../support/fakeCognito";
import { exampleSettings, totp } from "../../support/poolSettings";
import { makeWorld, type World } from "../../support/world";

interface Story {
  title: string;
  options?: FakeCognitoOptions;
  /** Plays the story and returns the pool that the line is about. */
  play: (world: World) => Promise<string | undefined>;
  line: (poolId: string | undefined) => object;
}

const byPhone = { ...exampleSettings, UsernameAttributes: ["phone_number"] };

const stories: Story[] = [
  {
    title: "the call that makes a pool",
    play: async (world) => (await world.resource().create({ Settings: exampleSettings })).PhysicalResourceId,
    line: () => ({ message: "Changing the user pool.", operation: "CreateUserPool" }),
  },
  {
    title: "a call that changes a pool, and why",
    play: async (world) => {
      const { PhysicalResourceId } = await world
        .resource()
        .create({ Settings: { ...exampleSettings, ...totp } });
      return PhysicalResourceId;
    },
    line: (userPoolId) => ({
      message: "Changing the user pool.",
      operation: "SetUserPoolMfaConfig",
      userPoolId,
      because: ["MfaConfiguration", "SoftwareTokenMfaConfiguration.Enabled"],
    }),
  },
  {
    title: "a trigger that is attached",
    play: async (world) => {
      const pool = world.resource();
      const { PhysicalResourceId: UserPoolId } = await pool.create({ Settings: exampleSettings });
      const LambdaConfig = { PreSignUp: "arn:aws:lambda:eu-west-1:123456789012:function:a" };
      const { stackId } = pool;
      await world
        .resource({ type: "Custom::UserPoolTriggers", stackId })
        .create({ UserPoolId, LambdaConfig });
      return UserPoolId;
    },
    line: (userPoolId) => ({
      message: "Changing the user pool.",
      operation: "UpdateUserPool",
      userPoolId,
      because: ["LambdaConfig.PreSignUp"],
    }),
  },
  {
    title: "another try of CreateUserPool",
    play: async (world) => {
      const fail = () => awsError("InternalErrorException", "later");
      world.cognito.faults.push({ operation: "createUserPool", when: "before", fail });
      return (await world.resource().create({ Settings: exampleSettings })).PhysicalResourceId;
    },
    line: () => ({
      message: "Trying again.",
      operation: "CreateUserPool",
      error: "InternalErrorException",
      attempt: 1,
    }),
  },
  {
    title: "a second delivery that finds the pool",
    play: async (world) => {
      const event = world.resource().createEvent({ Settings: exampleSettings });
      await world.invoke(event);
      await world.invoke(event);
      return world.cognito.onlyPool.id;
    },
    line: (userPoolId) => ({
      message: "The pool of this request exists already; completing it.",
      userPoolId,
    }),
  },
  {
    title: "two deliveries at the same time",
    play: async (world) => {
      const event = world.resource().createEvent({ Settings: exampleSettings });
      world.claims.isAvailable = false;
      // Long enough for both to look for the pool before either makes it.
      world.cognito.options.latency = () => world.clock.sleep(1_000);
      await Promise.all([world.invoke(event), world.invoke(event)]);
      return world.cognito.onlyPool.id;
    },
    line: (userPoolId) => ({
      message: "The same request made another pool at the same time; keeping that one.",
      userPoolId,
    }),
  },
  {
    title: "what an adopted pool cannot take over",
    options: { role: undefined },
    play: async (world) => {
      const { id } = world.cognito.addForeignPool(byPhone);
      await world.resource().create({ Settings: exampleSettings, AdoptUserPoolId: id });
      return id;
    },
    line: (userPoolId) => ({
      message: "The pool differs from its settings in what only a new pool can have; it stays as it is.",
      userPoolId,
      because: ["UsernameAttributes"],
    }),
  },
  {
    title: "a pool that was deleted outside",
    play: async (world) => {
      const resource = world.resource();
      const { PhysicalResourceId } = await resource.create({ Settings: exampleSettings });
      world.cognito.pools.clear();
      await resource.update({ Settings: exampleSettings });
      return PhysicalResourceId;
    },
    line: (userPoolId) => ({
      message: "The user pool was deleted outside of CloudFormation; making a new one.",
      userPoolId,
    }),
  },
  {
    title: "a pool that is left, since it is another resource's",
    play: async (world) => {
      const { PhysicalResourceId } = await world.resource().create({ Settings: exampleSettings });
      const resource = world.resource();
      await resource.deliver(resource.deleteEvent(PhysicalResourceId, { Settings: exampleSettings }));
      return PhysicalResourceId;
    },
    line: (userPoolId) => ({
      message: "The user pool is not this resource's own to delete; leaving it.",
      userPoolId,
    }),
  },
  {
    title: "the pool of a Create that did not finish",
    play: async (world) => {
      world.cognito.faults.push({ operation: "createUserPool", when: "after", fail: world.hang });
      await world.resource().create({ Settings: exampleSettings });
      return "eu-west-1_Fake0001";
    },
    line: (userPoolId) => ({ message: "Removing the pool of a Create that did not finish.", userPoolId }),
  },
  {
    title: "a replacement that is taken back",
    play: async (world) => {
      const resource = world.resource();
      await resource.create({ Settings: exampleSettings });
      const circumstances = { laterFailure: true, rollsBack: "new" } as const;
      await resource.update({ Settings: byPhone, OnImmutableChange: "replace" }, circumstances);
      return String(resource.physicalId);
    },
    line: (userPoolId) => ({ message: "Taking the replacement back.", userPoolId }),
  },
  {
    title: "the pool of an update that failed",
    play: async (world) => {
      const resource = world.resource();
      await resource.create({ Settings: exampleSettings });
      world.cognito.faults.push({ operation: "createUserPool", when: "after", fail: world.hang });
      await resource.update({ Settings: byPhone, OnImmutableChange: "replace" });
      // CloudFormation's rollback says the old setting; the next change finds what is left.
      await resource.update({ Settings: byPhone, OnImmutableChange: "replace" });
      return "eu-west-1_Fake0002";
    },
    line: (userPoolId) => ({ message: "Removing the pool of an update that failed.", userPoolId }),
  },
];

describe("The log tells", () => {
  it.each(stories)("$title", async ({ options, play, line }) => {
    const world = await makeWorld(options);

    const poolId = await play(world);

    expect(world.log.map((text) => JSON.parse(text) as unknown)).toContainEqual(line(poolId));
    await world.stop();
  });

  it("nothing of an adopted pool that needs nothing else", async () => {
    const world = await makeWorld({ role: undefined });
    const { id } = world.cognito.addForeignPool(exampleSettings);

    await world.resource().create({ Settings: exampleSettings, AdoptUserPoolId: id });

    expect(world.log.join("")).not.toContain("differs");
    await world.stop();
  });
});
