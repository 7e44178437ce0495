import {
  AddCustomAttributesCommand,
  type AddCustomAttributesRequest,
  CreateUserPoolCommand,
  type CreateUserPoolRequest,
  DeleteUserPoolCommand,
  DescribeUserPoolCommand,
  GetUserPoolMfaConfigCommand,
  type GetUserPoolMfaConfigResponse,
  SetUserPoolMfaConfigCommand,
  type SetUserPoolMfaConfigRequest,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateUserPoolCommand,
  type UpdateUserPoolRequest,
  type UserPoolType,
} from "@aws-sdk/client-cognito-identity-provider";
import { createShape, mfaMembers, updateShape } from "../../../handlers/userPool/settings/schema";
import { changedProperties } from "../diff";
import { unlessGone } from "../gone";
import { LocalResource } from "../localResource";
import { type Inputs, type PropertyRule, type Props } from "../resourceType";
import { allTags, needed, regionRule, tagChanges, textMap } from "../values";
import { attributesMissing, shownAttributes } from "./userPoolAttributes";
import { PLACES, POOL_PROPERTIES, propertiesOf, requestOf } from "./userPoolProperties";

/** `aws.cognito.UserPool`. Its id is the pool's. */
export class UserPoolResource extends LocalResource {
  readonly title = "aws.cognito.UserPool";
  // Pulumi's bridge names every resource with up to 255 characters, though Cognito takes 128.
  override readonly autoName = { property: "name", maxLength: 255 };
  readonly properties: Record<string, PropertyRule> = {
    ...POOL_PROPERTIES,
    region: regionRule(this.context),
  };
  readonly outputs = [
    "arn",
    "creationDate",
    "customDomain",
    "domain",
    "endpoint",
    "estimatedNumberOfUsers",
    "lastModifiedDate",
  ];

  async create(inputs: Inputs) {
    const request = pick<CreateUserPoolRequest>(requestOf(inputs), [...createShape.members.keys()]);
    // The real provider sets MFA by its own call, once there is a pool.
    const { MfaConfiguration: _later, ...settings } = request;
    const UserPoolTags = allTags(this.context, inputs);
    const { UserPool = {} } = await this.aws.cognito.send(
      new CreateUserPoolCommand({ ...settings, UserPoolTags }),
    );
    const id = UserPool.Id ?? "";
    if (inputs["mfaConfiguration"] !== "OFF" || inputs["webAuthnConfiguration"] !== undefined)
      await this.#setMfa(id, inputs);
    return { id, outs: await this.#outputs(id, inputs) };
  }

  async #setMfa(UserPoolId: string, inputs: Inputs): Promise<void> {
    const { SmsConfiguration, SmsAuthenticationMessage, ...request } = requestOf(inputs);
    const isOn = inputs["mfaConfiguration"] !== "OFF";
    const sms = { SmsConfiguration, SmsAuthenticationMessage };
    const members = ["MfaConfiguration", "SmsMfaConfiguration", ...mfaMembers];
    const settings = {
      ...request,
      ...(isOn && SmsConfiguration !== undefined && { SmsMfaConfiguration: sms }),
    };
    await this.aws.cognito.send(
      new SetUserPoolMfaConfigCommand({
        ...pick<SetUserPoolMfaConfigRequest>(settings, members),
        UserPoolId,
      }),
    );
  }

