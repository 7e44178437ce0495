import { CreateChangeSetCommand, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import {
  DescribeLogGroupsCommand,
  GetQueryResultsCommand,
  StartQueryCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { DescribeUserPoolCommand } from "@aws-sdk/client-cognito-identity-provider";
import { DeleteRolePolicyCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { run } from "../../commands/support/processes";
import { independentPython } from "../independent/support/tools";
import { describeWithMiniStack } from "../miniStack/support/miniStack";
import { blocksOf } from "../support/documentation";
import { wordsOf } from "./support/pulumiProgram";
import { openStories, type Stories } from "./support/stories";

jest.setTimeout(400_000);

/** The blocks of the page, of which each is told by something that it has. */
const blocks = blocksOf("docs/operations.md");
const pool = { clients: { web: {} } };
const longer = { settings: { Policies: { PasswordPolicy: { MinimumLength: 14 } } } };

const queries = blocks.filter(({ text }) => text.startsWith("fields ")).map(({ text }) => text);

describeWithMiniStack("docs/operations.md, with the real engine", (stack) => {
  let stories: Stories;
  let python: string;

  beforeAll(async () => {
    stories = await openStories(stack());
    python = await independentPython();
    await stories.write({ kept: pool });
    await stories.succeed("pulumi up --yes --skip-preview");
  });

  afterAll(() => stories.close());

  /** AWS's own command line, as a person types it. */
  async function aws(line: string): Promise<void> {
    await run(python, ["-m", "awscli", ...wordsOf(line).slice(1)], { env: stories.env });
  }

  /** Runs a block of the page, line by line, with its variables. */
  async function follow(has: string, variables: Readonly<Record<string, string>>): Promise<void> {
    const [block] = blocks.filter(({ info, text }) => info === "sh test" && text.includes(has));
    if (!block) throw new Error(`The page has no block with \`${has}\`.`);
    for (const written of block.text.trim().split("\n")) {
      const line = written.replaceAll(/"\$(\w+)"/g, (_, name: string) => `'${variables[name]}'`);
      if (line.startsWith("aws ")) await aws(line);
      else await stories.succeed(/^pulumi (up|refresh|destroy)/.test(line) ? `${line} --yes` : line);
    }
  }

  /** A bad day: the handler may not do this until it is over. */
  async function without(actions: readonly string[], day: () => Promise<void>): Promise<void> {
    const policy = { RoleName: await stories.handlerRole(), PolicyName: "bad-day" };
    const Statement = [{ Effect: "Deny", Action: actions, Resource: "*" }];
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
    await stack().aws.iam.send(new PutRolePolicyCommand({ ...policy, PolicyDocument }));
    try {
      await day();
    } finally {
      await stack().aws.iam.send(new DeleteRolePolicyCommand(policy));
    }
  }

  async function stateOf(name: string): Promise<[string, string]> {
    const { Stacks = [] } = await stack().aws.cloudFormation.send(new DescribeStacksCommand({}));
    const found = Stacks.find(({ StackName }) => StackName?.startsWith(name));
    return [found?.StackStatus ?? "none", found?.StackId ?? ""];
  }

  /** The pools of the program, in their order. */
  async function idsOf(): Promise<string[]> {
    return JSON.parse(await stories.succeed("pulumi stack output userPoolIds --json")) as string[];
  }

  const urnOf = (said: string, name: string): string =>
    new RegExp(`urn:\\S+::${name}-stack`).exec(said)?.[0] ?? "";

  it("heals ROLLBACK_FAILED: its stack goes, and another makes the pool", async () => {
    const { write, fail, poolIds } = stories;
    const [kept = ""] = await poolIds();
    await write({ kept: pool, users: pool });
    await without(["cognito-idp:UpdateUserPool", "cognito-idp:DeleteUserPool"], async () => {
      await fail("pulumi up --yes --skip-preview");
    });
    expect(await stateOf("users-stack")).toEqual(["ROLLBACK_FAILED", expect.any(String)]);
    const halfMade = (await poolIds()).find((id) => id !== kept);

    const said = await fail("pulumi up --yes --skip-preview");
    expect(said).toContain("CloudFormation could not undo the creation of the user pool");
    await follow("pulumi state unprotect", { URN: urnOf(said, "users") });

    // The local AWS forgets a resource whose deletion failed, where CloudFormation deletes it with the stack.
    await stories.succeed("pulumi preview --expect-no-changes");
    expect(await stateOf("users-stack")).toEqual(["CREATE_COMPLETE", expect.any(String)]);
    const pools = (await poolIds()).filter((id) => id !== halfMade);
    expect(pools).toHaveLength(2);
    expect(pools).toContain(kept);
  });

  it("heals UPDATE_ROLLBACK_FAILED: the pool stays, and has the new setting in the end", async () => {
    const { write, fail, succeed } = stories;
    const [kept = ""] = await idsOf();
    await write({ kept: { ...pool, ...longer }, users: pool });
    await without(["cognito-idp:UpdateUserPool", "cognito-idp:DescribeUserPool"], async () => {
      expect(await fail("pulumi up --yes --skip-preview")).toContain(
        "could neither update the user pool nor undo the update",
      );
    });
    const [status, STACK] = await stateOf("kept-stack");
    expect(status).toBe("UPDATE_ROLLBACK_FAILED");

    await follow("continue-update-rollback", { STACK });

    await succeed("pulumi preview --expect-no-changes");
    const { UserPool } = await stack().aws.cognito.send(new DescribeUserPoolCommand({ UserPoolId: kept }));
    expect(UserPool?.Policies?.PasswordPolicy?.MinimumLength).toBe(14);
  });

  it("keeps a pool whose deletion was refused: its stack is given up, and the pool adopted", async () => {
    const { write, fail, succeed } = stories;
    const [kept = "", users = ""] = await idsOf();
    await succeed("pulumi state unprotect --all --yes");
    const urn = urnOf(await succeed("pulumi stack --show-urns"), "users");
    await fail(`pulumi destroy --yes --target-dependents --target '${urn}'`);
    const [status, STACK] = await stateOf("users-stack");
    expect(status).toBe("DELETE_FAILED");

    await follow("--retain-resources", { STACK });
    await write({ kept: { ...pool, ...longer }, users: { ...pool, adoptUserPoolId: users } });
    await succeed("pulumi up --yes --skip-preview");

    expect(await idsOf()).toEqual([kept, users]);
  });

  it("heals REVIEW_IN_PROGRESS, in which an imported stack may be", async () => {
    const { fail, editState, write, succeed } = stories;
    const protection = /urn:\S+::kept-protection/.exec(await succeed("pulumi stack --show-urns"))?.[0];
    await succeed(`pulumi state delete --yes --force '${protection}'`);
    const { StackId } = await stack().aws.cloudFormation.send(
      new CreateChangeSetCommand({
        StackName: "imported",
        ChangeSetName: "imported",
        ChangeSetType: "CREATE",
        TemplateBody: JSON.stringify({ Resources: { Topic: { Type: "AWS::SNS::Topic" } } }),
      }),
    );
    await editState((resource) => {
      if (resource.urn.endsWith("::kept-stack")) resource.id = StackId;
    });
    const [, users = ""] = await idsOf();
    await write({ kept: pool, users: { ...pool, adoptUserPoolId: users } });
    const said = await fail("pulumi up --yes --skip-preview");
    expect(said).toContain("which was never executed");

    await follow("pulumi state unprotect", { URN: urnOf(said, "kept") });

    await stories.succeed("pulumi preview --expect-no-changes");
  });

  it("answers the page's queries by the handler's log lines of these days", async () => {
    const { logs } = stack().aws;
    const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({}));
    const logGroupName = logGroups.find(({ logGroupName: name }) => name?.includes("handler"))?.logGroupName;
    const ask = async (queryString: string): Promise<Record<string, unknown>[]> => {
      const period = { startTime: 0, endTime: Math.ceil(Date.now() / 1000) };
      const { queryId } = await logs.send(new StartQueryCommand({ logGroupName, queryString, ...period }));
      const { results = [] } = await logs.send(new GetQueryResultsCommand({ queryId }));
      const lines = results.map((row) => row.find(({ field }) => field === "@message")?.value ?? "");
      return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    };

    const [failures = [], changes = [], errors = []] = await Promise.all(queries.map(ask));

    expect(queries).toHaveLength(3);
    expect(new Set(failures.map(({ status }) => status))).toEqual(new Set(["FAILED"]));
    expect(changes.map(({ because }) => because)).toContainEqual(["Policies.PasswordPolicy.MinimumLength"]);
    expect(errors.map(({ error }) => error)).toContain("AccessDeniedException");
  });
});
