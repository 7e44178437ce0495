import { UpdateUserPoolCommand } from "@aws-sdk/client-cognito-identity-provider";
import { describeWithMiniStack } from "../miniStack/support/miniStack";
import type { StateResource } from "./support/pulumiProgram";
import { openStories, type Stories } from "./support/stories";

jest.setTimeout(400_000);

const pool = { clients: { web: {} } };
/** CloudFormation makes the pool before it fails to let this function be called. */
const wrongTrigger = {
  PreSignUp: "arn:aws:lambda:us-east-1:000000000000:function:stories-test-user-pool-handler:none",
};
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
  return [...new Set(commands)].map((line) => (line.includes("--yes") ? line : `${line} --yes`));
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

  it("a first one leaves no pool, and its stack makes room by the commands that are told", async () => {
    await stories.write({ users: { ...pool, triggers: wrongTrigger } });
    const failed = await stories.fail("pulumi up --yes --skip-preview");
    expect(failed).toContain("ROLLBACK_COMPLETE");
    expect(await stories.poolIds()).toEqual([]);
    await stories.write({ users: pool });
    const again = await stories.fail("pulumi up --yes --skip-preview");
    expect(again).toContain("where it can only be deleted");

    await follow(again, 3);
    expect(await stories.poolIds()).toHaveLength(1);
  });

  it("previews a state without outputs, and explains an update that has to know them", async () => {
    const { editState, fail, succeed, write } = stories;
    await editState(loseOutputs(["UPDATE_ROLLBACK_COMPLETE"]));
    expect(await succeed("pulumi preview")).toMatch(/Resources:\n +~ 1 to update\n +\d+ unchanged/);
    await write({ users: { ...pool, ...longer } });
    expect(await succeed("pulumi preview")).toMatch(/Resources:\n +~ 1 to update\n +\d+ unchanged/);

    await write({ users: pool });
    await editState(loseOutputs([]));
    await succeed("pulumi preview");
    const failed = await fail("pulumi up --yes --skip-preview");
    expect(failed).toContain("has no output `UserPoolId`");
    expect(failed).not.toMatch(/^ +at /m);
    await follow(failed, 2);
  });

  it("a deletion that Cognito refused goes on when what stands in its way is gone", async () => {
    const { fail, poolIds, succeed } = stories;
    await succeed("pulumi state unprotect --all --yes");
    const failed = await fail("pulumi destroy --yes --run-program");
    const [UserPoolId = ""] = await poolIds();
    expect(failed).toContain("DELETE_FAILED");
    expect(failed).toContain("its deletion protection");

    await stack().aws.cognito.send(new UpdateUserPoolCommand({ UserPoolId, DeletionProtection: "INACTIVE" }));
    await succeed("pulumi destroy --yes");
    expect(await poolIds()).toEqual([]);
  });
});
