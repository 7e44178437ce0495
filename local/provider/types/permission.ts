import { randomBytes } from "node:crypto";
import { AddPermissionCommand, GetPolicyCommand, RemovePermissionCommand } from "@aws-sdk/client-lambda";
import { isRecord, text } from "../../../commands/support/records";
import { unlessGone } from "../gone";
import { LocalResource } from "../localResource";
import { arn, matches } from "../refusals";
import { type Inputs, type PropertyRule, type Props } from "../resourceType";
import { needed, regionRule } from "../values";

/** `aws.lambda.Permission`, as far as a service that calls a function needs it. Its id is that of the statement. */
export class PermissionResource extends LocalResource {
  readonly title = "aws.lambda.Permission";
  readonly properties: Record<string, PropertyRule> = {
    action: {
      kind: "string",
      required: true,
      replaces: true,
      refuse: matches(
        /^(lambda:[*]|lambda:[a-zA-Z]+|[*])$/,
        "an action of Lambda, such as `lambda:InvokeFunction`",
      ),
    },
    function: { kind: "string", required: true, replaces: true },
    principal: { kind: "string", required: true, replaces: true },
    sourceAccount: {
      kind: "string",
      replaces: true,
      refuse: matches(/^(\d{12})?$/, "an account's id of twelve digits"),
    },
    sourceArn: { kind: "string", replaces: true, refuse: arn },
    statementId: {
      kind: "string",
      computed: true,
      replaces: true,
      refuse: matches(/^[0-9A-Za-z_-]{1,100}$/, "1 to 100 letters, digits, _ and -"),
    },
    region: regionRule(this.context),
  };
  readonly outputs = [];

  async create(inputs: Inputs) {
    // As Terraform names what nobody has named.
    const id = text(inputs, "statementId") ?? `terraform-${randomBytes(13).toString("hex")}`;
    await this.aws.lambda.send(
      new AddPermissionCommand({
        StatementId: id,
        Action: needed(inputs, "action"),
        FunctionName: needed(inputs, "function"),
        Principal: needed(inputs, "principal"),
        SourceAccount: text(inputs, "sourceAccount"),
        SourceArn: text(inputs, "sourceArn"),
      }),
    );
    return { id, outs: { ...inputs, statementId: id, region: this.aws.region } };
  }

  /** To import one it is called `FUNCTION/STATEMENT`. */
  async read(id: string, props: Props) {
    const [imported, statementId = id] = id.includes("/") ? id.split("/") : [undefined];
    const FunctionName = imported ?? needed(props, "function");
    return await unlessGone(async () => {
      const { Policy = "{}" } = await this.aws.lambda.send(new GetPolicyCommand({ FunctionName }));
      const policy: unknown = JSON.parse(Policy);
      const statements = isRecord(policy) ? [policy["Statement"]].flat().filter(isRecord) : [];
      const found = statements.find(({ Sid }) => Sid === statementId);
      const described = found && { function: FunctionName, ...describe(found), statementId };
      return described && { id: statementId, props: { ...props, ...described, region: this.aws.region } };
    });
  }

  /** Every property replaces it. */
  async update(_id: string, _olds: Props, news: Inputs): Promise<Props> {
    return Promise.resolve(news);
  }

  async delete(StatementId: string, props: Props): Promise<void> {
    const FunctionName = needed(props, "function");
    await unlessGone(() => this.aws.lambda.send(new RemovePermissionCommand({ FunctionName, StatementId })));
  }
}

function describe({ Action, Principal, Condition }: Record<string, unknown>): Props {
  const principal = isRecord(Principal) ? (Principal["Service"] ?? Principal["AWS"]) : Principal;
  const conditions = Object.values(isRecord(Condition) ? Condition : {}).filter(isRecord);
  const valueOf = (key: string) =>
    conditions.flatMap((keys) => Object.entries(keys)).find(([name]) => name.toLowerCase() === key)?.[1];
  return {
    action: Action,
    principal,
    sourceAccount: valueOf("aws:sourceaccount"),
    sourceArn: valueOf("aws:sourcearn"),
  };
}
