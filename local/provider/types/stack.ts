import { setTimeout as sleep } from "node:timers/promises";
import {
  type Capability,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  type OnFailure,
  type Stack,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { describeError, isNamed } from "../../../commands/support/errors";
import { text } from "../../../commands/support/records";
import { isSameJson } from "../diff";
import { LocalResource } from "../localResource";
import { each, jsonText, oneOf, template } from "../refusals";
import { InitializationFailed, type Inputs, type PropertyRule, type Props } from "../resourceType";
import { sdkNames } from "../sdkNames";
import { allTags, flag, needed, number, regionRule, tagList, tagsOf, textMap, texts } from "../values";
import { stackFailures } from "./stackEvents";

/** The SDK's own waiters ask every 30 seconds at first: too slow for an emulator that needs one. */
const POLL_MS = 100;

/** `aws.cloudformation.Stack`. Its id is the stack's ARN. */
export class StackResource extends LocalResource {
  readonly title = "aws.cloudformation.Stack";
  override readonly autoName = { property: "name", maxLength: 128 };
  readonly properties: Record<string, PropertyRule> = {
    name: { kind: "string", replaces: true },
    capabilities: {
      kind: "set",
      refuse: each(oneOf("CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND")),
    },
    disableRollback: { kind: "boolean", replaces: true },
    iamRoleArn: { kind: "string" },
    notificationArns: { kind: "set" },
    onFailure: { kind: "string", replaces: true, refuse: oneOf("DO_NOTHING", "ROLLBACK", "DELETE") },
    parameters: { kind: "map", computed: true },
    policyBody: { kind: "json", computed: true, refuse: jsonText },
    policyUrl: { kind: "string" },
    region: regionRule(this.context),
    tags: { kind: "map" },
    templateBody: { kind: "json", computed: true, refuse: template },
    templateUrl: { kind: "string" },
    timeoutInMinutes: { kind: "number", replaces: true },
  };
  readonly outputs = ["outputs"];

  /** Any update may change any output: the real provider compares no templates (`stackHasActualChanges`). */
  override unknownAfter(changed: readonly string[]): readonly string[] {
    return changed.length > 0 ? ["outputs"] : [];
  }

  async create(inputs: Inputs) {
    const StackName = needed(inputs, "name");
    const onFailure = text(inputs, "onFailure");
    const { StackId = "" } = await this.aws.cloudFormation.send(
      new CreateStackCommand({
        ...this.#changeable(inputs),
        StackName,
        DisableRollback: flag(inputs, "disableRollback"),
        TimeoutInMinutes: number(inputs, "timeoutInMinutes"),
        ...(onFailure && sdkNames<{ OnFailure: OnFailure }>({ onFailure })),
      }),
    );
    try {
      return { id: StackId, outs: this.#outputs(inputs, await this.#finished(StackId, "CREATE_COMPLETE")) };
    } catch (error) {
      throw new InitializationFailed(StackId, this.#failed(inputs), error);
    }
  }

  /** The state of a stack that failed is what was asked for, as of every resource of Terraform that was begun. */
  #failed(inputs: Inputs): Props {
    return { ...inputs, outputs: {}, region: this.aws.region, tagsAll: allTags(this.context, inputs) };
  }

  /** What both CreateStack and UpdateStack take. An update sends all of it: CloudFormation forgets what is left out. */
  #changeable(inputs: Inputs) {
    const names = [
      "iamRoleArn",
      "notificationArns",
      "policyBody",
      "policyUrl",
      "templateBody",
      "templateUrl",
    ];
    const parameters = Object.entries(textMap(inputs, "parameters") ?? {});
    return {
      ...sdkNames<object>(Object.fromEntries(names.map((name) => [name, inputs[name]]))),
      ...sdkNames<{ Capabilities: Capability[] }>({ capabilities: texts(inputs, "capabilities") ?? [] }),
      Parameters: parameters.map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
      Tags: tagList(allTags(this.context, inputs)),
    };
  }

  /** Waits for the end of an operation. Another end than the wanted one is an error that carries the events which led to it. */
  async #finished(StackId: string, wanted: string): Promise<Stack> {
    for (;;) {
      const found = await this.#find(StackId);
      const status = found?.StackStatus ?? "DELETE_COMPLETE";
      if (status === wanted)
        return found ?? { StackName: StackId, CreationTime: undefined, StackStatus: undefined };
      if (!status.endsWith("_IN_PROGRESS"))
        throw await this.#failure(StackId, status, found?.StackStatusReason);
      await sleep(POLL_MS);
    }
  }

  async #failure(StackId: string, status: string, reason = ""): Promise<Error> {
    const events = await stackFailures(this.aws.cloudFormation, StackId).catch((error: unknown) => [
      describeError(error),
    ]);
    const name = StackId.split("/")[1] ?? StackId;
    return new Error(
      [`The CloudFormation stack \`${name}\` ended in ${status}. ${reason}`.trim(), ...events].join("\n  "),
    );
  }

  async #find(StackName: string): Promise<Stack | undefined> {
    try {
      const { Stacks = [] } = await this.aws.cloudFormation.send(new DescribeStacksCommand({ StackName }));
      return Stacks[0];
    } catch (error) {
      if (isNamed(error, "ValidationError") && describeError(error).includes("does not exist"))
        return undefined;
      throw error;
    }
  }

  #outputs(inputs: Inputs, found: Stack): Props {
    const pairs = (found.Outputs ?? []).map(({ OutputKey = "", OutputValue }) => [OutputKey, OutputValue]);
    return {
      ...inputs,
      outputs: Object.fromEntries(pairs),
      parameters: Object.fromEntries(
        (found.Parameters ?? []).map(({ ParameterKey = "", ParameterValue }) => [
          ParameterKey,
          ParameterValue,
        ]),
      ),
      region: this.aws.region,
      tagsAll: allTags(this.context, inputs),
    };
  }

  async read(id: string, props: Props) {
    const found = await this.#find(id);
    if (!found || found.StackStatus === "DELETE_COMPLETE") return undefined;
    const { TemplateBody } = await this.aws.cloudFormation.send(new GetTemplateCommand({ StackName: id }));
    return {
      id,
      props: {
        ...this.#outputs(props, found),
        name: found.StackName,
        templateBody: isSameJson(props["templateBody"], TemplateBody) ? props["templateBody"] : TemplateBody,
        tagsAll: tagsOf(found.Tags),
      },
    };
  }

  async update(id: string, _olds: Props, news: Inputs): Promise<Props> {
    try {
      return this.#outputs(news, await this.#updated(id, news));
    } catch (error) {
      throw new InitializationFailed(id, this.#failed(news), error);
    }
  }

  async #updated(id: string, news: Inputs): Promise<Stack> {
    try {
      await this.aws.cloudFormation.send(
        new UpdateStackCommand({ ...this.#changeable(news), StackName: id }),
      );
    } catch (error) {
      const found = await this.#find(id);
      if (!found || !describeError(error).includes("No updates are to be performed")) throw error;
      return found;
    }
    return this.#finished(id, "UPDATE_COMPLETE");
  }

  async delete(id: string): Promise<void> {
    await this.aws.cloudFormation.send(new DeleteStackCommand({ StackName: id }));
    await this.#finished(id, "DELETE_COMPLETE");
  }
}
