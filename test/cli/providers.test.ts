import { join } from "node:path";
import { DescribeUserPoolCommand } from "@aws-sdk/client-cognito-identity-provider";
import { localEnvironment } from "../../commands/support/aws";
import { GET_CLI } from "../../local/chooseEngine";
import { isRealPlugin, pluginFile } from "../../local/chooseProvider";
import { findCli } from "../../local/cli/findCli";
import { PulumiEngine } from "../../local/engines/pulumi";
import { difference, names, takeInventory } from "../../local/inventory";
import { describeWithMiniStack } from "../miniStack/support/miniStack";

jest.setTimeout(600_000);

const project = join(__dirname, "..", "fixtures", "rich");

/** The real plugin is not everywhere. Where it is missing, the test says so in its name, and tries nothing. */
const version = jest.requireActual<{ version: string }>("@pulumi/aws/package.json").version;
const hasReal = isRealPlugin(pluginFile(process.env, version));
const providers = [
  { provider: "local" as const, where: "" },
  ...(hasReal ? [{ provider: "aws" as const, where: "" }] : []),
];

describeWithMiniStack(
  `the richest program${hasReal ? "" : " (the real AWS provider is not installed: only the local one is tried)"}`,
  (stack) => {
    afterEach(() => stack().reset());

    it.each(providers)(
      "is deployed, unchanged, refreshed, changed in place and removed by the provider $provider",
      async ({ provider }) => {
        const { cli, reason } = await findCli();
        if (!cli) throw new Error(`${reason}. ${GET_CLI}.`);
        const { aws } = stack();
        const before = await takeInventory(aws);
        const engine = new PulumiEngine({
          cli,
          provider,
          aws: localEnvironment(stack().proxy.endpoint),
          project,
        });

        const made = await engine.up({});
        const again = await engine.preview({});
        const refreshed = await engine.refresh();
        const afterRefresh = await engine.up({});
        const preview = await engine.preview({ passwordMinimumLength: "16" });
        const changed = await engine.up({ passwordMinimumLength: "16" });
        const { UserPool } = await aws.cognito.send(
          new DescribeUserPoolCommand({ UserPoolId: made.outputs["userPoolId"] }),
        );
        const otherDomain = await engine.preview({ passwordMinimumLength: "16", domain: "other-example" });
        await engine.destroy();
        const left = names(difference(before, await takeInventory(aws)));

        const count = made.changes["create"];
        const only = (changes: Record<string, number>) => ({ ...changes, same: undefined });
        expect(count).toBeGreaterThan(40);
        expect([again, refreshed, afterRefresh.changes]).toEqual([
          { same: count },
          { same: count },
          { same: count },
        ]);
        // The component, whose arguments are its inputs, and the stack.
        expect([only(preview), only(changed.changes)]).toEqual([{ update: 2 }, { update: 2 }]);
        expect(UserPool?.Policies?.PasswordPolicy?.MinimumLength).toBe(16);
        expect(only(otherDomain)).toEqual({ update: 1, replace: 1 });
        expect(left).toEqual([]);
      },
    );
  },
);
