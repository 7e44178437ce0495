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
import { isNamed } from "../errors";
import { LocalResource } from "./localResource";
import { type Inputs, type PropertyRule, type Props } from "./resourceType";
import { allTags, flag, needed, number, tagChanges, tagList, tagsOf, text } from "./values";

/** `aws.iam.Role`. Its id is its name. */
export class RoleResource extends LocalResource {
  readonly title = "aws.iam.Role";
  override readonly autoName = { property: "name", maxLength: 64 };
  readonly properties: Record<string, PropertyRule> = {
    name: { kind: "string", replaces: true },
    namePrefix: { kind: "string", replaces: true },
    assumeRolePolicy: { kind: "json", required: true },
    description: { kind: "string" },
    forceDetachPolicies: { kind: "boolean", default: false },
    maxSessionDuration: { kind: "number", default: 3600 },
    path: { kind: "string", default: "/", replaces: true },
    permissionsBoundary: { kind: "string" },
    tags: { kind: "map" },
  };

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
    return { id: RoleName, outs: { ...inputs, ...outputs(Role), tagsAll: allTags(this.context, inputs) } };
  }

  async read(id: string, props: Props) {
    try {
      const { Role } = await this.aws.iam.send(new GetRoleCommand({ RoleName: id }));
      const assumeRolePolicy = decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "");
      const described = { description: Role?.Description, assumeRolePolicy, tagsAll: tagsOf(Role?.Tags) };
      return { id, props: { ...props, ...described, ...outputs(Role) } };
    } catch (error) {
      if (isNamed(error, "NoSuchEntityException", "NoSuchEntity")) return undefined;
      throw error;
    }
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
    return { ...news, ...outputs(Role), tagsAll: allTags(this.context, news) };
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
    try {
      if (flag(props, "forceDetachPolicies")) await this.#detachPolicies(RoleName);
      await this.aws.iam.send(new DeleteRoleCommand({ RoleName }));
    } catch (error) {
      if (!isNamed(error, "NoSuchEntityException", "NoSuchEntity")) throw error;
    }
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

function outputs(made: Role | undefined): Props {
  return {
    arn: made?.Arn,
    name: made?.RoleName,
    uniqueId: made?.RoleId,
    createDate: made?.CreateDate?.toISOString(),
  };
}
