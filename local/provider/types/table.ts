import {
  BillingMode,
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  KeyType,
  ListTagsOfResourceCommand,
  ScalarAttributeType,
  type TableDescription,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-dynamodb";
import type { Aws } from "../../../commands/support/aws";
import { isRecord, text } from "../../../commands/support/records";
import { unlessGone } from "../gone";
import { LocalResource } from "../localResource";
import { all, block, each, length, matches, oneOf } from "../refusals";
import type { Inputs, PropertyRule, Props, ProviderContext } from "../resourceType";
import { allTags, needed, regionRule, tagChanges, tagList, tagsOf } from "../values";

/** A client for DynamoDB where the others are: the program's own commands need none. */
export function connectDynamoDb({ cognito }: Aws): DynamoDBClient {
  const { region, credentials, endpoint } = cognito.config;
  return new DynamoDBClient({ region, credentials, ...(endpoint && { endpoint }) });
}

/** `aws.dynamodb.Table`, as far as a trigger's own table needs it: keys and tags. Its id is its name. */
export class TableResource extends LocalResource {
  readonly title = "aws.dynamodb.Table";
  override readonly autoName = { property: "name", maxLength: 255 };
  readonly properties: Record<string, PropertyRule> = {
    attributes: {
      kind: "set",
      computed: true,
      refuse: each(block({ name: length(1, 255), type: oneOf("B", "N", "S") }, "name", "type")),
    },
    // The other mode asks for capacities, which mean nothing here.
    billingMode: { kind: "string", required: true, refuse: oneOf(BillingMode.PAY_PER_REQUEST) },
    hashKey: { kind: "string", replaces: true },
    name: {
      kind: "string",
      replaces: true,
      refuse: all(length(3, 255), matches(/^[\w.-]+$/, "made of letters, digits and _.-")),
    },
    rangeKey: { kind: "string", replaces: true },
    region: regionRule(this.context),
    tags: { kind: "map" },
  };
  readonly outputs = ["arn"];
  readonly #dynamoDb: DynamoDBClient;

  constructor(context: ProviderContext) {
    super(context);
    this.#dynamoDb = connectDynamoDb(context.aws);
  }

  async create(inputs: Inputs) {
    const TableName = needed(inputs, "name");
    const { TableDescription } = await this.#dynamoDb.send(
      new CreateTableCommand({
        TableName,
        AttributeDefinitions: definitions(inputs),
        KeySchema: keys(inputs),
        BillingMode: BillingMode.PAY_PER_REQUEST,
        Tags: tagList(allTags(this.context, inputs)),
      }),
    );
    return { id: TableName, outs: this.#outputs(inputs, TableDescription?.TableArn) };
  }

  #outputs(inputs: Inputs, arn: string | undefined): Props {
    return { ...inputs, arn, region: this.aws.region, tagsAll: allTags(this.context, inputs) };
  }

  async #find(TableName: string): Promise<TableDescription | undefined> {
    return await unlessGone(async () => {
      return (await this.#dynamoDb.send(new DescribeTableCommand({ TableName }))).Table;
    });
  }

  async read(id: string, props: Props) {
    const found = await this.#find(id);
    if (!found) return undefined;
    const ResourceArn = found.TableArn;
    const { Tags } = await this.#dynamoDb.send(new ListTagsOfResourceCommand({ ResourceArn }));
    const named = { ...props, name: id, ...described(found) };
    return { id, props: { ...named, arn: ResourceArn, region: this.aws.region, tagsAll: tagsOf(Tags) } };
  }

  async update(_id: string, olds: Props, news: Inputs): Promise<Props> {
    const ResourceArn = needed(olds, "arn");
    const { set, remove } = tagChanges(olds, allTags(this.context, news));
    if (Object.keys(set).length > 0)
      await this.#dynamoDb.send(new TagResourceCommand({ ResourceArn, Tags: tagList(set) }));
    if (remove.length > 0)
      await this.#dynamoDb.send(new UntagResourceCommand({ ResourceArn, TagKeys: remove }));
    return this.#outputs(news, ResourceArn);
  }

  async delete(TableName: string): Promise<void> {
    await unlessGone(() => this.#dynamoDb.send(new DeleteTableCommand({ TableName })));
  }
}

function definitions(inputs: Inputs) {
  const given = inputs["attributes"];
  const attributes = Array.isArray(given) ? given.filter(isRecord) : [];
  return attributes.map((attribute) => ({
    AttributeName: text(attribute, "name"),
    AttributeType: Object.values(ScalarAttributeType).find((type) => type === attribute["type"]),
  }));
}

function keys(inputs: Inputs) {
  return [
    { AttributeName: text(inputs, "hashKey"), KeyType: KeyType.HASH },
    { AttributeName: text(inputs, "rangeKey"), KeyType: KeyType.RANGE },
  ].filter(({ AttributeName }) => AttributeName !== undefined);
}

function described({ AttributeDefinitions = [], KeySchema = [] }: TableDescription): Props {
  const keyOf = (type: KeyType) => KeySchema.find(({ KeyType: one }) => one === type)?.AttributeName;
  return {
    attributes: AttributeDefinitions.map(({ AttributeName: name, AttributeType: type }) => ({ name, type })),
    hashKey: keyOf(KeyType.HASH),
    rangeKey: keyOf(KeyType.RANGE),
  };
}
