import { join } from "node:path";
import { DescribeStackResourcesCommand, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { DescribeUserPoolCommand, ListUserPoolsCommand } from "@aws-sdk/client-cognito-identity-provider";
import { ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { localEnvironment } from "../../commands/support/aws";
import { EmbeddedEngine } from "../../local/engines/embedded";
import { describeWithMiniStack } from "./support/miniStack";

const project = join(__dirname, "../fixtures/pools");
const triggers = (name: string) => ({ PostConfirmation: join(project, `${name}.ts`) });

/** The ARN of a trigger's function, which the stack's name is a part of. */
function arn(name: string): unknown {
  return expect.stringMatching(`:function:pool-0-${name}-function-[0-9a-f]{7}$`);
}

jest.setTimeout(120_000);

describeWithMiniStack("the component on MiniStack", (stack) => {
  let engine: EmbeddedEngine;

  beforeEach(() => {
    engine = new EmbeddedEngine({ aws: localEnvironment(stack().proxy.endpoint), report: () => {}, project });
  });

  afterEach(async () => {
    await engine.destroy();
    await stack().reset();
  });

  async function deploy(args: object, count = 1): Promise<string> {
    const { outputs } = await engine.up({ count: String(count), args: JSON.stringify(args) });
    return outputs["userPoolId"] ?? "";
  }

  async function poolIds(): Promise<string[]> {
    const { UserPools = [] } = await stack().aws.cognito.send(new ListUserPoolsCommand({ MaxResults: 60 }));
    return UserPools.map(({ Id = "" }) => Id);
  }

  async function lambdaConfigOf(id: string): Promise<object | undefined> {
    const { UserPool } = await stack().aws.cognito.send(new DescribeUserPoolCommand({ UserPoolId: id }));
    return UserPool?.LambdaConfig;
  }

  it("adds, moves and removes triggers without another pool, and leaves no permission behind", async () => {
    const { cloudFormation } = stack().aws;

    const id = await deploy({});
    expect(await lambdaConfigOf(id)).toEqual({});

    expect(await deploy({ triggers: triggers("first") })).toBe(id);
    expect(await lambdaConfigOf(id)).toEqual({ PostConfirmation: arn("post-confirmation") });

    expect(await deploy({ triggers: { PreSignUp: join(project, "second.ts") } })).toBe(id);
    expect(await lambdaConfigOf(id)).toEqual({ PreSignUp: arn("pre-sign-up") });

    expect(await deploy({})).toBe(id);
    expect(await lambdaConfigOf(id)).toEqual({});
    const { Stacks: [{ StackName } = {}] = [] } = await cloudFormation.send(new DescribeStacksCommand({}));
    const { StackResources = [] } = await cloudFormation.send(
      new DescribeStackResourcesCommand({ StackName }),
    );
    const left = StackResources.filter(({ ResourceStatus }) => ResourceStatus !== "DELETE_COMPLETE");
    expect(left.map(({ ResourceType = "" }) => ResourceType).toSorted()).toEqual([
      "Custom::UserPool",
      "Custom::UserPoolTriggers",
    ]);
  });

  it("refuses a change that would lose users, and makes another pool only if asked to", async () => {
    const settings = { UsernameAttributes: ["phone_number"] };
    const id = await deploy({});

    await expect(deploy({ settings })).rejects.toThrow("UPDATE_ROLLBACK_COMPLETE");
    expect(await poolIds()).toEqual([id]);

    const other = await deploy({ settings, onImmutableChange: "replace" });
    expect(await poolIds()).toEqual([other]);
    expect(other).not.toBe(id);
  });

  it("leaves a retained pool in the account, without triggers, and takes it back by its id", async () => {
    const id = await deploy({ onDelete: "retain", triggers: triggers("first") });

    await engine.destroy();
    expect(await poolIds()).toEqual([id]);
    expect(await lambdaConfigOf(id)).toEqual({});

    expect(await deploy({ adoptUserPoolId: id, triggers: triggers("second") })).toBe(id);
    expect(await poolIds()).toEqual([id]);
    expect(await lambdaConfigOf(id)).toHaveProperty("PostConfirmation");
  });

  it("deletes a protected pool only when told to", async () => {
    const protection = { deletionProtection: true, forceDestroy: true };
    await deploy(protection);

    await engine.destroy();

    expect(await poolIds()).toEqual([]);
  });

  it("deploys more pools than Cognito lists on a page with one handler", async () => {
    await deploy({}, 61);

    const { Functions = [] } = await stack().aws.lambda.send(new ListFunctionsCommand({}));
    expect(Functions).toHaveLength(1);
    const { Stacks = [] } = await stack().aws.cloudFormation.send(new DescribeStacksCommand({}));
    expect(Stacks.filter(({ StackStatus }) => StackStatus === "CREATE_COMPLETE")).toHaveLength(61);

    await engine.destroy();
    expect(await poolIds()).toEqual([]);
  });
});