  async #outputs(id: string, inputs: Inputs): Promise<Props> {
    const found = await this.#find(id, inputs);
    if (!found) throw new Error(`The user pool \`${id}\` is gone`);
    return { ...inputs, ...found };
  }

  async #find(UserPoolId: string, props: Props): Promise<Props | undefined> {
    return await unlessGone(async () => {
      const { UserPool = {} } = await this.aws.cognito.send(new DescribeUserPoolCommand({ UserPoolId }));
      const mfa = await this.aws.cognito.send(new GetUserPoolMfaConfigCommand({ UserPoolId }));
      return this.#describe(UserPool, mfa, props);
    });
  }

  #describe(pool: UserPoolType, mfa: GetUserPoolMfaConfigResponse, props: Props): Props {
    const { Name: PoolName, SchemaAttributes: Schema, UserPoolTags = {} } = pool;
    const { tags: _tags, schemas, ...described } = propertiesOf({ ...pool, ...mfa, PoolName, Schema });
    const shown = shownAttributes(schemas, props["schemas"]);
    // What Cognito does not tell is not there, whatever the program has said.
    const absent = [...PLACES.keys()].filter((name) => name !== "tags" && described[name] === undefined);
    return {
      ...Object.fromEntries(absent.map((name) => [name, undefined])),
      ...described,
      ...(shown.length > 0 && { schemas: shown }),
      arn: pool.Arn,
      creationDate: pool.CreationDate?.toISOString(),
      customDomain: pool.CustomDomain ?? "",
      domain: pool.Domain ?? "",
      endpoint: `cognito-idp.${this.aws.region}.amazonaws.com/${pool.Id}`,
      estimatedNumberOfUsers: pool.EstimatedNumberOfUsers ?? 0,
      lastModifiedDate: pool.LastModifiedDate?.toISOString(),
      region: this.aws.region,
      tagsAll: UserPoolTags,
    };
  }

  async read(id: string, props: Props) {
    const found = await this.#find(id, props);
    if (!found) return undefined;
    const { defaultTags } = this.context;
    const all = Object.entries(textMap(found, "tagsAll") ?? {});
    const tags = Object.fromEntries(all.filter(([key, value]) => defaultTags[key] !== value));
    return { id, props: { ...props, ...found, tags } };
  }

  async update(UserPoolId: string, olds: Props, news: Inputs): Promise<Props> {
    const changed = new Set(await changedProperties(this, olds, news));
    // Of what the program leaves to Cognito an update repeats what there is.
    const whole = { ...computedOf(olds), ...news };
    if (MFA_PROPERTIES.some((name) => changed.has(name))) await this.#setMfa(UserPoolId, whole);
    const others = [...changed].filter((name) => !SET_OTHERWISE.includes(name));
    if (others.length > 0) {
      const request = pick<UpdateUserPoolRequest>(requestOf(whole), [...updateShape.members.keys()]);
      const { UserPoolTags: _byTagResource, ...settings } = request;
      await this.aws.cognito.send(new UpdateUserPoolCommand({ ...settings, UserPoolId }));
    }
    if (changed.has("schemas")) await this.#addAttributes(UserPoolId, olds, news);
    await this.#retag(olds, news);
    return this.#outputs(UserPoolId, news);
  }

  async #addAttributes(UserPoolId: string, olds: Props, news: Inputs): Promise<void> {
    const [old, wanted] = [olds["schemas"], news["schemas"]];
    if (attributesMissing(old, wanted).length > 0) {
      throw new Error(`updating Cognito User Pool (${UserPoolId}): cannot modify or remove schema items`);
    }
    const { Schema: CustomAttributes } = pick<{ Schema: AddCustomAttributesRequest["CustomAttributes"] }>(
      requestOf({ schemas: attributesMissing(wanted, old) }),
      ["Schema"],
    );
    await this.aws.cognito.send(new AddCustomAttributesCommand({ UserPoolId, CustomAttributes }));
  }

  async #retag(olds: Props, news: Inputs): Promise<void> {
    const ResourceArn = needed(olds, "arn");
    const { set, remove } = tagChanges(olds, allTags(this.context, news));
    if (Object.keys(set).length > 0)
      await this.aws.cognito.send(new TagResourceCommand({ ResourceArn, Tags: set }));
    if (remove.length > 0)
      await this.aws.cognito.send(new UntagResourceCommand({ ResourceArn, TagKeys: remove }));
  }

  /** The real provider does not lift the pool's protection: Cognito refuses then. */
  async delete(UserPoolId: string): Promise<void> {
    await unlessGone(() => this.aws.cognito.send(new DeleteUserPoolCommand({ UserPoolId })));
  }
}

/** What an update sends by SetUserPoolMfaConfig. */
const MFA_PROPERTIES = [
  "emailMfaConfiguration",
  "mfaConfiguration",
  "smsAuthenticationMessage",
  "smsConfiguration",
  "softwareTokenMfaConfiguration",
  "webAuthnConfiguration",
];

/** What UpdateUserPool is not asked for. */
const SET_OTHERWISE = [
  "emailMfaConfiguration",
  "mfaConfiguration",
  "schemas",
  "softwareTokenMfaConfiguration",
  "tags",
  "webAuthnConfiguration",
];

function computedOf(olds: Props): Props {
  const kept = Object.entries(olds).filter(([name]) => POOL_PROPERTIES[name]?.computed);
  return Object.fromEntries(kept);
}

/** Members of a request by their names, whose values AWS checks. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- it stands for the assertion that every caller would need
function pick<T extends object>(request: Readonly<Record<string, unknown>>, names: readonly string[]): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Object.fromEntries(Object.entries(request).filter(([name]) => names.includes(name))) as T;
}
