import { DeleteUserPoolCommand, ListUserPoolsCommand } from "@aws-sdk/client-cognito-identity-provider";
import { localEnvironment } from "../../commands/support/aws";
import { GET_CLI } from "../../local/chooseEngine";
import { findCli } from "../../local/cli/findCli";
import { PulumiEngine } from "../../local/engines/pulumi";
import { changeOutside, liveState, poolArgs, project } from "../miniStack/support/drift";
import { describeWithMiniStack } from "../miniStack/support/miniStack";

jest.setTimeout(180_000);

const asWanted = [12, ["PostConfirmation"]];

describeWithMiniStack("repairDrift, with the real engine on MiniStack", (stack) => {
  let engine: PulumiEngine;

  beforeEach(async () => {
    const { cli, reason } = await findCli();
    if (!cli) throw new Error(`${reason}. ${GET_CLI}.`);
    engine = new PulumiEngine({ cli, aws: localEnvironment(stack().proxy.endpoint), project });
  });

  afterEach(() => engine.destroy());

  it("repairs a changed pool once, makes a deleted one again, and leaves a repaired one alone", async () => {
    const { aws } = stack();
    const config = {
      count: "1",
      args: JSON.stringify({ ...poolArgs, clients: { web: {} }, repairDrift: true }),
    };
    const up = async () => {
      const { changes, outputs } = await engine.up(config);
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
