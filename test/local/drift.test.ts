import { execFile } from "node:child_process";
import { join } from "node:path";
import {
  DescribeStacksCommand,
  GetTemplateCommand,
  UpdateStackCommand,
  waitUntilStackUpdateComplete,
} from "@aws-sdk/client-cloudformation";
import {
  DeleteUserPoolCommand,
  DescribeUserPoolCommand,
  ListUserPoolsCommand,
  UpdateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { detectDrift } from "../../components/drift";
import { localEnvironment } from "../../local/aws";
import { findCli } from "../../local/cli/findCli";
import { EmbeddedEngine } from "../../local/engines/embedded";
import type { Engine } from "../../local/engines/engine";
import { PulumiEngine } from "../../local/engines/pulumi";
import { runsTypeScript } from "../../local/processes";
import { describeWithMiniStack, type LocalStack } from "./support/miniStack";

const root = join(__dirname, "../..");
const project = join(root, "test/fixtures/pools");
const args = {
  settings: { Policies: { PasswordPolicy: { MinimumLength: 12 } } },
  triggers: { PostConfirmation: join(project, "first.ts") },
};

jest.setTimeout(180_000);

interface CommandResult {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs `npm run drift` as a process of its own. */
function drift(env: Record<string, string>, ...options: string[]): Promise<CommandResult> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [...runsTypeScript, join(root, "local/driftMain.ts"), ...options],
      { env: { ...process.env, ...env, NODE_NO_WARNINGS: "1" } },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

/** What somebody does in the console. */
async function changeOutside({ aws }: LocalStack, UserPoolId: string): Promise<void> {
  const Policies = { PasswordPolicy: { MinimumLength: 6 } };
  await aws.cognito.send(new UpdateUserPoolCommand({ UserPoolId, Policies, LambdaConfig: {} }));
}

async function liveState({ aws }: LocalStack, UserPoolId: string): Promise<unknown[]> {
  const { UserPool } = await aws.cognito.send(new DescribeUserPoolCommand({ UserPoolId }));
  return [UserPool?.Policies?.PasswordPolicy?.MinimumLength, Object.keys(UserPool?.LambdaConfig ?? {})];
}

const asWanted = [12, ["PostConfirmation"]];

describeWithMiniStack("npm run drift, on MiniStack", (stack) => {
  let engine: EmbeddedEngine;
  let env: Record<string, string>;
  let userPoolId: string;
  let stackName: string;

  beforeEach(async () => {
    env = localEnvironment(stack().proxy.endpoint);
    engine = new EmbeddedEngine({ aws: env, report: () => {}, project });
    const { outputs } = await engine.up({ count: "1", args: JSON.stringify(args) });
    userPoolId = outputs["userPoolId"] ?? "";
    const { Stacks = [] } = await stack().aws.cloudFormation.send(new DescribeStacksCommand({}));
    stackName = Stacks.find(({ StackStatus }) => StackStatus === "CREATE_COMPLETE")?.StackId ?? "";
  });

  afterEach(async () => {
    await engine.destroy();
    await stack().reset();
  });

  it("exits with 0 on a fresh pool, 2 with each differing path, and 2 when the pool is gone", async () => {
    expect(await drift(env, "--stack-name", stackName)).toEqual({
      code: 0,
      stdout: `${stackName} (${userPoolId}): no drift\n`,
      stderr: "",
    });

    await changeOutside(stack(), userPoolId);
    const changed = await drift(env, "--stack-name", stackName, "--json");
    expect(changed).toMatchObject({ code: 2, stderr: "" });
    expect(JSON.parse(changed.stdout)).toMatchObject({
      drift: true,
      pools: [
        {
          userPoolId,
          isGone: false,
          differences: [
            { path: "Policies.PasswordPolicy.MinimumLength", wanted: 12, live: 6, repairable: true },
            { path: "LambdaConfig.PostConfirmation", confidential: false, repairable: true },
          ],
        },
      ],
    });

    await stack().aws.cognito.send(new DeleteUserPoolCommand({ UserPoolId: userPoolId }));
    expect(await drift(env, "--stack-name", stackName)).toMatchObject({
      code: 2,
      stdout: expect.stringContaining("the pool is gone") as string,
    });
  });

  it("changes nothing, and says what is wrong with its options or the stack", async () => {
    await changeOutside(stack(), userPoolId);
    const before = await liveState(stack(), userPoolId);

    await drift(env, "--stack-name", stackName);

    expect(await liveState(stack(), userPoolId)).toEqual(before);
    expect(await drift(env, "--stack-name", "nowhere")).toMatchObject({ code: 1, stdout: "" });
    expect(await drift(env, "--stack-name", "a", "--stack", "b")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("got both") as string,
    });
    expect(await drift(env, "--help")).toMatchObject({ code: 0 });
  });

  it("is mended by an update that brings nothing but a digest", async () => {
    const { cloudFormation, cognito } = stack().aws;
    await changeOutside(stack(), userPoolId);

    const { TemplateBody = "" } = await cloudFormation.send(
      new GetTemplateCommand({ StackName: stackName, TemplateStage: "Processed" }),
    );
    const withDigest = TemplateBody.replaceAll('"Properties": {\n        "ServiceToken"', (found) =>
      found.replace("{", '{ "DriftDigest": "0123456789abcdef",'),
    );
    await cloudFormation.send(new UpdateStackCommand({ StackName: stackName, TemplateBody: withDigest }));
    await waitUntilStackUpdateComplete(
      { client: cloudFormation, maxWaitTime: 60, minDelay: 1 },
      { StackName: stackName },
    );

    expect(await detectDrift({ stackName, clients: { cloudFormation, cognito } })).toEqual([
      { userPoolId, isGone: false, differences: [] },
    ]);
  });
});

describeWithMiniStack("repairDrift, with the real engine on MiniStack", (stack) => {
  let engine: Engine | undefined;

  beforeEach(async () => {
    const { cli, reason } = await findCli();
    if (cli) engine = new PulumiEngine({ cli, aws: localEnvironment(stack().proxy.endpoint), project });
    else process.stderr.write(`\n*** NOT RUN, for want of the Pulumi CLI: ${reason} ***\n\n`);
  });

  afterEach(() => engine?.destroy());

  it("repairs a changed pool once, makes a deleted one again, and leaves a repaired one alone", async () => {
    if (!engine) return;
    const { aws } = stack();
    const config = { count: "1", args: JSON.stringify({ ...args, clients: { web: {} }, repairDrift: true }) };
    const up = async () => {
      const { changes, outputs } = (await engine?.up(config)) ?? { changes: {}, outputs: {} };
      const { same: _, ...rest } = changes;
      return { changes: rest, userPoolId: outputs["userPoolId"] ?? "" };
    };
    const { userPoolId } = await up();
    expect(await up()).toEqual({ changes: {}, userPoolId });

    await changeOutside(stack(), userPoolId);
    expect(await up()).toEqual({ changes: { update: 1 }, userPoolId });
    expect(await liveState(stack(), userPoolId)).toEqual(asWanted);
    expect(await up()).toEqual({ changes: {}, userPoolId });

    await changeOutside(stack(), userPoolId);
    expect(await up()).toEqual({ changes: { update: 1 }, userPoolId });
    expect(await liveState(stack(), userPoolId)).toEqual(asWanted);

    await aws.cognito.send(new DeleteUserPoolCommand({ UserPoolId: userPoolId }));
    const again = await up();
    expect(again.userPoolId).not.toBe(userPoolId);
    const { UserPools = [] } = await aws.cognito.send(new ListUserPoolsCommand({ MaxResults: 60 }));
    expect(UserPools.map(({ Id }) => Id)).toEqual([again.userPoolId]);
    expect(await liveState(stack(), again.userPoolId)).toEqual(asWanted);
    expect(await up()).toEqual({ changes: {}, userPoolId: again.userPoolId });
  });
});
