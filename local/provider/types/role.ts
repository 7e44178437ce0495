import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  PutRolePermissionsBoundaryCommand,
  type Role,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from "@aws-sdk/client-iam";
import { text } from "../../../commands/support/records";
import { unlessGone } from "../gone";
import { LocalResource } from "../localResource";
import { equivalentPolicy } from "../policies";
import { all, arn, between, iamName, length, policyDocument } from "../refusals";
import { type Inputs, type PropertyRule, type Props } from "../resourceType";
import { allTags, flag, needed, number, tagChanges, tagList, tagsOf } from "../values";

/** `aws.iam.Role`. Its id is its name. */
export class RoleResource extends LocalResource {
  readonly title = "aws.iam.Role";
  override readonly autoName = { property: "name", maxLength: 64 };
  readonly properties: Record<string, PropertyRule> = {
    name: { kind: "string", replaces: true, refuse: all(length(1, 64), iamName) },
    namePrefix: { kind: "string", computed: true, replaces: true, refuse: all(length(1, 38), iamName) },
    assumeRolePolicy: { kind: "policy", required: true, refuse: policyDocument },
    description: { kind: "string", refuse: length(0, 1000) },
    forceDetachPolicies: { kind: "boolean", default: false },
    maxSessionDuration: { kind: "number", default: 3600, refuse: between(3600, 43_200) },
    path: { kind: "string", default: "/", replaces: true, refuse: length(0, 512) },
    permissionsBoundary: { kind: "string", refuse: arn },
    tags: { kind: "map" },
  };
  readonly outputs = ["arn", "createDate", "inlinePolicies", "managedPolicyArns", "uniqueId"];

  async create(inputs: Inputs) {
    const RoleName = needed(inputs, "name");
    const { Role } = await this.aws.iam.send(
      new CreateRoleCommand({
        RoleName,
        AssumeRolePolicyDocument: needed(inputs, "assumeRolePolicy"),
        Description: text(inputs, "description"),
        MaxSessionDuration: number(inputs, "maxSessionDuration"),
        Path: text(inputs, "path"),
        PermissionsBoundary: text(inputs, "permissionsBoundary"),
        Tags: tagList(allTags(this.context, inputs)),
      }),
    );
    return { id: RoleName, outs: this.#outputs(inputs, Role) };
  }

  async read(id: string, props: Props) {
    return await unlessGone(async () => {
      const { Role } = await this.aws.iam.send(new GetRoleCommand({ RoleName: id }));
      return { id, props: { ...props, ...(Role && described(Role, props)), ...outputs(Role) } };
    });
  }

  async update(id: string, olds: Props, news: Inputs): Promise<Props> {
    const PolicyDocument = needed(news, "assumeRolePolicy");
    await this.aws.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: id, PolicyDocument }));
    await this.aws.iam.send(
      new UpdateRoleCommand({
        RoleName: id,
        Description: text(news, "description") ?? "",
        MaxSessionDuration: number(news, "maxSessionDuration"),
      }),
    );
    await this.#updateBoundary(id, olds, text(news, "permissionsBoundary"));
    const { set, remove } = tagChanges(olds, allTags(this.context, news));
    if (Object.keys(set).length > 0)
      await this.aws.iam.send(new TagRoleCommand({ RoleName: id, Tags: tagList(set) }));
    if (remove.length > 0) await this.aws.iam.send(new UntagRoleCommand({ RoleName: id, TagKeys: remove }));
    const { Role } = await this.aws.iam.send(new GetRoleCommand({ RoleName: id }));
    return this.#outputs(news, Role);
  }

  /** Policies are resources of their own in the program: the role's own lists stay empty. */
  #outputs(inputs: Inputs, made: Role | undefined): Props {
    const lists = { inlinePolicies: [], managedPolicyArns: [] };
    return { ...inputs, ...lists, ...outputs(made), tagsAll: allTags(this.context, inputs) };
  }

  async #updateBoundary(RoleName: string, olds: Props, boundary: string | undefined): Promise<void> {
    if (boundary === olds["permissionsBoundary"]) return;
    if (boundary === undefined)
      await this.aws.iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName }));
    else
      await this.aws.iam.send(
        new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: boundary }),
      );
  }

  async delete(RoleName: string, props: Props): Promise<void> {
    await unlessGone(async () => {
      if (flag(props, "forceDetachPolicies")) await this.#detachPolicies(RoleName);
      await this.aws.iam.send(new DeleteRoleCommand({ RoleName }));
    });
  }

  async #detachPolicies(RoleName: string): Promise<void> {
    const { PolicyNames = [] } = await this.aws.iam.send(new ListRolePoliciesCommand({ RoleName }));
    for (const PolicyName of PolicyNames)
      await this.aws.iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
    const { AttachedPolicies = [] } = await this.aws.iam.send(
      new ListAttachedRolePoliciesCommand({ RoleName }),
    );
    for (const { PolicyArn } of AttachedPolicies) {
      await this.aws.iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
    }
  }
}

/** What IAM tells of the inputs. */
function described(role: Role, { assumeRolePolicy }: Props): Props {
  const registered = decodeURIComponent(role.AssumeRolePolicyDocument ?? "");
  return {
    assumeRolePolicy: equivalentPolicy(assumeRolePolicy, registered),
    description: role.Description === "" ? undefined : role.Description,
    maxSessionDuration: role.MaxSessionDuration,
    path: role.Path,
    permissionsBoundary: role.PermissionsBoundary?.PermissionsBoundaryArn,
    tagsAll: tagsOf(role.Tags),
  };
}

function outputs(made: Role | undefined): Props {
  return {
    arn: made?.Arn,
    name: made?.RoleName,
    uniqueId: made?.RoleId,
    // As Go writes it, without a fraction.
    createDate: made?.CreateDate?.toISOString().replace(/\.\d+Z$/, "Z"),
  };
}
