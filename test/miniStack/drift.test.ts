import { execFile } from "node:child_process";
import { join } from "node:path";
import {
  DescribeStacksCommand,
  GetTemplateCommand,
  UpdateStackCommand,
  waitUntilStackUpdateComplete,
} from "@aws-sdk/client-cloudformation";
import { DeleteUserPoolCommand } from "@aws-sdk/client-cognito-identity-provider";
import { localEnvironment } from "../../commands/support/aws";
import { runsTypeScript } from "../../commands/support/processes";
import { detectDrift } from "../../components/drift/detect";
import { EmbeddedEngine } from "../../local/engines/embedded";
import { changeOutside, liveState, poolArgs, project } from "./support/drift";
import { describeWithMiniStack } from "./support/miniStack";

const root = join(__dirname, "../..");
jest.setTimeout(60_000);

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
      [...runsTypeScript, join(root, "commands/main.ts"), "drift", ...options],
      { env: { ...process.env, ...env, NODE_NO_WARNINGS: "1" } },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

describeWithMiniStack("npm run drift, on MiniStack", (stack) => {
  let engine: EmbeddedEngine;
  let env: Record<string, string>;
  let userPoolId: string;
  let stackName: string;

  beforeEach(async () => {
    env = localEnvironment(stack().proxy.endpoint);
    engine = new EmbeddedEngine({ aws: env, report: () => {}, project });
    const { outputs } = await engine.up({ count: "1", args: JSON.stringify(poolArgs) });
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
      stdout: `✔ ${stackName} (${userPoolId}): no drift\n`,
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
      code: 64,
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
