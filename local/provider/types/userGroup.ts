import {
  CreateGroupCommand,
  DeleteGroupCommand,
  GetGroupCommand,
  UpdateGroupCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { text } from "../../../commands/support/records";
import { unlessGone } from "../gone";
import { LocalResource } from "../localResource";
import { all, arn, length, matches } from "../refusals";
import { type Inputs, type PropertyRule, type Props } from "../resourceType";
import { needed, number, pairOf, regionRule } from "../values";

/** `aws.cognito.UserGroup`. Its id is the pool's, a slash, and its name. */
export class UserGroupResource extends LocalResource {
  readonly title = "aws.cognito.UserGroup";
  override readonly autoName = { property: "name", maxLength: 128 };
  readonly properties: Record<string, PropertyRule> = {
    userPoolId: { kind: "string", required: true, replaces: true },
    name: {
      kind: "string",
      replaces: true,
      refuse: all(length(1, 128), matches(/^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u, "a name without white space")),
    },
    description: { kind: "string", refuse: length(0, 2048) },
    precedence: { kind: "number" },
    roleArn: { kind: "string", refuse: arn },
    region: regionRule(this.context),
  };
  readonly outputs = [];

  async create(inputs: Inputs) {
    const ids = idsOf(inputs);
    await this.aws.cognito.send(new CreateGroupCommand(request(inputs)));
    return { id: `${ids.UserPoolId}/${ids.GroupName}`, outs: { ...inputs, region: this.aws.region } };
  }

  /** What is imported has nothing but its id. */
  async read(id: string, props: Props) {
    const named = { ...props, ...pairOf(id, "/", ["userPoolId", "name"]) };
    return await unlessGone(async () => {
      const { Group: found = {} } = await this.aws.cognito.send(new GetGroupCommand(idsOf(named)));
      const { Description: description, Precedence: precedence, RoleArn: roleArn } = found;
      return { id, props: { ...named, description, precedence, roleArn, region: this.aws.region } };
    });
  }

  async update(_id: string, _olds: Props, news: Inputs): Promise<Props> {
    // What the program leaves out goes back to nothing, which has to be said.
    const cleared = { Description: "", Precedence: 0 };
    await this.aws.cognito.send(new UpdateGroupCommand({ ...cleared, ...request(news) }));
    return { ...news, region: this.aws.region };
  }

  async delete(_id: string, props: Props): Promise<void> {
    await unlessGone(() => this.aws.cognito.send(new DeleteGroupCommand(idsOf(props))));
  }
}

function idsOf(props: Props): { UserPoolId: string; GroupName: string } {
  return { UserPoolId: needed(props, "userPoolId"), GroupName: needed(props, "name") };
}

function request(inputs: Inputs) {
  const given = {
    Description: text(inputs, "description"),
    Precedence: number(inputs, "precedence"),
    RoleArn: text(inputs, "roleArn"),
  };
  const known = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...idsOf(inputs), ...Object.fromEntries(known) };
}
