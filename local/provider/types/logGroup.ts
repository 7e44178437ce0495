import {
  AssociateKmsKeyCommand,
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  DeleteRetentionPolicyCommand,
  DescribeLogGroupsCommand,
  DisassociateKmsKeyCommand,
  ListTagsForResourceCommand,
  type LogGroup,
  LogGroupClass,
  PutRetentionPolicyCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { text } from "../../../commands/support/records";
import { unlessGone } from "../gone";
import { LocalResource } from "../localResource";
import { all, length, logGroupName, oneOf } from "../refusals";
import { type Inputs, type PropertyRule, type Props } from "../resourceType";
import { allTags, flag, needed, number, regionRule, tagChanges } from "../values";

/** `aws.cloudwatch.LogGroup`. Its id is its name. */
export class LogGroupResource extends LocalResource {
  readonly title = "aws.cloudwatch.LogGroup";
  override readonly autoName = { property: "name", maxLength: 512 };
  readonly properties: Record<string, PropertyRule> = {
    name: { kind: "string", replaces: true, refuse: all(length(1, 512), logGroupName) },
    namePrefix: {
      kind: "string",
      computed: true,
      replaces: true,
      refuse: all(length(1, 483), logGroupName),
    },
    kmsKeyId: { kind: "string" },
    logGroupClass: {
      kind: "string",
      computed: true,
      replaces: true,
      refuse: oneOf("STANDARD", "INFREQUENT_ACCESS", "DELIVERY"),
    },
    region: regionRule(this.context),
    retentionInDays: { kind: "number", default: 0, refuse: oneOf(...RETENTIONS) },
    skipDestroy: { kind: "boolean", default: false },
    tags: { kind: "map" },
  };
  readonly outputs = ["arn"];

  async create(inputs: Inputs) {
    const name = needed(inputs, "name");
    const tags = allTags(this.context, inputs);
    const logGroupClass = classOf(inputs);
    await this.aws.logs.send(
      new CreateLogGroupCommand({
        logGroupName: name,
        kmsKeyId: text(inputs, "kmsKeyId"),
        ...(logGroupClass && { logGroupClass }),
        ...(Object.keys(tags).length > 0 && { tags }),
      }),
    );
    await this.#setRetention(name, number(inputs, "retentionInDays"));
    return { id: name, outs: await this.#outputs(inputs) };
  }

  async #setRetention(name: string, retentionInDays: number | undefined): Promise<void> {
    // 0 means "never expire" in @pulumi/aws.
    if (retentionInDays)
      await this.aws.logs.send(new PutRetentionPolicyCommand({ logGroupName: name, retentionInDays }));
    else await this.aws.logs.send(new DeleteRetentionPolicyCommand({ logGroupName: name }));
  }

  async #outputs(inputs: Inputs): Promise<Props> {
    const found = await this.#find(needed(inputs, "name"));
    if (!found) throw new Error(`The log group \`${needed(inputs, "name")}\` is gone`);
    return { ...inputs, ...this.#describe(found), tagsAll: allTags(this.context, inputs) };
  }

  #describe(found: LogGroup): Props {
    return {
      name: found.logGroupName,
      arn: arnOf(found),
      logGroupClass: found.logGroupClass ?? "STANDARD",
      retentionInDays: found.retentionInDays ?? 0,
      region: this.aws.region,
    };
  }

  async #find(name: string): Promise<LogGroup | undefined> {
    const { logGroups = [] } = await this.aws.logs.send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: name }),
    );
    return logGroups.find((group) => group.logGroupName === name);
  }

  async read(id: string, props: Props) {
    const found = await this.#find(id);
    if (!found) return undefined;
    const { tags } = await this.aws.logs.send(new ListTagsForResourceCommand({ resourceArn: arnOf(found) }));
    return { id, props: { ...props, ...this.#describe(found), tagsAll: tags ?? {} } };
  }

  async update(id: string, olds: Props, news: Inputs): Promise<Props> {
    await this.#setRetention(id, number(news, "retentionInDays"));
    const kmsKeyId = text(news, "kmsKeyId");
    if (kmsKeyId === undefined) {
      if (olds["kmsKeyId"] !== undefined)
        await this.aws.logs.send(new DisassociateKmsKeyCommand({ logGroupName: id }));
    } else if (kmsKeyId !== olds["kmsKeyId"]) {
      await this.aws.logs.send(new AssociateKmsKeyCommand({ logGroupName: id, kmsKeyId }));
    }
    const resourceArn = needed(olds, "arn");
    const { set, remove } = tagChanges(olds, allTags(this.context, news));
    if (Object.keys(set).length > 0)
      await this.aws.logs.send(new TagResourceCommand({ resourceArn, tags: set }));
    if (remove.length > 0)
      await this.aws.logs.send(new UntagResourceCommand({ resourceArn, tagKeys: remove }));
    return this.#outputs(news);
  }

  async delete(id: string, props: Props): Promise<void> {
    if (flag(props, "skipDestroy")) return;
    await unlessGone(() => this.aws.logs.send(new DeleteLogGroupCommand({ logGroupName: id })));
  }
}

/** 0 means "never expire" in `@pulumi/aws`. The others are PutRetentionPolicy's. */
const RETENTIONS = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

function classOf(inputs: Inputs): LogGroupClass | undefined {
  const given = text(inputs, "logGroupClass");
  return Object.values(LogGroupClass).find((one) => one === given);
}

/** DescribeLogGroups ends `arn` in `:*`; the real provider's output, like `logGroupArn`, does not. */
function arnOf({ arn = "" }: LogGroup): string {
  return arn.replace(/:\*$/, "");
}
