import { ruleFaults } from "../../../handlers/userPool/rules";
import type { UserPoolSettings } from "../../../handlers/userPool/settings";

type Settings = Partial<UserPoolSettings>;

const faultsOf = (settings: Settings) => ruleFaults({ ...settings }, "Settings");
const role = "arn:aws:iam::123456789012:role/sender";
const fn = (name: string) => `arn:aws:lambda:eu-west-1:123456789012:function:${name}`;
const ses = "arn:aws:ses:eu-west-1:123456789012:identity/example.com";
const developer = { EmailSendingAccount: "DEVELOPER", SourceArn: ses } as const;
const sms = { SnsCallerArn: role };
const totp = { SoftwareTokenMfaConfiguration: { Enabled: true } };
const passkeys: Settings["Policies"] = {
  SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN"] },
};
const tags = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`tag${index}`, ""]));
const text = (Name: string, more = {}) => ({ Name, AttributeDataType: "String" as const, ...more });

interface Row {
  /** Where the fault is reported. */
  path: string;
  wrong: Settings;
  right: Settings;
  /** The message. */
  message: string;
}

const rows: Row[] = [
  {
    path: "AliasAttributes",
    wrong: { AliasAttributes: ["email"], UsernameAttributes: ["phone_number"] },
    right: { AliasAttributes: [], UsernameAttributes: ["email"] },
    message: "`Settings.AliasAttributes` and `UsernameAttributes` exclude each other. Keep one of them.",
  },
  {
    path: "MfaConfiguration",
    wrong: { MfaConfiguration: "ON", SoftwareTokenMfaConfiguration: { Enabled: false } },
    right: { MfaConfiguration: "ON", ...totp },
    message:
      "`Settings.MfaConfiguration` is ON, but there is no factor. Set `SoftwareTokenMfaConfiguration`, `SmsMfaConfiguration` or `EmailMfaConfiguration`.",
  },
  {
    path: "MfaConfiguration",
    wrong: { MfaConfiguration: "OPTIONAL" },
    right: { MfaConfiguration: "OPTIONAL", SmsConfiguration: sms },
    message:
      "`Settings.MfaConfiguration` is OPTIONAL, but there is no factor. Set `SoftwareTokenMfaConfiguration`, `SmsMfaConfiguration` or `EmailMfaConfiguration`.",
  },
  {
    path: "MfaConfiguration",
    wrong: { ...totp },
    right: { SoftwareTokenMfaConfiguration: { Enabled: false } },
    message:
      "`Settings.MfaConfiguration` must be ON or OPTIONAL beside a factor, got none. Set it, or leave the factor out.",
  },
  {
    path: "MfaConfiguration",
    wrong: { MfaConfiguration: "OFF", SmsConfiguration: sms, SmsMfaConfiguration: {} },
    right: { MfaConfiguration: "OFF", SmsConfiguration: sms },
    message:
      "`Settings.MfaConfiguration` must be ON or OPTIONAL beside a factor, got OFF. Set it, or leave the factor out.",
  },
  {
    path: "MfaConfiguration",
    wrong: { MfaConfiguration: "ON", ...totp, Policies: passkeys },
    right: {
      MfaConfiguration: "ON",
      ...totp,
      Policies: passkeys,
      WebAuthnConfiguration: { FactorConfiguration: "MULTI_FACTOR_WITH_USER_VERIFICATION" },
    },
    message:
      "`Settings.MfaConfiguration` ON beside the first factor WEB_AUTHN needs `WebAuthnConfiguration.FactorConfiguration` MULTI_FACTOR_WITH_USER_VERIFICATION. Set it, or make MFA OPTIONAL.",
  },
  {
    path: "SmsMfaConfiguration",
    wrong: { MfaConfiguration: "ON", SmsMfaConfiguration: {} },
    right: { MfaConfiguration: "ON", SmsMfaConfiguration: { SmsConfiguration: sms } },
    message: "`Settings.SmsMfaConfiguration` needs a role that may send messages. Set `SmsConfiguration`.",
  },
  {
    path: "SmsMfaConfiguration.SmsConfiguration",
    wrong: {
      MfaConfiguration: "ON",
      SmsConfiguration: sms,
      SmsMfaConfiguration: { SmsConfiguration: { ...sms, ExternalId: "x" } },
    },
    right: {
      MfaConfiguration: "ON",
      SmsConfiguration: sms,
      SmsMfaConfiguration: { SmsConfiguration: { ...sms } },
    },
    message:
      "`Settings.SmsMfaConfiguration.SmsConfiguration` must be what `SmsConfiguration` is: a pool has one of them. Keep the latter.",
  },
  {
    path: "SmsMfaConfiguration.SmsAuthenticationMessage",
    wrong: {
      MfaConfiguration: "ON",
      SmsConfiguration: sms,
      SmsAuthenticationMessage: "a {####}",
      SmsMfaConfiguration: { SmsAuthenticationMessage: "b {####}" },
    },
    right: {
      MfaConfiguration: "ON",
      SmsConfiguration: sms,
      SmsMfaConfiguration: { SmsAuthenticationMessage: "b {####}" },
    },
    message:
      "`Settings.SmsMfaConfiguration.SmsAuthenticationMessage` must be what `SmsAuthenticationMessage` is: a pool has one of them. Keep the latter.",
  },
  {
    path: "EmailMfaConfiguration",
    wrong: { MfaConfiguration: "ON", EmailMfaConfiguration: {} },
    right: { MfaConfiguration: "ON", EmailMfaConfiguration: {}, EmailConfiguration: developer },
    message:
      "`Settings.EmailMfaConfiguration` needs `EmailConfiguration.EmailSendingAccount` DEVELOPER with an SES identity in `SourceArn`. Set both.",
  },
  ...(["SmsConfiguration", "SmsMfaConfiguration.SmsConfiguration"] as const).flatMap((path): Row[] => {
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
    path: "UserPoolTier",
    wrong: {
      UserPoolTier: "LITE",
      MfaConfiguration: "OPTIONAL",
      Policies: passkeys,
      EmailMfaConfiguration: {},
      EmailConfiguration: developer,
      WebAuthnConfiguration: { FactorConfiguration: "SINGLE_FACTOR" },
      DcrConfiguration: {},
      AcrConfiguration: { Level1: { AcrValue: "x" } },
    },
    right: {
      UserPoolTier: "LITE",
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD"] } },
      DcrConfiguration: { EnableStatus: "Disabled" },
      AcrConfiguration: {},
    },
    message:
      "`Settings.UserPoolTier` LITE does not have `Policies.SignInPolicy.AllowedFirstAuthFactors`, `EmailMfaConfiguration`, `WebAuthnConfiguration.FactorConfiguration`, `DcrConfiguration`, `AcrConfiguration`. Choose ESSENTIALS or PLUS, or leave them out.",
  },
  {
    path: "UserPoolAddOns.AdvancedSecurityMode",
    wrong: { UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" } },
    right: { UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" }, UserPoolTier: "PLUS" },
    message:
      "`Settings.UserPoolAddOns.AdvancedSecurityMode` AUDIT needs `UserPoolTier` PLUS, got ESSENTIALS. Choose PLUS, or OFF.",
  },
  {
    path: "Policies.SignInPolicy.AllowedFirstAuthFactors",
    wrong: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "SOFTWARE_TOKEN"] } } },
    right: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP"] } } },
    message:
      "`Settings.Policies.SignInPolicy.AllowedFirstAuthFactors` may not hold SOFTWARE_TOKEN: Cognito does not support it as a first factor. Remove it.",
  },
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
    (name): Row => ({
      path: "UserPoolTags",
      wrong: { UserPoolTags: { [name]: "x" } },
      right: { UserPoolTags: { "my-aws:x": "", "custom-user-pool": "", constructor: "" } },
      message: `\`Settings.UserPoolTags\` may not hold ${name}: \`custom-user-pool:\` and \`aws:\` are reserved. Rename them.`,
    }),
  ),
  {
    path: "UserPoolTags",
    wrong: { UserPoolTags: tags(43) },
    right: { UserPoolTags: tags(42) },
    message: "`Settings.UserPoolTags` must have at most 42 entries, got 43.",
  },
  ...["", "x".repeat(129)].map(
    (name): Row => ({
      path: "UserPoolTags",
      wrong: { UserPoolTags: { [name]: "x" } },
      right: { UserPoolTags: { [name.slice(1) || "x"]: "x" } },
      message: "`Settings.UserPoolTags` has a key that is not 1 to 128 characters long. Rename it.",
    }),
  ),
  {
    path: "Schema",
    wrong: { Schema: [text("tenant"), text("tenant", { Mutable: true })] },
    right: { Schema: [text("tenant"), text("Tenant")] },
    message: "`Settings.Schema` declares tenant twice. Declare each once.",
  },
  {
    path: "Schema",
    wrong: { Schema: [text("custom:tenant"), text("dev:secret")] },
    right: { Schema: [text("customer")] },
    message:
      "`Settings.Schema`: Cognito itself puts `custom:` before the names of custom attributes, got custom:tenant, dev:secret. Leave the prefix out.",
  },
  {
    path: "Schema",
    wrong: { Schema: [text("email", { Required: true }), text("constructor", { Required: true })] },
    right: { Schema: [text("email", { Required: true }), text("tenant", { Required: false })] },
    message:
      "`Settings.Schema`: Cognito does not support required custom attributes, got constructor. Set `Required` to false.",
  },
  {
    path: "Schema",
    wrong: {
      Schema: [
        text("a", { StringAttributeConstraints: { MinLength: "1.5", MaxLength: "" } }),
        { Name: "b", AttributeDataType: "Number", NumberAttributeConstraints: { MinValue: "one" } },
      ],
    },
    right: {
      Schema: [
        text("a", { StringAttributeConstraints: { MinLength: "0", MaxLength: "2048" } }),
        { Name: "b", AttributeDataType: "Number", NumberAttributeConstraints: { MinValue: "-5" } },
      ],
    },
    message: '`Settings.Schema`: constraints must be whole numbers written as texts, got "1.5", "", "one".',
  },
];

describe("ruleFaults", () => {
  it.each(rows)("says: $message", ({ path, wrong, message }) => {
    const faults = faultsOf(wrong);

    expect(faults).toEqual([{ path: `Settings.${path}`, message }]);
  });

  it.each(rows)("is content with what is right beside: $message", ({ right }) => {
    const faults = faultsOf(right);

    expect(faults).toEqual([]);
  });
});
