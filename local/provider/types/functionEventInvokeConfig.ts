import {
  DeleteFunctionEventInvokeConfigCommand,
  GetFunctionEventInvokeConfigCommand,
  PutFunctionEventInvokeConfigCommand,
} from "@aws-sdk/client-lambda";
import { unlessGone } from "../gone";
import { LocalResource } from "../localResource";
import { between, length } from "../refusals";
import { type Inputs, type PropertyRule, type Props } from "../resourceType";
import { needed, number, regionRule } from "../values";

/** `aws.lambda.FunctionEventInvokeConfig`, of a function without a qualifier. Its id is the function's name. */
export class FunctionEventInvokeConfigResource extends LocalResource {
  readonly title = "aws.lambda.FunctionEventInvokeConfig";
  readonly properties: Record<string, PropertyRule> = {
    functionName: { kind: "string", required: true, replaces: true, refuse: length(1, 140) },
    maximumEventAgeInSeconds: { kind: "number", refuse: between(60, 21_600) },
    maximumRetryAttempts: { kind: "number", default: 2, refuse: between(0, 2) },
    region: regionRule(this.context),
  };
  readonly outputs = ["lambdaFunctionEventInvokeConfigId"];

  async #put(inputs: Inputs): Promise<Props> {
    const FunctionName = needed(inputs, "functionName");
    await this.aws.lambda.send(
      new PutFunctionEventInvokeConfigCommand({
        FunctionName,
        MaximumEventAgeInSeconds: number(inputs, "maximumEventAgeInSeconds"),
        MaximumRetryAttempts: number(inputs, "maximumRetryAttempts"),
      }),
    );
    return { ...inputs, lambdaFunctionEventInvokeConfigId: FunctionName, region: this.aws.region };
  }

  async create(inputs: Inputs) {
    return { id: needed(inputs, "functionName"), outs: await this.#put(inputs) };
  }

  async read(id: string, props: Props) {
    return await unlessGone(async () => {
      const { MaximumEventAgeInSeconds, MaximumRetryAttempts } = await this.aws.lambda.send(
        new GetFunctionEventInvokeConfigCommand({ FunctionName: id }),
      );
      const described = {
        maximumEventAgeInSeconds: MaximumEventAgeInSeconds ?? undefined,
        maximumRetryAttempts: MaximumRetryAttempts ?? undefined,
      };
      return { id, props: { ...props, functionName: id, ...described } };
    });
  }

  update(_id: string, _olds: Props, news: Inputs): Promise<Props> {
    return this.#put(news);
  }

  async delete(id: string): Promise<void> {
    await unlessGone(() =>
      this.aws.lambda.send(new DeleteFunctionEventInvokeConfigCommand({ FunctionName: id })),
    );
  }
}
