import { GetRolePolicyCommand, ListRolePoliciesCommand, ListRolesCommand } from "@aws-sdk/client-iam";
import { localEnvironment } from "../../commands/support/aws";
import { CHANGED_CONFIG } from "../../local/change";
import { EmbeddedEngine } from "../../local/engines/embedded";
import { type Proxy, startProxy } from "../../local/proxy/proxy";
import { describeWithMiniStack } from "./support/miniStack";

/** The handler waits 20 seconds for a new role to be known everywhere before it takes a denial for granted. */
jest.setTimeout(180_000);

/** What the role allows, and what the run says without it. */
const ALLOWED = [
  { action: "cognito-idp:AddCustomAttributes" },
  { action: "cognito-idp:CreateUserPool" },
  { action: "cognito-idp:DeleteUserPool" },
  { action: "cognito-idp:DescribeUserPool", says: "the handler's role may not read it" },
  { action: "cognito-idp:GetUserPoolMfaConfig" },
  { action: "cognito-idp:SetUserPoolMfaConfig" },
  { action: "cognito-idp:UpdateUserPool" },
].map(({ action, says = `not authorized to perform: ${action}` }) => ({ action, says }));

/** What it allows for days on which something goes wrong: repeated requests, lost pools, pools of other stacks. */
const FOR_BAD_DAYS = [
  "cloudformation:DescribeStackResource",
  "cloudformation:DescribeStacks",
  "cognito-idp:ListUserPools",
  "cognito-idp:ListUsers",
];

interface Statement {
  Effect: string;
  Action: string | string[];
}

describeWithMiniStack("the role of the user pool's handler", (stack) => {
  /** Every life in an account of its own, all at the same time: they mostly wait. */
  const lives = new Map<string, Promise<Error | undefined>>();

  beforeAll(() => {
    ALLOWED.forEach(({ action }, index) => lives.set(action, live(String(100_000_000_000 + index), action)));
  });
  afterAll(async () => {
    await Promise.all(lives.values());
  });

  function engine(account: string, { endpoint }: Proxy = stack().proxy): EmbeddedEngine {
    // MiniStack takes twelve digits for the root user of that account.
    const aws = { ...localEnvironment(endpoint), AWS_ACCESS_KEY_ID: account };
    return new EmbeddedEngine({ aws, report: () => undefined });
  }

  /** A pool's life without one action: made, changed in all the ways that the handler knows, removed. */
  async function live(account: string, withoutAction: string): Promise<Error | undefined> {
    const proxy = await startProxy({ upstream: () => stack().miniStack.endpoint, withoutAction });
    const one = engine(account, proxy);
    try {
      await one.up({});
      await one.up(CHANGED_CONFIG);
      await one.destroy();
      return undefined;
    } catch (error) {
      return error as Error;
    } finally {
      await proxy.close();
    }
  }

  async function statements(): Promise<Statement[]> {
    const { iam } = stack().aws;
    const found: Statement[] = [];
    const { Roles = [] } = await iam.send(new ListRolesCommand({}));
    for (const { RoleName } of Roles) {
      const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
      for (const PolicyName of PolicyNames) {
        const { PolicyDocument = "" } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
        found.push(
          ...(JSON.parse(decodeURIComponent(PolicyDocument)) as { Statement: Statement[] }).Statement,
        );
      }
    }
    return found;
  }

  it("allows the calls that are tried here, those for bad days, and no other", async () => {
    await engine("test").up({});

    const allowed = (await statements())
      .filter(({ Effect }) => Effect === "Allow")
      .flatMap(({ Action }) => Action);

    const ofOthers = new Set(allowed.filter((action) => !action.startsWith("logs:")));
    expect([...ofOthers].toSorted()).toEqual(
      [...FOR_BAD_DAYS, ...ALLOWED.map(({ action }) => action)].toSorted(),
    );
  });

  it.each(ALLOWED)("is of no use without $action", async ({ action, says }) => {
    const failure = await lives.get(action);

    expect(failure?.message).toContain(says);
  });
});
