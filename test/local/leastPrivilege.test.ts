import { GetRolePolicyCommand, ListRolePoliciesCommand, ListRolesCommand } from "@aws-sdk/client-iam";
import { localEnvironment } from "../../local/aws";
import { CHANGED_CONFIG } from "../../local/change";
import { EmbeddedEngine } from "../../local/engines/embedded";
import { WITHOUT_ACTION } from "../../local/provider/registry";
import { describeWithMiniStack } from "./support/miniStack";

jest.setTimeout(120_000);

const ALLOWED = [
  "cognito-idp:AddCustomAttributes",
  "cognito-idp:CreateUserPool",
  "cognito-idp:DeleteUserPool",
  "cognito-idp:DescribeUserPool",
  "cognito-idp:GetUserPoolMfaConfig",
  "cognito-idp:ListUserPools",
  "cognito-idp:SetUserPoolMfaConfig",
  "cognito-idp:UpdateUserPool",
];

describeWithMiniStack("the role of the user pool's handler", (stack) => {
  beforeEach(async () => {
    await stack().reset();
  });

  function engine(withoutAction?: string): EmbeddedEngine {
    const aws = localEnvironment(stack().proxy.endpoint);
    if (withoutAction !== undefined) aws[WITHOUT_ACTION] = withoutAction;
    return new EmbeddedEngine({ aws, report: () => undefined });
  }

  /** A pool's life: made, changed in all the ways that the handler knows, removed. */
  async function live(withoutAction: string): Promise<void> {
    const one = engine(withoutAction);
    await one.up({});
    await one.up(CHANGED_CONFIG);
    await one.destroy();
  }

  /** The actions of every policy of every role. */
  async function allowedActions(): Promise<string[]> {
    const { iam } = stack().aws;
    const actions: string[] = [];
    const { Roles = [] } = await iam.send(new ListRolesCommand({}));
    for (const { RoleName } of Roles) {
      const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
      for (const PolicyName of PolicyNames) {
        const { PolicyDocument = "" } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
        const { Statement } = JSON.parse(decodeURIComponent(PolicyDocument)) as {
          Statement: { Action: string | string[] }[];
        };
        actions.push(...Statement.flatMap(({ Action }) => Action));
      }
    }
    return actions;
  }

  it("allows these actions of Cognito and no other", async () => {
    await engine().up({});

    const actions = await allowedActions();

    expect([...new Set(actions.filter((action) => !action.startsWith("logs:")))].toSorted()).toEqual(ALLOWED);
  });

  it.each(ALLOWED)("is of no use without %s", async (action) => {
    await expect(live(action)).rejects.toThrow(`not authorized to perform: ${action}`);
  });
});
