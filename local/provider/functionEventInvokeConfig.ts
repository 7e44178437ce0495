import {
  DeleteFunctionEventInvokeConfigCommand,
  GetFunctionEventInvokeConfigCommand,
  PutFunctionEventInvokeConfigCommand,
} from "@aws-sdk/client-lambda";
import { isNamed } from "../errors";
import { LocalResource } from "./localResource";
import { type Inputs, type PropertyRule, type Props } from "./resourceType";
import { needed, number, regionRule } from "./values";

/** `aws.lambda.FunctionEventInvokeConfig`, of a function without a qualifier. Its id is the function's name. */
export class FunctionEventInvokeConfigResource extends LocalResource {
  readonly title = "aws.lambda.FunctionEventInvokeConfig";
  readonly properties: Record<string, PropertyRule> = {
    functionName: { kind: "string", required: true, replaces: true },
    maximumEventAgeInSeconds: { kind: "number" },
    maximumRetryAttempts: { kind: "number", default: 2 },
    region: regionRule(this.context),
  };

  async create(inputs: Inputs) {
    await this.#put(inputs);
    return { id: needed(inputs, "functionName"), outs: inputs };
  }

  async #put(inputs: Inputs): Promise<void> {
    await this.aws.lambda.send(
      new PutFunctionEventInvokeConfigCommand({
        FunctionName: needed(inputs, "functionName"),
        MaximumEventAgeInSeconds: number(inputs, "maximumEventAgeInSeconds"),
        MaximumRetryAttempts: number(inputs, "maximumRetryAttempts"),
      }),
    );
  }

  async read(id: string, props: Props) {
    try {
      const found = await this.aws.lambda.send(new GetFunctionEventInvokeConfigCommand({ FunctionName: id }));
      const { MaximumEventAgeInSeconds, MaximumRetryAttempts } = found;
      return {
        id,
        props: {
          ...props,
          functionName: id,
          maximumEventAgeInSeconds: MaximumEventAgeInSeconds,
          maximumRetryAttempts: MaximumRetryAttempts,
        },
      };
    } catch (error) {
      if (isNamed(error, "ResourceNotFoundException")) return undefined;
      throw error;
    }
  }

  async update(_id: string, _olds: Props, news: Inputs): Promise<Props> {
    await this.#put(news);
    return news;
  }

  async delete(id: string): Promise<void> {
    try {
      await this.aws.lambda.send(new DeleteFunctionEventInvokeConfigCommand({ FunctionName: id }));
    } catch (error) {
      if (!isNamed(error, "ResourceNotFoundException")) throw error;
    }
  }
}
