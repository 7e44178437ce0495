import type { UserPoolSettings } from "../../../../handlers/userPool/settings/schema";
import { describeRules, type RuleRow } from "../../../support/ruleRows";

type Settings = Partial<UserPoolSettings>;

const role = "arn:aws:iam::123456789012:role/sender";
const fn = (name: string) => `arn:aws:lambda:eu-west-1:123456789012:function:${name}`;
const ses = "arn:aws:ses:eu-west-1:123456789012:identity/example.com";
const developer = { EmailSendingAccount: "DEVELOPER", SourceArn: ses } as const;
const sms = { SnsCallerArn: role };
const tags = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`tag${index}`, ""]));

describeRules("the rules between members", [
  {
    path: "AliasAttributes",
    wrong: { AliasAttributes: ["email"], UsernameAttributes: ["phone_number"] },
    right: { AliasAttributes: [], UsernameAttributes: ["email"] },
    message: "`Settings.AliasAttributes` and `UsernameAttributes` exclude each other. Keep one of them.",
  },
  ...(["SmsConfiguration", "SmsMfaConfiguration.SmsConfiguration"] as const).flatMap((path): RuleRow[] => {
    const at = (value: NonNullable<Settings["SmsConfiguration"]>): Settings =>
      path === "SmsConfiguration"
        ? { SmsConfiguration: value }
        : { MfaConfiguration: "ON", SmsMfaConfiguration: { SmsConfiguration: value } };
    const message = `\`Settings.${path}\` must have exactly one of \`SnsCallerArn\` and \`EumsSms\`. Set the role that sends the messages.`;
    return [
      { path, wrong: at({ ExternalId: "x" }), right: at(sms), message },
      {
        path,
        wrong: at({ ...sms, EumsSms: { CallerArn: role } }),
        right: at({ EumsSms: { CallerArn: role } }),
        message,
      },
    ];
  }),
  {
    path: "EmailConfiguration.SourceArn",
    wrong: { EmailConfiguration: { EmailSendingAccount: "DEVELOPER" } },
    right: { EmailConfiguration: { EmailSendingAccount: "COGNITO_DEFAULT" } },
    message:
      "`Settings.EmailConfiguration.SourceArn` is required beside `EmailSendingAccount` DEVELOPER. Set it to the ARN of a verified SES identity.",
  },
  {
    path: "UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate",
    wrong: {
      AutoVerifiedAttributes: ["email"],
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email", "phone_number"] },
    },
    right: {
      AutoVerifiedAttributes: ["email"],
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] },
    },
    message:
      "`Settings.UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate` holds phone_number, which `AutoVerifiedAttributes` does not. Add it there, or remove it here.",
  },
  {
    path: "LambdaConfig.PreTokenGeneration",
    wrong: {
      LambdaConfig: {
        PreTokenGeneration: fn("a"),
        PreTokenGenerationConfig: { LambdaArn: fn("b"), LambdaVersion: "V2_0" },
      },
    },
    right: {
      LambdaConfig: {
        PreTokenGeneration: fn("a"),
        PreTokenGenerationConfig: { LambdaArn: fn("a"), LambdaVersion: "V2_0" },
      },
    },
    message:
      "`Settings.LambdaConfig.PreTokenGeneration` and `LambdaConfig.PreTokenGenerationConfig.LambdaArn` must be the same function. Keep only the latter.",
  },
  {
    path: "LambdaConfig.KMSKeyID",
    wrong: { LambdaConfig: { CustomSMSSender: { LambdaArn: fn("a"), LambdaVersion: "V1_0" } } },
    right: {
      LambdaConfig: { CustomSMSSender: { LambdaArn: fn("a"), LambdaVersion: "V1_0" }, KMSKeyID: role },
    },
    message:
      "`Settings.LambdaConfig.KMSKeyID` is required beside a custom sender: Cognito encrypts the codes with it. Set it to a symmetric KMS key's ARN.",
  },
  {
    path: "EmailConfiguration.From",
    wrong: { EmailConfiguration: { From: "Shop <shop@example.com>" } },
    right: { EmailConfiguration: { ...developer, From: "Shop <shop@example.com>" } },
    message:
      "`Settings.EmailConfiguration.From` needs `EmailConfiguration.EmailSendingAccount` DEVELOPER with an SES identity in `SourceArn`. Set both, or remove it.",
  },
  {
    path: "EmailConfiguration.From",
    wrong: {
      EmailConfiguration: {
        EmailSendingAccount: "COGNITO_DEFAULT",
        SourceArn: ses,
        From: "shop@example.com",
      },
    },
    right: { EmailConfiguration: { EmailSendingAccount: "COGNITO_DEFAULT", SourceArn: ses } },
    message:
      "`Settings.EmailConfiguration.From` needs `EmailConfiguration.EmailSendingAccount` DEVELOPER with an SES identity in `SourceArn`. Set both, or remove it.",
  },
  {
    path: "EmailConfiguration.ConfigurationSet",
    wrong: { EmailConfiguration: { ConfigurationSet: "events", ReplyToEmailAddress: "a@example.com" } },
    right: { EmailConfiguration: { ReplyToEmailAddress: "a@example.com" } },
    message:
      "`Settings.EmailConfiguration.ConfigurationSet` needs `EmailConfiguration.EmailSendingAccount` DEVELOPER with an SES identity in `SourceArn`. Set both, or remove it.",
  },
  ...[
    [{ Level1: { AcrValue: "silver" }, Level3: { AcrValue: "silver" } }, "silver"] as const,
    [{ Level2: { AcrValue: "urn:cognito:loa:4" } }, "urn:cognito:loa:4"] as const,
  ].map(
    ([AcrConfiguration, name]): RuleRow => ({
      path: "AcrConfiguration",
      wrong: { AcrConfiguration },
      right: {
        AcrConfiguration: { Level1: { AcrValue: "urn:cognito:loa:1" }, Level4: { AcrValue: "gold" } },
      },
      message: `\`Settings.AcrConfiguration\` calls two levels ${name}; one without a name is called urn:cognito:loa:1 to 4. Use each name once.`,
    }),
  ),
  {
    path: "AdminCreateUserConfig.UnusedAccountValidityDays",
    wrong: {
      AdminCreateUserConfig: { UnusedAccountValidityDays: 7 },
      Policies: { PasswordPolicy: { TemporaryPasswordValidityDays: 8 } },
    },
    right: {
      AdminCreateUserConfig: { UnusedAccountValidityDays: 7 },
      Policies: { PasswordPolicy: { TemporaryPasswordValidityDays: 7 } },
    },
    message:
      "`Settings.AdminCreateUserConfig.UnusedAccountValidityDays` is the former name of `Policies.PasswordPolicy.TemporaryPasswordValidityDays` and must not differ from it. Remove it.",
  },
  {
    path: "KeyConfiguration.KmsKeyArn",
    wrong: { KeyConfiguration: { KeyType: "CUSTOMER_MANAGED_KEY" } },
    right: { KeyConfiguration: { KeyType: "AWS_OWNED_KEY" } },
    message:
      "`Settings.KeyConfiguration.KmsKeyArn` is required beside `KeyType` CUSTOMER_MANAGED_KEY. Set it.",
  },
  {
    path: "AccountRecoverySetting.RecoveryMechanisms",
    wrong: {
      AccountRecoverySetting: {
        RecoveryMechanisms: [
          { Name: "admin_only", Priority: 1 },
          { Name: "verified_email", Priority: 2 },
        ],
      },
    },
    right: { AccountRecoverySetting: { RecoveryMechanisms: [{ Name: "admin_only", Priority: 1 }] } },
    message:
      "`Settings.AccountRecoverySetting.RecoveryMechanisms` may not hold anything beside admin_only. Keep one of them.",
  },
  {
    path: "AccountRecoverySetting.RecoveryMechanisms",
    wrong: {
      AccountRecoverySetting: {
        RecoveryMechanisms: [
          { Name: "verified_phone_number", Priority: 1 },
          { Name: "verified_email", Priority: 1 },
        ],
      },
    },
    right: {
      AccountRecoverySetting: {
        RecoveryMechanisms: [
          { Name: "verified_phone_number", Priority: 2 },
          { Name: "verified_email", Priority: 1 },
        ],
      },
    },
    message:
      "`Settings.AccountRecoverySetting.RecoveryMechanisms` holds the priority 1 twice. Use each once.",
  },
  ...["custom-user-pool:stack-id", "Custom-User-Pool:x", "aws:cloudformation:stack-name", "AWS:x"].map(
    (name): RuleRow => ({
      path: "UserPoolTags",
      wrong: { UserPoolTags: { [name]: "x" } },
      right: { UserPoolTags: { "my-aws:x": "", "custom-user-pool": "", constructor: "" } },
      message: `\`Settings.UserPoolTags\` may not hold ${name}: \`custom-user-pool:\` and \`aws:\` are reserved. Rename them.`,
    }),
  ),
  {
    path: "UserPoolTags",
    wrong: { UserPoolTags: tags(42) },
    right: { UserPoolTags: tags(41) },
    message: "`Settings.UserPoolTags` must have at most 41 entries, got 42.",
  },
]);
