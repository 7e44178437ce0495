import { DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { UpdateUserPoolCommand } from "@aws-sdk/client-cognito-identity-provider";
import { DeleteRolePolicyCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { startProxy } from "../../local/proxy/proxy";
import { describeWithMiniStack } from "../miniStack/support/miniStack";
import type { StateResource } from "./support/pulumiProgram";
import { openStories, type Stories } from "./support/stories";

jest.setTimeout(400_000);

const pool = { clients: { web: {} } };
const longer = { settings: { Policies: { PasswordPolicy: { MinimumLength: 14 } } } };

/** What AWS's provider leaves after an update that CloudFormation took back. */
function loseOutputs(initErrors: string[]) {
  return (resource: StateResource) => {
    if (!resource.urn.includes("aws:cloudformation/stack:Stack::")) return;
    resource.outputs = { ...resource.outputs, outputs: {} };
    resource.initErrors = initErrors;
  };
}

/** The commands of an explanation, to be run without a question. */
function commandsIn(said: string): string[] {
  const lines = said.split("\n").map((line) => line.trim());
  const commands = lines.filter((line) => /^pulumi (state unprotect|destroy|refresh|up)/.test(line));
  // An explanation stands in the output twice, and a refresh after a destroy is another way out.
  const unique = [...new Set(commands)].filter(
    (line, index, all) => line !== "pulumi refresh" || index + 1 < all.length,
  );
  return unique.map((line) => (line.includes("--yes") ? line : `${line} --yes`));
}

describeWithMiniStack("after a failed deployment, with the real engine", (stack) => {
  let stories: Stories;

  beforeAll(async () => {
    stories = await openStories(stack());
  });

  afterAll(() => stories.close());

  async function follow(said: string, number: number): Promise<void> {
    const commands = commandsIn(said);
    expect(commands).toHaveLength(number);
    for (const command of commands) await stories.succeed(command);
  }

  /** Gives the handler what it was deployed without. */
  async function mend(): Promise<void> {
    const { iam } = stack().aws;
    const RoleName = await stories.handlerRole();
    const Statement = [{ Effect: "Allow", Action: "cognito-idp:UpdateUserPool", Resource: "*" }];
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "mended", PolicyDocument }));
    takeBack = async () => {
      await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: "mended" }));
    };
  }
  let takeBack = async (): Promise<void> => undefined;

  it("a first one leaves no pool, and its stack makes room by the commands that are told", async () => {
    const { env, fail, poolIds, write } = stories;
    await write({ users: pool });
    // The pool is made, and the triggers, which protect it, are not.
    const { AWS_ENDPOINT_URL: endpoint } = env;
    const withoutAction = "cognito-idp:UpdateUserPool";
    const proxy = await startProxy({ upstream: () => stack().miniStack.endpoint, withoutAction });
    env["AWS_ENDPOINT_URL"] = proxy.endpoint;
    expect(await fail("pulumi up --yes --skip-preview")).toContain("ROLLBACK_COMPLETE");
    expect(await poolIds()).toEqual([]);
    const { Stacks = [] } = await stack().aws.cloudFormation.send(new DescribeStacksCommand({}));
    expect(Stacks.map(({ StackStatus }) => StackStatus)).toEqual(["ROLLBACK_COMPLETE"]);

    env["AWS_ENDPOINT_URL"] = endpoint;
    await proxy.close();
    await mend();
    const again = await fail("pulumi up --yes --skip-preview");
    expect(again).toContain("where it can only be deleted");
    await follow(again, 3);
    expect(await poolIds()).toHaveLength(1);
  });

  it("previews a state without outputs, and explains an update that has to know them", async () => {
    const { editState, fail, succeed, write } = stories;
    await editState(loseOutputs(["UPDATE_ROLLBACK_COMPLETE"]));
    expect(await succeed("pulumi preview")).toMatch(/Resources:\n +~ 1 to update\n +\d+ unchanged/);
    await write({ users: { ...pool, ...longer } });
    // The component, whose arguments are its inputs, and the stack.
    expect(await succeed("pulumi preview")).toMatch(/Resources:\n +~ 2 to update\n +\d+ unchanged/);

    await write({ users: pool });
    await editState(loseOutputs([]));
    await succeed("pulumi preview");
    const failed = await fail("pulumi up --yes --skip-preview");
    expect(failed).toContain("has no output such as `UserPoolId`");
    expect(failed).not.toMatch(/^ +at /m);
    await follow(failed, 2);
  });

  it("a deletion that Cognito refused goes on when what stands in its way is gone", async () => {
    const { fail, poolIds, succeed } = stories;
    await succeed("pulumi state unprotect --all --yes");
    const refused = await fail("pulumi destroy --yes");
    expect(refused).toContain("its deletion protection");
    await stories.write({ users: { ...pool, ...longer } });
    const failed = await fail("pulumi up --yes --skip-preview");
    const [UserPoolId = ""] = await poolIds();
    expect(failed).toContain(
      `aws cognito-idp update-user-pool --user-pool-id '${UserPoolId}' --deletion-protection INACTIVE`,
    );

    await stack().aws.cognito.send(new UpdateUserPoolCommand({ UserPoolId, DeletionProtection: "INACTIVE" }));
    await takeBack();
    await follow(failed, 2);
    expect(await poolIds()).toEqual([]);
  });
});
