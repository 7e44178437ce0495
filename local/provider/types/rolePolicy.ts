import { DeleteRolePolicyCommand, GetRolePolicyCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { unlessGone } from "../gone";
import { LocalResource } from "../localResource";
import { equivalentPolicy } from "../policies";
import { all, iamName, length, policyDocument } from "../refusals";
import { type Inputs, type PropertyRule, type Props } from "../resourceType";
import { needed } from "../values";

/** `aws.iam.RolePolicy`. Its id is `<role>:<name>`. */
export class RolePolicyResource extends LocalResource {
  readonly title = "aws.iam.RolePolicy";
  override readonly autoName = { property: "name", maxLength: 128 };
  readonly properties: Record<string, PropertyRule> = {
    name: { kind: "string", replaces: true, refuse: all(length(1, 128), iamName) },
    namePrefix: { kind: "string", computed: true, replaces: true, refuse: all(length(1, 102), iamName) },
    policy: { kind: "policy", required: true, refuse: policyDocument },
    role: { kind: "string", required: true, replaces: true },
  };

  readonly outputs = [];

  async #put(inputs: Inputs): Promise<void> {
    await this.aws.iam.send(
      new PutRolePolicyCommand({
        RoleName: needed(inputs, "role"),
        PolicyName: needed(inputs, "name"),
        PolicyDocument: needed(inputs, "policy"),
      }),
    );
  }

  async create(inputs: Inputs) {
    await this.#put(inputs);
    return { id: `${needed(inputs, "role")}:${needed(inputs, "name")}`, outs: inputs };
  }

  async read(id: string, props: Props) {
    const [RoleName, PolicyName] = nameParts(id);
    return await unlessGone(async () => {
      const { PolicyDocument = "" } = await this.aws.iam.send(
        new GetRolePolicyCommand({ RoleName, PolicyName }),
      );
      const policy = equivalentPolicy(props["policy"], decodeURIComponent(PolicyDocument));
      return { id, props: { ...props, role: RoleName, name: PolicyName, policy } };
    });
  }

  async update(_id: string, _olds: Props, news: Inputs): Promise<Props> {
    await this.#put(news);
    return news;
  }

  async delete(id: string): Promise<void> {
    const [RoleName, PolicyName] = nameParts(id);
    await unlessGone(() => this.aws.iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName })));
  }
}

function nameParts(id: string): [string, string] {
  const colon = id.indexOf(":");
  return [id.slice(0, colon), id.slice(colon + 1)];
}
