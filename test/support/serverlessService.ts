import { join } from "node:path";
import {
  CreateStackCommand,
  DeleteStackCommand,
  type Stack,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateFunctionCommand } from "@aws-sdk/client-lambda";
import type { Aws } from "../../commands/support/aws";
import { zip } from "../../commands/support/zip";
import { bundle } from "../../components/lambda/bundle";
import { lambdaTrustPolicy, policyDocument } from "../../components/lambda/policies";
import { settledStack } from "../miniStack/support/stacks";

const StackName = "custom-user-pool-dev";

/** The pool of the Serverless example, as its `PoolProperties` have it. */
const poolProperties = {
  PoolName: `${StackName}-UserPool`,
  UsernameAttributes: ["email"],
  AutoVerifiedAttributes: ["email"],
  AdminCreateUserConfig: { UnusedAccountValidityDays: 7, AllowAdminCreateUserOnly: false },
  VerificationMessageTemplate: { DefaultEmailOption: "CONFIRM_WITH_CODE" },
  Schema: [
    { Name: "name", AttributeDataType: "String", Mutable: true, Required: true },
    { Name: "email", AttributeDataType: "String", Mutable: false, Required: true },
  ],
};

/** The service of the Serverless example, as `serverless deploy` has left it in an account: its stack by its own logical ids. */
export class ServerlessService {
  readonly #aws: Aws;
  readonly #arn: (service: string, rest: string) => string;

  constructor(aws: Aws) {
    this.#aws = aws;
    this.#arn = (service, rest) => `arn:aws:${service}:${aws.region}:000000000000:${rest}`;
  }

  /** @returns the ids among the stack's outputs */
  async deploy(): Promise<{ userPoolId: string; clientId: string }> {
    const role = await this.#makeRole();
    await this.#makeFunction(`${StackName}-pool`, "serverless/customResource.ts", role);
    await this.#makeFunction(`${StackName}-postConfirmation`, "pools/first.ts", role);
    await this.#aws.cloudFormation.send(
      new CreateStackCommand({ StackName, TemplateBody: this.#template(false) }),
    );
    const { Outputs = [] } = (await this.#reach("CREATE_COMPLETE")) ?? {};
    const outputOf = (key: string) => Outputs.find(({ OutputKey }) => OutputKey === key)?.OutputValue ?? "";
    return { userPoolId: outputOf("UserPoolId"), clientId: outputOf("UserPoolClientId") };
  }

  /** The first step of docs/from-serverless.md. */
  async retain(): Promise<void> {
    const TemplateBody = this.#template(true);
    await this.#aws.cloudFormation.send(new UpdateStackCommand({ StackName, TemplateBody }));
    await this.#reach("UPDATE_COMPLETE");
  }

  /** `serverless remove`. */
  async remove(): Promise<void> {
    await this.#aws.cloudFormation.send(new DeleteStackCommand({ StackName }));
    await this.#reach("DELETE_COMPLETE");
  }

  #template(isRetained: boolean): string {
    const policy = isRetained ? { DeletionPolicy: "Retain" } : {};
    return JSON.stringify({
      Resources: {
        CognitoUserPoolUserPool: {
          Type: "Custom::UserPool",
          ...policy,
          Properties: {
            ServiceToken: this.#arn("lambda", `function:${StackName}-pool`),
            PoolProperties: poolProperties,
            LambdaConfig: { PostConfirmation: this.#arn("lambda", `function:${StackName}-postConfirmation`) },
          },
        },
        CognitoUserPoolClientUserPoolClient: {
          Type: "AWS::Cognito::UserPoolClient",
          ...policy,
          Properties: {
            ClientName: `${StackName}-UserPoolClient`,
            UserPoolId: { Ref: "CognitoUserPoolUserPool" },
            ExplicitAuthFlows: ["ADMIN_NO_SRP_AUTH"],
            GenerateSecret: false,
            RefreshTokenValidity: 30,
            ReadAttributes: ["name", "email"],
          },
        },
      },
      Outputs: {
        UserPoolId: { Value: { Ref: "CognitoUserPoolUserPool" } },
        UserPoolClientId: { Value: { Ref: "CognitoUserPoolClientUserPoolClient" } },
      },
    });
  }

  async #makeRole(): Promise<string> {
    const { iam } = this.#aws;
    const AssumeRolePolicyDocument = JSON.stringify(lambdaTrustPolicy());
    await iam.send(new CreateRoleCommand({ RoleName: StackName, AssumeRolePolicyDocument }));
    const allowed = { Effect: "Allow", Action: "cognito-idp:*", Resource: "*" } as const;
    const PolicyDocument = JSON.stringify(policyDocument([allowed]));
    await iam.send(new PutRolePolicyCommand({ RoleName: StackName, PolicyName: "pools", PolicyDocument }));
    return `arn:aws:iam::000000000000:role/${StackName}`;
  }

  async #makeFunction(FunctionName: string, entry: string, Role: string): Promise<void> {
    const text = await bundle({ entry, folder: join(__dirname, "../fixtures") });
    const ZipFile = zip([{ name: "index.mjs", data: Buffer.from(text) }]);
    await this.#aws.lambda.send(
      new CreateFunctionCommand({
        FunctionName,
        Role,
        Runtime: "nodejs24.x",
        Handler: "index.handler",
        Code: { ZipFile },
      }),
    );
  }

  async #reach(wanted: string): Promise<Stack | undefined> {
    const found = await settledStack(this.#aws.cloudFormation, StackName);
    const { StackStatus = "DELETE_COMPLETE", StackStatusReason } = found ?? {};
    if (StackStatus !== wanted) throw new Error(`${StackStatus}: ${StackStatusReason}`);
    return found;
  }
}
