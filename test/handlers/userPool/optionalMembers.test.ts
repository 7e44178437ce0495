import type { UserPoolType } from "@aws-sdk/client-cognito-identity-provider";
import { withId } from "../../../handlers/userPool/aws/session";
import { awsError } from "../../support/cognitoRules";
import { attribute, exampleSettings } from "../../support/poolSettings";
import { makeWorld, type World } from "../../support/world";

it("A pool that Cognito describes without an id is none", () => {
  expect(() => withId({ Name: "demo" })).toThrow("Cognito answered with a user pool that has no id.");
});

/** All members of a described pool are optional in the API. */
describe("A pool that Cognito describes without", () => {
  let world: World;
  afterEach(() => world.stop());

  const without = async (member: keyof UserPoolType) => {
    world = await makeWorld({ shown: (pool) => ({ ...pool, [member]: undefined }) });
    return world.resource();
  };

  it("an ARN makes the Create fail and is removed", async () => {
    const resource = await without("Arn");

    const { Status, Reason } = await resource.create({ Settings: exampleSettings });

    expect({ Status, Reason }).toEqual({
      Status: "FAILED",
      Reason: expect.stringMatching(/^Cognito gave no ARN for the user pool eu-west-1_\w+\.$/) as string,
    });
    expect(world.cognito.pools.size).toBe(0);
  });

  it("a date of creation is found by its request all the same", async () => {
    const resource = await without("CreationDate");
    const event = resource.createEvent({ Settings: exampleSettings });

    await Promise.all([world.invoke(event), world.invoke(event)]);

    const ids = world.server.answersTo(event.RequestId).map((answer) => answer.PhysicalResourceId);
    expect(new Set(ids)).toEqual(new Set([world.cognito.onlyPool.id]));
  });

  it("a number of users counts as without users when a failed Create is taken back", async () => {
    const resource = await without("EstimatedNumberOfUsers");
    world.cognito.faults.push({ operation: "createUserPool", when: "after", fail: world.hang });

    await resource.create({ Settings: exampleSettings });

    expect(world.cognito.pools.size).toBe(0);
  });

  it("attributes does not get back those that an update leaves out", async () => {
    const resource = await without("SchemaAttributes");
    const settings = { PoolName: "demo", UsernameAttributes: ["email"] };
    await resource.create({ Settings: { ...settings, Schema: [attribute("plan")] } });

    const answer = await resource.update({ Settings: settings });

    expect(answer.Status).toBe("SUCCESS");
  });

  it("triggers gets the program's", async () => {
    const pool = await without("LambdaConfig");
    const { PhysicalResourceId: UserPoolId } = await pool.create({ Settings: exampleSettings });
    const LambdaConfig = { PreSignUp: "arn:aws:lambda:eu-west-1:123456789012:function:a" };

    const { stackId } = pool;
    await world.resource({ type: "Custom::UserPoolTriggers", stackId }).create({ UserPoolId, LambdaConfig });

    expect(world.cognito.onlyPool.settings).toMatchObject({ LambdaConfig });
  });
});

it("A pool in China has a provider in China", async () => {
  const Arn = "arn:aws-cn:cognito-idp:cn-north-1:123456789012:userpool/cn-north-1_Fake0001";
  const world = await makeWorld({ shown: (pool) => ({ ...pool, Arn }) });

  const { Data } = await world.resource().create({ Settings: exampleSettings });

  expect(Data?.["ProviderName"]).toMatch(/^cognito-idp\.cn-north-1\.amazonaws\.com\.cn\//);
  await world.stop();
});

it("A Delete without properties has nothing to look for", async () => {
  const world = await makeWorld();
  const resource = world.resource();
  const fail = () => awsError("InvalidParameterException", "no");
  world.cognito.faults.push({ operation: "createUserPool", when: "before", fail });
  const { PhysicalResourceId: id } = await resource.create({ Settings: exampleSettings });

  const answer = await resource.deliver(resource.deleteEvent(id, {}));

  expect(answer.Status).toBe("SUCCESS");
  await world.stop();
});
