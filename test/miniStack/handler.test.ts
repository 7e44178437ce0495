import {
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import {
  DescribeUserPoolCommand,
  GetUserPoolMfaConfigCommand,
  ListUserPoolsCommand,
  type UserPoolType,
} from "@aws-sdk/client-cognito-identity-provider";
import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateFunctionCommand } from "@aws-sdk/client-lambda";
import { zip } from "../../commands/support/zip";
import { bundle, ownHandlers, packageFolder } from "../../components/lambda/bundle";
import { handlerStatements, lambdaTrustPolicy, policyDocument } from "../../components/lambda/policies";
import { attribute, exampleSettings, totp } from "../support/poolSettings";
import { describeWithMiniStack } from "./support/miniStack";
import { settledStack } from "./support/stacks";

const functionName = "user-pool-handler";
const place = { partition: "aws", region: "us-east-1", account: "000000000000" };

jest.setTimeout(60_000);

/** A template as one writes it by hand, without Pulumi. */
function template(properties: object): string {
  return JSON.stringify({
    Resources: {
      UserPool: {
        Type: "Custom::UserPool",
        Properties: {
          ServiceToken: `arn:aws:lambda:${place.region}:${place.account}:function:${functionName}`,
          ServiceTimeout: 60,
          ...properties,
        },
      },
    },
    Outputs: { Id: { Value: { Ref: "UserPool" } }, Arn: { Value: { "Fn::GetAtt": ["UserPool", "Arn"] } } },
  });
}

