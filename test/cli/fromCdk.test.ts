import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CreateStackCommand, UpdateStackCommand } from "@aws-sdk/client-cloudformation";
import {
  AdminConfirmSignUpCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  ListUsersCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { command } from "../../commands/adopt";
import { localEnvironment } from "../../commands/support/aws";
import { runCommand } from "../commands/support/capture";
import { describeWithMiniStack } from "../miniStack/support/miniStack";
import { settledStack } from "../miniStack/support/stacks";
import { preparePulumi } from "./support/typedProgram";

jest.setTimeout(400_000);

interface Template {
  Resources: Record<string, { Type: string; DeletionPolicy?: string }>;
  Outputs: Record<string, unknown>;
}

/** What aws-cdk-lib 2.276.0 makes of a `UserPool` with a client and a post-confirmation `Function`, without a `removalPolicy`. */
const synthesised = readFileSync(join(__dirname, "../fixtures/cdk/shop.template.json"), "utf8");
const trigger = join(__dirname, "../fixtures/pools/first.ts");
const StackName = "shop";

describeWithMiniStack("The way of docs/from-cdk.md", (stack) => {
  let ids: { UserPoolId: string; ClientId: string };

  beforeEach(async () => {
    const { cloudFormation } = stack().aws;
    Object.assign(process.env, localEnvironment(stack().proxy.endpoint));
    await cloudFormation.send(
      new CreateStackCommand({ StackName, TemplateBody: synthesised, Capabilities: ["CAPABILITY_IAM"] }),
    );
    ids = await outputs("CREATE_COMPLETE");
    await signUp("jane@example.com");
  });

  afterEach(() => stack().reset());

  /** Waits for the state of CDK's stack. */
  async function outputs(wanted: string): Promise<{ UserPoolId: string; ClientId: string }> {
    const found = await settledStack(stack().aws.cloudFormation, StackName);
    const { StackStatus, StackStatusReason, Outputs = [] } = found ?? {};
    const valueOf = (key: string) => Outputs.find(({ OutputKey }) => OutputKey === key)?.OutputValue ?? "";
    if (StackStatus === wanted) return { UserPoolId: valueOf("UserPoolId"), ClientId: valueOf("ClientId") };
    throw new Error(`${StackStatus}: ${StackStatusReason}`);
  }

  /** `cdk deploy`, after the app was changed so that it makes another template. */
  async function deployCdk(change: (template: Template) => void): Promise<void> {
    const template = JSON.parse(synthesised) as Template;
    change(template);
    await stack().aws.cloudFormation.send(
      new UpdateStackCommand({
        StackName,
        TemplateBody: JSON.stringify(template),
        Capabilities: ["CAPABILITY_IAM"],
      }),
    );
    await outputs("UPDATE_COMPLETE");
  }

  /** What `removalPolicy: RETAIN` and `applyRemovalPolicy` make of pool and client. */
  function retain({ Resources }: Template): void {
    for (const resource of Object.values(Resources))
      if (resource.Type.startsWith("AWS::Cognito::")) {
        Object.assign(resource, { UpdateReplacePolicy: "Retain", DeletionPolicy: "Retain" });
      }
  }

  /** Of the stack only what has nothing to do with the pool stays: the function and its role. */
  function takeOut(template: Template): void {
    const kept = /^AWS::(IAM::Role|Lambda::Function)$/;
    template.Resources = Object.fromEntries(
      Object.entries(template.Resources).filter(([, { Type }]) => kept.test(Type)),
    );
    template.Outputs = {};
  }

  async function signUp(Username: string): Promise<void> {
    const { cognito } = stack().aws;
    const { UserPoolId, ClientId } = ids;
    await cognito.send(new SignUpCommand({ ClientId, Username, Password: "Passw0rd!long" }));
    await cognito.send(new AdminConfirmSignUpCommand({ UserPoolId, Username }));
  }

  function client(): Promise<unknown> {
    return stack().aws.cognito.send(new DescribeUserPoolClientCommand(ids));
  }

  async function adopt() {
    const { code, stdout } = await runCommand(command, ["--user-pool-id", ids.UserPoolId]);
    if (process.env["SHOW_COMMANDS"]) process.stderr.write(stdout);
    const pulumi = await preparePulumi(stack().proxy.endpoint);
    const source = stdout.replaceAll(/^import .*\n/gm, "");
    const program = await pulumi.program(source.replace(/"arn:aws:lambda:[^"]*"/, JSON.stringify(trigger)));
    const up = await program.pulumi("up", "--yes", "--skip-preview");
    if (process.env["SHOW_COMMANDS"]) process.stderr.write(up.output);
    return { code, program, up };
  }

  it("keeps pool, user and client, calls the program's trigger, and plans no further change", async () => {
    const { cognito } = stack().aws;
    await deployCdk(retain);
    await deployCdk(takeOut);
    const { code, program, up } = await adopt();
    await signUp("john@example.com");

    const { UserPool } = await cognito.send(new DescribeUserPoolCommand(ids));
    const { Users = [] } = await cognito.send(new ListUsersCommand({ UserPoolId: ids.UserPoolId }));
    expect({ code, ...up }).toMatchObject({ code: 0, ok: true });
    expect(up.output).toMatch(/= 1 imported/);
    expect(up.output).not.toMatch(/replace/);
    expect(UserPool?.LambdaConfig?.PostConfirmation).toMatch(
      /:function:customers-post-confirmation-function/,
    );
    expect(Users).toHaveLength(2);
    await expect(client()).resolves.toBeDefined();
    expect(await program.pulumi("preview", "--expect-no-changes")).toMatchObject({ ok: true });
  });

  it("is needed for the client: CDK retains the pool by itself, and not its clients", async () => {
    await deployCdk(takeOut);

    const { Users = [] } = await stack().aws.cognito.send(
      new ListUsersCommand({ UserPoolId: ids.UserPoolId }),
    );
    expect(Users).toHaveLength(1);
    await expect(client()).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });
});
