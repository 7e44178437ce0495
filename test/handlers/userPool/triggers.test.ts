import { awsError } from "../../support/cognitoRules";
import { exampleSettings } from "../../support/poolSettings";
import { makeWorld, type World } from "../../support/world";

const arn = (name: string) => `arn:aws:lambda:eu-west-1:123456789012:function:${name}`;
const closed = { ...exampleSettings, AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } };

describe.each(["reset", "keep"] as const)(
  "Custom::UserPoolTriggers, when Cognito would %s omitted members",
  (omitted) => {
    let world: World;
    let poolId: string;
    let stackId: string;
    beforeEach(async () => {
      world = await makeWorld({ omitted });
      const pool = world.resource();
      ({ stackId } = pool);
      poolId = (await pool.create({ Settings: closed })).PhysicalResourceId;
      world.cognito.calls.length = 0;
    });
    afterEach(() => world.stop());

    const triggers = () =>
      world.resource({ type: "Custom::UserPoolTriggers", logicalId: "UserPoolTriggers", stackId });
    const attached = () => world.cognito.onlyPool.settings["LambdaConfig"];

    it("attaches the triggers and changes nothing else", async () => {
      const { UserPoolTags, ...before } = structuredClone(world.cognito.onlyPool.settings);

      const answer = await triggers().create({
        UserPoolId: poolId,
        LambdaConfig: { PostConfirmation: arn("a") },
      });

      expect(answer).toMatchObject({
        Status: "SUCCESS",
        PhysicalResourceId: `${poolId}/triggers`,
        Data: { UserPoolId: poolId },
      });
      const { UserPoolTags: tags, ...settings } = world.cognito.onlyPool.settings;
      expect(settings).toEqual({ ...before, LambdaConfig: { PostConfirmation: arn("a") } });
      expect(tags).toEqual({
        ...(UserPoolTags as object),
        "custom-user-pool:triggers": expect.any(String) as string,
        "custom-user-pool:requests": expect.any(String) as string,
      });
    });

    it("waits until IAM knows the tags of a new pool", async () => {
      const fail = () => awsError("AccessDeniedException", "not yet");
      world.cognito.faults.push({ operation: "describeUserPool", when: "before", fail });

      const answer = await triggers().create({
        UserPoolId: poolId,
        LambdaConfig: { PostConfirmation: arn("a") },
      });

      expect(answer.Status).toBe("SUCCESS");
    });

    it("makes no mutating call without a trigger", async () => {
      await triggers().create({ UserPoolId: poolId });

      expect(world.cognito.mutations).toEqual([]);
    });

    it("adds, swaps and removes triggers, the last one too, each in one call", async () => {
      const resource = triggers();
      const states = [
        { PostConfirmation: arn("a") },
        { PostConfirmation: arn("b"), PreSignUp: arn("c") },
        {},
      ];
      await resource.create({ UserPoolId: poolId, LambdaConfig: {} });

      const seen: unknown[] = [];
      for (const LambdaConfig of states) {
        await resource.update({ UserPoolId: poolId, LambdaConfig });
        seen.push(attached());
      }

      expect(seen).toEqual(states);
      expect(world.cognito.mutations).toHaveLength(3);
    });

    it("leaves triggers alone that somebody else attached", async () => {
      world.cognito.onlyPool.settings["LambdaConfig"] = { CustomMessage: arn("theirs") };
      const resource = triggers();

      await resource.create({ UserPoolId: poolId, LambdaConfig: { PostConfirmation: arn("a") } });
      await resource.delete();

      expect(attached()).toEqual({ CustomMessage: arn("theirs") });
    });

    it("keeps versioned triggers whole", async () => {
      const LambdaConfig = { PreTokenGenerationConfig: { LambdaVersion: "V2_0", LambdaArn: arn("tokens") } };

      await triggers().create({ UserPoolId: poolId, LambdaConfig });

      expect(attached()).toEqual(LambdaConfig);
    });

    it("detaches on Delete, and succeeds when the pool is gone", async () => {
      const resource = triggers();
      await resource.create({ UserPoolId: poolId, LambdaConfig: { PostConfirmation: arn("a") } });

      const first = await resource.delete();
      const detached = attached();
      world.cognito.pools.clear();
      const second = await resource.delete();

      expect([first.Status, second.Status]).toEqual(["SUCCESS", "SUCCESS"]);
      expect(detached).toEqual({});
    });

    it("has nothing to detach when the pool vanishes meanwhile", async () => {
      const resource = triggers();
      await resource.create({ UserPoolId: poolId, LambdaConfig: { PostConfirmation: arn("a") } });
      const fail = () => {
        world.cognito.pools.clear();
        return awsError("AccessDeniedException", "not authorized");
      };
      world.cognito.faults.push({ operation: "updateUserPool", when: "before", fail });

      const answer = await resource.delete();

      expect(answer.Status).toBe("SUCCESS");
    });

    it("moves to a new pool, and the clean-up of the old one touches the old one only", async () => {
      const resource = triggers();
      await resource.create({ UserPoolId: poolId, LambdaConfig: { PostConfirmation: arn("a") } });
      const other = await world
        .resource({ logicalId: "Other", stackId })
        .create({ Settings: { ...closed, PoolName: "other" } });

      await resource.update({
        UserPoolId: other.PhysicalResourceId,
        LambdaConfig: { PostConfirmation: arn("a") },
      });

      const config = (id: string) => world.cognito.pools.get(id)?.settings["LambdaConfig"];
      expect(config(other.PhysicalResourceId)).toEqual({ PostConfirmation: arn("a") });
      expect(config(poolId)).toEqual({});
    });

    it("rolls back a swap when something else fails later", async () => {
      const resource = triggers();
      await resource.create({ UserPoolId: poolId, LambdaConfig: { PostConfirmation: arn("a") } });

      await resource.update(
        { UserPoolId: poolId, LambdaConfig: { PreSignUp: arn("b") } },
        { laterFailure: true },
      );

      expect(attached()).toEqual({ PostConfirmation: arn("a") });
    });

    it("answers FAILED with its own id when attaching fails, and the Delete cleans up", async () => {
      const fail = () => awsError("InvalidParameterException", "no");
      world.cognito.faults.push({ operation: "updateUserPool", when: "before", fail });
      const resource = triggers();

      const answer = await resource.create({
        UserPoolId: poolId,
        LambdaConfig: { PostConfirmation: arn("a") },
      });

      expect(answer).toMatchObject({ Status: "FAILED", PhysicalResourceId: `${poolId}/triggers` });
      expect(resource.history).toHaveLength(2);
      expect(attached()).toEqual({});
    });

    it("fails when the pool was deleted outside, and the Delete has nothing to do", async () => {
      world.cognito.pools.clear();
      const resource = triggers();

      const answer = await resource.create({
        UserPoolId: poolId,
        LambdaConfig: { PostConfirmation: arn("a") },
      });

      expect(answer.Reason).toBe(
        `\`UserPoolId\`: there is no user pool ${poolId}. Was it deleted outside of CloudFormation?`,
      );
      expect(resource.history.map(({ Status }) => Status)).toEqual(["FAILED", "SUCCESS"]);
    });

    it("has nothing to detach where neither the id nor the properties name a pool", async () => {
      const resource = triggers();

      const answer = await resource.deliver(resource.deleteEvent("demo-UserPoolTriggers-1A2B", {}));

      expect(answer.Status).toBe("SUCCESS");
      expect(world.cognito.calls).toEqual([]);
    });

    it("refuses an unknown trigger with the nearest name", async () => {
      const answer = await triggers().create({ UserPoolId: poolId, LambdaConfig: { PostConfirm: arn("a") } });

      expect(answer.Reason).toContain(
        "`LambdaConfig.PostConfirm` is not a setting of Cognito's API. Did you mean `PostConfirmation`?",
      );
    });
  },
);