describeWithMiniStack(
  "the handler behind a hand-written CloudFormation template, with its role enforced",
  (stack) => {
    beforeAll(async () => {
      const { iam, lambda } = stack().aws;
      const text = await bundle({ ...ownHandlers.userPool, folder: packageFolder() });
      const trust = JSON.stringify(lambdaTrustPolicy());
      await iam.send(new CreateRoleCommand({ RoleName: functionName, AssumeRolePolicyDocument: trust }));
      // MiniStack does not know the tags' conditions for Cognito.
      const statements = handlerStatements(place, functionName)
        .filter(({ Effect }) => Effect === "Allow")
        .map(({ Condition: _condition, ...statement }) => statement);
      const PolicyDocument = JSON.stringify(policyDocument(statements));
      await iam.send(
        new PutRolePolicyCommand({ RoleName: functionName, PolicyName: "pools", PolicyDocument }),
      );
      await lambda.send(
        new CreateFunctionCommand({
          FunctionName: functionName,
          Role: `arn:aws:iam::${place.account}:role/${functionName}`,
          Runtime: "nodejs24.x",
          Handler: "index.handler",
          Timeout: 60,
          Code: { ZipFile: zip([{ name: "index.mjs", data: Buffer.from(text) }]) },
        }),
      );
    });

    afterEach(() => settle("delete"));

    const stackName = "by-hand";

    /** Sends the request and waits for its end. */
    async function settle(request: "create" | "update" | "delete", properties: object = {}): Promise<string> {
      const { cloudFormation } = stack().aws;
      const input = { StackName: stackName, TemplateBody: template(properties) };
      const commands = {
        create: () => cloudFormation.send(new CreateStackCommand(input)),
        update: () => cloudFormation.send(new UpdateStackCommand(input)),
        delete: () => cloudFormation.send(new DeleteStackCommand(input)),
      };
      await commands[request]();
      return (await settledStack(cloudFormation, stackName))?.StackStatus ?? "GONE";
    }

    async function outputs(): Promise<Record<string, string>> {
      const { Stacks = [] } = await stack().aws.cloudFormation.send(
        new DescribeStacksCommand({ StackName: stackName }),
      );
      const entries = (Stacks[0]?.Outputs ?? []).map(({ OutputKey, OutputValue }) => [
        OutputKey,
        OutputValue,
      ]);
      return Object.fromEntries(entries) as Record<string, string>;
    }

    async function livePool(): Promise<UserPoolType | undefined> {
      const { Id } = await outputs();
      const { UserPool } = await stack().aws.cognito.send(new DescribeUserPoolCommand({ UserPoolId: Id }));
      return UserPool;
    }

    async function reasons(): Promise<string> {
      const { StackEvents = [] } = await stack().aws.cloudFormation.send(
        new DescribeStackEventsCommand({ StackName: stackName }),
      );
      return StackEvents.map(({ ResourceStatusReason }) => ResourceStatusReason).join("\n");
    }

    it("creates the pool, gives its attributes, and deletes it", async () => {
      const created = await settle("create", { Settings: exampleSettings });
      const pool = await livePool();
      const { Id, Arn } = await outputs();
      const deleted = await settle("delete");

      expect(created).toBe("CREATE_COMPLETE");
      expect(pool).toMatchObject({ Id, Arn, Name: "demo", Policies: exampleSettings.Policies });
      expect(deleted).toMatch(/GONE|DELETE_COMPLETE/);
      const { UserPools } = await stack().aws.cognito.send(new ListUserPoolsCommand({ MaxResults: 60 }));
      expect(UserPools).toEqual([]);
    });

    it.each([
      ["Policies", { PasswordPolicy: { MinimumLength: 12, RequireNumbers: true } }],
      ["DeletionProtection", "ACTIVE"],
      ["LambdaConfig", { PreSignUp: "arn:aws:lambda:us-east-1:000000000000:function:a" }],
      ["AutoVerifiedAttributes", []],
      ["VerificationMessageTemplate", { DefaultEmailOption: "CONFIRM_WITH_CODE", EmailSubject: "Welcome" }],
      ["SmsAuthenticationMessage", "Your code is {####}"],
      ["UserAttributeUpdateSettings", { AttributesRequireVerificationBeforeUpdate: ["email"] }],
      [
        "DeviceConfiguration",
        { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
      ],
      ["EmailConfiguration", { EmailSendingAccount: "COGNITO_DEFAULT", ReplyToEmailAddress: "a@b.example" }],
      ["SmsConfiguration", { SnsCallerArn: "arn:aws:iam::000000000000:role/sms", ExternalId: "id" }],
      ["UserPoolTags", { team: "identity" }],
      ["AdminCreateUserConfig", { AllowAdminCreateUserOnly: true }],
      ["UserPoolAddOns", { AdvancedSecurityMode: "AUDIT" }],
      ["AccountRecoverySetting", { RecoveryMechanisms: [{ Name: "verified_email", Priority: 1 }] }],
      ["UserPoolTier", "LITE"],
    ])("changes %s and keeps the pool", async (name, value) => {
      // Threat protection needs a tier of its own; without force nobody could take the protected pool away again.
      const settings =
        name === "UserPoolAddOns" ? { ...exampleSettings, UserPoolTier: "PLUS" } : exampleSettings;
      await settle("create", { Settings: settings, ForceDestroy: true });
      const before = await livePool();

      const updated = await settle("update", {
        Settings: { ...settings, [name]: value },
        ForceDestroy: true,
      });

      const after = await livePool();
      expect(updated).toBe("UPDATE_COMPLETE");
      expect(after).toMatchObject({ Id: before?.Id, [name]: value });
    });

    it("turns MFA on and adds an attribute", async () => {
      await settle("create", { Settings: exampleSettings });

      const updated = await settle("update", {
        Settings: { ...exampleSettings, ...totp, Schema: [...exampleSettings.Schema, attribute("plan")] },
      });

      const { Id } = await outputs();
      expect(updated).toBe("UPDATE_COMPLETE");
      expect(
        await stack().aws.cognito.send(new GetUserPoolMfaConfigCommand({ UserPoolId: Id })),
      ).toMatchObject(totp);
      expect((await livePool())?.SchemaAttributes?.map(({ Name }) => Name)).toContain("custom:plan");
    });

    it("refuses what the pool cannot take, and CloudFormation rolls back", async () => {
      await settle("create", { Settings: exampleSettings });
      const before = await livePool();

      const updated = await settle("update", {
        Settings: { ...exampleSettings, UsernameAttributes: ["phone_number"] },
      });

      expect(updated).toBe("UPDATE_ROLLBACK_COMPLETE");
      expect(await reasons()).toContain('`Settings.UsernameAttributes`: ["email"] → ["phone_number"]');
      expect((await livePool())?.Id).toBe(before?.Id);
    });

    it("explains wrong settings in the stack's events, and leaves nothing behind", async () => {
      const created = await settle("create", { Settings: { ...exampleSettings, Polices: {} } });

      expect(created).toMatch(/ROLLBACK_COMPLETE|CREATE_FAILED/);
      expect(await reasons()).toContain(
        "`Settings.Polices` is not a setting of Cognito's API. Did you mean `Policies`?",
      );
      const { UserPools } = await stack().aws.cognito.send(new ListUserPoolsCommand({ MaxResults: 60 }));
      expect(UserPools).toEqual([]);
    });
  },
);
