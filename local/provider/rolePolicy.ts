import { DeleteRolePolicyCommand, GetRolePolicyCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { isNamed } from "../errors";
import { localPolicy } from "./localPolicy";
import { LocalResource } from "./localResource";
import { type Inputs, type PropertyRule, type Props } from "./resourceType";
import { needed } from "./values";

/** `aws.iam.RolePolicy`. Its id is `<role>:<name>`. What it registers is {@link localPolicy} of the program's document. */
export class RolePolicyResource extends LocalResource {
  readonly title = "aws.iam.RolePolicy";
  override readonly autoName = { property: "name", maxLength: 128 };
  readonly properties: Record<string, PropertyRule> = {
    name: { kind: "string", replaces: true },
    namePrefix: { kind: "string", replaces: true },
    policy: { kind: "json", required: true },
    role: { kind: "string", required: true, replaces: true },
  };

  async #put(inputs: Inputs): Promise<void> {
    const { document, leftOut } = localPolicy(needed(inputs, "policy"), this.context.withoutAction);
    const PolicyName = needed(inputs, "name");
    for (const what of leftOut)
      this.context.report(`role policy ${PolicyName} is registered without ${what}`);
    await this.aws.iam.send(
      new PutRolePolicyCommand({ RoleName: needed(inputs, "role"), PolicyName, PolicyDocument: document }),
    );
  }

  async create(inputs: Inputs) {
    await this.#put(inputs);
    return { id: `${needed(inputs, "role")}:${needed(inputs, "name")}`, outs: inputs };
  }

  async read(id: string, props: Props) {
    const [RoleName, PolicyName] = nameParts(id);
    try {
      const { PolicyDocument = "" } = await this.aws.iam.send(
        new GetRolePolicyCommand({ RoleName, PolicyName }),
      );
      const registered = decodeURIComponent(PolicyDocument);
      const own = props["policy"];
      const unchanged =
        typeof own === "string" && localPolicy(own, this.context.withoutAction).document === registered;
      return {
        id,
        props: { ...props, role: RoleName, name: PolicyName, policy: unchanged ? own : registered },
      };
    } catch (error) {
      if (isNamed(error, "NoSuchEntityException", "NoSuchEntity")) return undefined;
      throw error;
    }
  }

  async update(_id: string, _olds: Props, news: Inputs): Promise<Props> {
    await this.#put(news);
    return news;
  }

  async delete(id: string): Promise<void> {
    const [RoleName, PolicyName] = nameParts(id);
    try {
      await this.aws.iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
    } catch (error) {
      if (!isNamed(error, "NoSuchEntityException", "NoSuchEntity")) throw error;
    }
  }
}

function nameParts(id: string): [string, string] {
  const colon = id.indexOf(":");
  return [id.slice(0, colon), id.slice(colon + 1)];
}
