import { join } from "node:path";
import { CreateStackCommand, DeleteStackCommand, UpdateStackCommand } from "@aws-sdk/client-cloudformation";
import {
  AdminCreateUserCommand,
  DescribeUserPoolCommand,
  ListUsersCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateFunctionCommand } from "@aws-sdk/client-lambda";
import { localEnvironment } from "../../commands/support/aws";
import { zip } from "../../commands/support/zip";
import { bundle } from "../../components/lambda/bundle";
import { lambdaTrustPolicy, policyDocument } from "../../components/lambda/policies";
import { EmbeddedEngine } from "../../local/engines/embedded";
import { describeWithMiniStack } from "./support/miniStack";
import { settledStack } from "./support/stacks";

jest.setTimeout(120_000);

const fixtures = join(__dirname, "../fixtures");
const project = join(fixtures, "pools");
const oldTrigger = "arn:aws:lambda:us-east-1:000000000000:function:my-service-dev-postConfirmation";
const StackName = "my-service-dev";

/** The old service's resources; `retained` is the step that docs/from-serverless.md begins with. */
function template({ retained }: { retained: boolean }): string {
  return JSON.stringify({
    Resources: {
      CognitoUserPool: {
        Type: "Custom::CognitoUserPool",
        ...(retained && { DeletionPolicy: "Retain" }),
        Properties: {
          ServiceToken: "arn:aws:lambda:us-east-1:000000000000:function:old-pool",
          LambdaArn: oldTrigger,
        },
      },
    },
    Outputs: { Id: { Value: { Ref: "CognitoUserPool" } } },
  });
}

describeWithMiniStack("The way of docs/from-serverless.md", (stack) => {
  let engine: EmbeddedEngine;
  let userPoolId: string;

  beforeEach(async () => {
    engine = new EmbeddedEngine({ aws: localEnvironment(stack().proxy.endpoint), report: () => {}, project });
    const { iam, lambda, cloudFormation, cognito } = stack().aws;
    const trust = JSON.stringify(lambdaTrustPolicy());
    await iam.send(new CreateRoleCommand({ RoleName: "old", AssumeRolePolicyDocument: trust }));
    const allowed = { Effect: "Allow", Action: "cognito-idp:*", Resource: "*" } as const;
    const PolicyDocument = JSON.stringify(policyDocument([allowed]));
    await iam.send(new PutRolePolicyCommand({ RoleName: "old", PolicyName: "pools", PolicyDocument }));
    const text = await bundle({ entry: "serverless/customResource.ts", folder: fixtures });
    await lambda.send(
      new CreateFunctionCommand({
        FunctionName: "old-pool",
        Role: "arn:aws:iam::000000000000:role/old",
        Runtime: "nodejs24.x",
        Handler: "index.handler",
        Code: { ZipFile: zip([{ name: "index.mjs", data: Buffer.from(text) }]) },
      }),
    );
    await cloudFormation.send(
      new CreateStackCommand({ StackName, TemplateBody: template({ retained: false }) }),
    );
    userPoolId = await outcome("CREATE_COMPLETE");
    await cognito.send(new AdminCreateUserCommand({ UserPoolId: userPoolId, Username: "jane@example.com" }));
  });

  afterEach(async () => {
    await engine.destroy();
    await stack().reset();
  });

  /** Waits for the state of the old stack. @returns its pool's id */
  async function outcome(wanted: string): Promise<string> {
    const found = await settledStack(stack().aws.cloudFormation, StackName);
    const { StackStatus = "DELETE_COMPLETE", StackStatusReason, Outputs } = found ?? {};
    if (StackStatus !== wanted) throw new Error(`${StackStatus}: ${StackStatusReason}`);
    return Outputs?.[0]?.OutputValue ?? "";
  }

  async function removeOldService(): Promise<void> {
    await stack().aws.cloudFormation.send(new DeleteStackCommand({ StackName }));
    await outcome("DELETE_COMPLETE");
  }

  it("keeps the pool and its users, attaches the program's trigger, and survives the old service", async () => {
    const { cloudFormation, cognito } = stack().aws;
    await cloudFormation.send(
      new UpdateStackCommand({ StackName, TemplateBody: template({ retained: true }) }),
    );
    await outcome("UPDATE_COMPLETE");

    const { outputs } = await engine.up({
      count: "1",
      args: JSON.stringify({
        adoptUserPoolId: userPoolId,
        triggers: { PostConfirmation: join(project, "first.ts") },
      }),
    });
    await removeOldService();

    const { UserPool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId: userPoolId }));
    const { Users = [] } = await cognito.send(new ListUsersCommand({ UserPoolId: userPoolId }));
    expect(outputs["userPoolId"]).toBe(userPoolId);
    expect(UserPool?.UsernameAttributes).toEqual(["email"]);
    expect(UserPool?.LambdaConfig?.PostConfirmation).toMatch(/:function:pool-0-post-confirmation-function/);
    expect(Users).toHaveLength(1);
  });

  it("is needed: without its first step the old service takes the pool with it", async () => {
    await removeOldService();

    await expect(
      stack().aws.cognito.send(new DescribeUserPoolCommand({ UserPoolId: userPoolId })),
    ).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });
});
