import * as pulumi from "@pulumi/pulumi";
import { CustomUserPool, UserPoolHandler } from "../../../components/customUserPool";
import type * as example from "../../../index";
import { account, parsed, type Recording, record, region } from "../../support/mocks";

const smsRole = `arn:aws:iam::${account}:role/service-role/cognito-sms`;
const identity = `arn:aws:ses:${region}:${account}:identity/example.com`;
const key = `arn:aws:kms:${region}:${account}:key/11111111-2222-3333-4444-555555555555`;

/** What index.ts registers with the defaults of Pulumi.yaml and everything switched on. */
export function recordExample(): Promise<Recording<typeof example>> {
  const config = {
    "shop:poolName": "users",
    "shop:passwordMinimumLength": "12",
    "shop:mfa": "OPTIONAL",
    "shop:customAttributes": '["plan"]',
    "shop:selfSignUp": "false",
    "shop:deletionProtection": "true",
    "shop:logRetentionDays": "14",
    "shop:adoptUserPoolId": "",
  };
  return record(() => require("../../../index") as typeof example, { config });
}

/** What a program registers that asks for everything that the component offers. */
export function recordRich(): Promise<Recording<unknown>> {
  return record(() => {
    const handler = new UserPoolHandler("rich-handler", {
      policyStatements: [{ Sid: "Mail", Effect: "Allow", Action: ["ses:SendEmail"], Resource: identity }],
    });
    const rich = new CustomUserPool("rich", {
      handler,
      tags: { app: "shop", "cost:center": "42" },
      settings: richSettings,
      triggers: triggers(),
      clients: { web: {}, machine: { generateSecret: true } },
      domain: { domain: "rich-example" },
      deletionProtection: false,
      onImmutableChange: "replace",
      replaceNonEmpty: true,
      forceDestroy: true,
      onDelete: "retain",
    });
    const adopted = new CustomUserPool("adopted", {
      handler,
      settings: { PoolName: "adopted" },
      adoptUserPoolId: `${region}_AbCdEf123`,
    });
    return [rich, adopted];
  });
}

const richSettings = {
  PoolName: "rich",
  AliasAttributes: ["email" as const],
  AutoVerifiedAttributes: ["email" as const, "phone_number" as const],
  UsernameConfiguration: { CaseSensitive: false },
  Policies: {
    PasswordPolicy: { MinimumLength: 14, TemporaryPasswordValidityDays: 3, PasswordHistorySize: 5 },
    SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD" as const, "EMAIL_OTP" as const] },
  },
  Schema: [
    { Name: "email", AttributeDataType: "String" as const, Mutable: true, Required: true },
    { Name: "plan", AttributeDataType: "String" as const, Mutable: true },
  ],
  VerificationMessageTemplate: {
    DefaultEmailOption: "CONFIRM_WITH_LINK" as const,
    EmailMessageByLink: "<p>Press {##here##} – ${name} %{x}</p>",
    EmailSubjectByLink: "Verify",
  },
  EmailConfiguration: { EmailSendingAccount: "DEVELOPER" as const, SourceArn: identity },
  SmsConfiguration: { SnsCallerArn: smsRole, ExternalId: "shop", SnsRegion: region },
  UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" as const },
  UserPoolTier: "PLUS" as const,
  KeyConfiguration: { KeyType: "CUSTOMER_MANAGED_KEY" as const, KmsKeyArn: key },
  MfaConfiguration: "OPTIONAL" as const,
  SoftwareTokenMfaConfiguration: { Enabled: true },
};

function triggers() {
  const entry = "handlers/postConfirmation/index.ts";
  return {
    PreSignUp: entry,
    CustomMessage: pulumi.output(`arn:aws:lambda:${region}:${account}:function:others:live`),
    PostConfirmation: {
      entry,
      policyStatements: ({ userPoolArn }: { userPoolArn: pulumi.Output<string> }) => [
        { Effect: "Allow" as const, Action: "cognito-idp:AdminAddUserToGroup", Resource: userPoolArn },
      ],
    },
    UserMigration: { entry, timeout: 5 },
    PreTokenGenerationConfig: { LambdaVersion: "V2_0" as const, function: { entry } },
    CustomSMSSender: { LambdaVersion: "V1_0" as const, function: { entry } },
    CustomEmailSender: { LambdaVersion: "V1_0" as const, function: { entry } },
    KMSKeyID: key,
  };
}

/** The texts of all CloudFormation templates, by the name of their stack. */
export function templatesOf(recording: Recording<unknown>): Record<string, string> {
  const stacks = recording.all("aws:cloudformation/stack:Stack");
  return Object.fromEntries(stacks.map(({ name, inputs }) => [name, String(inputs["templateBody"])]));
}

/** All policies of the roles, by the name of their resource. Policies of trust, which name no resource, parliament does not know. */
export function policiesOf(recording: Recording<unknown>): Record<string, unknown> {
  const policies = recording.all("aws:iam/rolePolicy:RolePolicy");
  return Object.fromEntries(policies.map(({ name, inputs }) => [name, parsed(inputs["policy"])]));
}
