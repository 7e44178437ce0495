import { setTimeout as sleep } from "node:timers/promises";
import {
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  type Stack,
} from "@aws-sdk/client-cloudformation";
import {
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  PutRetentionPolicyCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  CreateUserPoolClientCommand,
  type ExplicitAuthFlowsType,
} from "@aws-sdk/client-cognito-identity-provider";
import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { CreateFunctionCommand, DeleteFunctionCommand } from "@aws-sdk/client-lambda";
import type { Aws } from "../../commands/support/aws";
import { zip } from "../../commands/support/zip";
import { placeOf } from "../../components/engine/place";
import { bundle, ownHandlers, packageFolder } from "../../components/lambda/bundle";
import {
  handlerStatements,
  lambdaTrustPolicy,
  logStatement,
  type PolicyStatement,
  policyDocument,
} from "../../components/lambda/policies";
import { templateBody } from "../../components/stack/template";
import { exampleSettings } from "../exampleSettings";

const account = "000000000000";
const explicitAuthFlows: ExplicitAuthFlowsType[] = [
  "ALLOW_ADMIN_USER_PASSWORD_AUTH",
  "ALLOW_REFRESH_TOKEN_AUTH",
];
const stackName = "bench-by-hand";

interface HandFunction {
  readonly name: string;
  readonly code: Uint8Array;
  readonly timeout: number;
  readonly statements: PolicyStatement[];
}

/** The example, deployed by nothing but the calls that it needs, each as early as it can be made. */
export class HandCalls {
  readonly #aws: Aws;
  readonly #handler: HandFunction;
  readonly #trigger: HandFunction;

  private constructor(aws: Aws, handler: HandFunction, trigger: HandFunction) {
    this.#aws = aws;
    this.#handler = handler;
    this.#trigger = trigger;
  }

  /** What is not measured: the bundles. */
  static async prepare(aws: Aws): Promise<HandCalls> {
    const folder = packageFolder();
    const { userPool, postConfirmation } = ownHandlers;
    const [handler, trigger] = await Promise.all([
      bundle({ ...userPool, folder }),
      bundle({ ...postConfirmation, folder }),
    ]);
    const place = placeOf(logGroupArn(aws.region, "bench-handler"));
    return new HandCalls(
      aws,
      {
        name: "bench-handler",
        code: zipped(handler),
        timeout: 120,
        statements: handlerStatements(place, "bench-handler"),
      },
      { name: "bench-trigger", code: zipped(trigger), timeout: 5, statements: [] },
    );
  }

  async create(): Promise<void> {
    const [serviceToken, functionArn] = await Promise.all([
      this.#createFunction(this.#handler),
      this.#createFunction(this.#trigger),
    ]);
    const settings = { ...exampleSettings, PoolName: "bench-by-hand" };
    const lambdaConfig = { PostConfirmation: functionArn };
    const TemplateBody = templateBody({
      serviceToken,
      serviceTimeout: 600,
      settings,
      lambdaConfig,
      functionArns: [functionArn],
    });
    await this.#aws.cloudFormation.send(new CreateStackCommand({ StackName: stackName, TemplateBody }));
    const UserPoolId = await this.#poolId();
    const client = {
      UserPoolId,
      ClientName: "bench",
      ExplicitAuthFlows: explicitAuthFlows,
      RefreshTokenValidity: 30,
    };
    await this.#aws.cognito.send(new CreateUserPoolClientCommand(client));
  }

  /** The pool takes its client along. */
  async destroy(): Promise<void> {
    await this.#aws.cloudFormation.send(new DeleteStackCommand({ StackName: stackName }));
    await this.#stackIsGone();
    await Promise.all([this.#handler, this.#trigger].map(({ name }) => this.#deleteFunction(name)));
  }

  /** The function needs the role; the policy and the log group are needed only when it first runs. */
  async #createFunction({ name, code, timeout, statements }: HandFunction): Promise<string> {
    const { iam, lambda, logs, region } = this.#aws;
    const logGroupName = `/aws/lambda/${name}`;
    const trust = JSON.stringify(lambdaTrustPolicy());
    const policy = JSON.stringify(policyDocument([logStatement(logGroupArn(region, name)), ...statements]));
    const logGroup = logs
      .send(new CreateLogGroupCommand({ logGroupName }))
      .then(() => logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 14 })));
    const role = await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: trust }));
    const [made] = await Promise.all([
      lambda.send(
        new CreateFunctionCommand({
          FunctionName: name,
          Role: role.Role?.Arn,
          Runtime: "nodejs24.x",
          Architectures: ["arm64"],
          Handler: "index.handler",
          MemorySize: 256,
          Timeout: timeout,
          LoggingConfig: { LogFormat: "JSON", LogGroup: logGroupName },
          Code: { ZipFile: code },
        }),
      ),
      iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: name, PolicyDocument: policy })),
      logGroup,
    ]);
    return made.FunctionArn ?? "";
  }

  async #deleteFunction(name: string): Promise<void> {
    const { iam, lambda, logs } = this.#aws;
    const role = iam
      .send(new DeleteRolePolicyCommand({ RoleName: name, PolicyName: name }))
      .then(() => iam.send(new DeleteRoleCommand({ RoleName: name })));
    await Promise.all([
      lambda.send(new DeleteFunctionCommand({ FunctionName: name })),
      logs.send(new DeleteLogGroupCommand({ logGroupName: `/aws/lambda/${name}` })),
      role,
    ]);
  }

  async #poolId(): Promise<string> {
    const stack = await this.#settled();
    if (stack?.StackStatus !== "CREATE_COMPLETE")
      throw new Error(`The stack ended in ${stack?.StackStatus}: ${stack?.StackStatusReason}`);
    return stack.Outputs?.find(({ OutputKey }) => OutputKey === "UserPoolId")?.OutputValue ?? "";
  }

  async #stackIsGone(): Promise<void> {
    const status = (await this.#settled())?.StackStatus ?? "DELETE_COMPLETE";
    if (status !== "DELETE_COMPLETE") throw new Error(`The stack ended in ${status}`);
  }

  /** The stack once nothing is in progress; nothing when it is gone. */
  async #settled(): Promise<Stack | undefined> {
    for (;;) {
      const stack = await this.#describe();
      if (!stack?.StackStatus?.endsWith("_IN_PROGRESS")) return stack;
      await sleep(20);
    }
  }

  async #describe(): Promise<Stack | undefined> {
    try {
      const describe = new DescribeStacksCommand({ StackName: stackName });
      return (await this.#aws.cloudFormation.send(describe)).Stacks?.[0];
    } catch (error) {
      if (error instanceof Error && error.message.includes("does not exist")) return undefined;
      throw error;
    }
  }
}

function zipped(text: string): Uint8Array {
  return zip([{ name: "index.mjs", data: Buffer.from(text) }]);
}

function logGroupArn(region: string, name: string): string {
  return `arn:aws:logs:${region}:${account}:log-group:/aws/lambda/${name}`;
}
