import type { LambdaConfigType } from "@aws-sdk/client-cognito-identity-provider";
import type { CustomUserPoolArgs } from "../components/customUserPool";

type Settings = CustomUserPoolArgs["settings"];

const policy = { RequireLowercase: true, RequireNumbers: true, RequireSymbols: true, RequireUppercase: true };

/** The settings of index.ts, for what is measured without the program. */
export const exampleSettings = {
  PoolName: "bench",
  UsernameAttributes: ["email"],
  AutoVerifiedAttributes: ["email"],
  VerificationMessageTemplate: { DefaultEmailOption: "CONFIRM_WITH_CODE" },
  Policies: { PasswordPolicy: { MinimumLength: 8, ...policy, TemporaryPasswordValidityDays: 7 } },
  Schema: [
    { Name: "name", AttributeDataType: "String", Mutable: true, Required: true },
    { Name: "email", AttributeDataType: "String", Mutable: false, Required: true },
  ],
  AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
  MfaConfiguration: "OFF",
} satisfies Settings;

const code = "{####}";

/** As much as Cognito takes at once: 50 attributes, and a message of 20,000 characters. */
export const largestSettings = {
  ...exampleSettings,
  Schema: [
    ...exampleSettings.Schema,
    ...Array.from({ length: 48 }, (_, index) => ({
      Name: `attribute${index}`,
      AttributeDataType: "String" as const,
      Mutable: true,
    })),
  ],
  VerificationMessageTemplate: {
    DefaultEmailOption: "CONFIRM_WITH_CODE",
    EmailMessage: code.padEnd(20_000, "a"),
    EmailSubject: "a".repeat(140),
  },
} satisfies Settings;

export const triggerArn = "arn:aws:lambda:us-east-1:123456789012:function:trigger";
const sender = { LambdaArn: triggerArn, LambdaVersion: "V1_0" } as const;

/** A `LambdaConfig` with every trigger that Cognito knows. */
export const allTriggers = {
  PreSignUp: triggerArn,
  CustomMessage: triggerArn,
  PostConfirmation: triggerArn,
  PreAuthentication: triggerArn,
  PostAuthentication: triggerArn,
  DefineAuthChallenge: triggerArn,
  CreateAuthChallenge: triggerArn,
  VerifyAuthChallengeResponse: triggerArn,
  PreTokenGeneration: triggerArn,
  PreTokenGenerationConfig: { LambdaArn: triggerArn, LambdaVersion: "V3_0" },
  UserMigration: triggerArn,
  CustomSMSSender: sender,
  CustomEmailSender: sender,
  InboundFederation: sender,
  KMSKeyID: "arn:aws:kms:us-east-1:123456789012:key/1a2b3c4d-0000-0000-0000-000000000000",
} satisfies Required<LambdaConfigType>;
