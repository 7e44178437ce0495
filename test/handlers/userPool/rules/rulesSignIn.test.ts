import type { UserPoolSettings } from "../../../../handlers/userPool/settings/schema";
import { describeRules, type RuleRow } from "../../../support/ruleRows";

type Settings = Partial<UserPoolSettings>;

const role = "arn:aws:iam::123456789012:role/sender";
const fn = (name: string) => `arn:aws:lambda:eu-west-1:123456789012:function:${name}`;
const ses = "arn:aws:ses:eu-west-1:123456789012:identity/example.com";
const developer = { EmailSendingAccount: "DEVELOPER", SourceArn: ses } as const;
const sms = { SnsCallerArn: role };
const totp = { SoftwareTokenMfaConfiguration: { Enabled: true } };
const passkeys: Settings["Policies"] = {
  SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN"] },
};
type Factor = "PASSWORD" | "EMAIL_OTP" | "SMS_OTP" | "WEB_AUTHN";
const firstFactors = (...AllowedFirstAuthFactors: Factor[]) => ({
  SignInPolicy: { AllowedFirstAuthFactors },
});
const withCodes = { ...totp, SmsConfiguration: sms };
const emailMfa: Settings = {
  MfaConfiguration: "OPTIONAL",
  EmailMfaConfiguration: {},
  EmailConfiguration: developer,
};
const recovery = (...names: ("verified_email" | "verified_phone_number")[]) => ({
  RecoveryMechanisms: names.map((Name, index) => ({ Name, Priority: index + 1 })),
});

describeRules("the rules for signing in and for tiers", [
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
      "`Settings.UserPoolTier` LITE does not have `Policies.SignInPolicy.AllowedFirstAuthFactors`, `WebAuthnConfiguration.FactorConfiguration`, `DcrConfiguration`, `AcrConfiguration`, `EmailMfaConfiguration`. Choose ESSENTIALS or PLUS, or leave them out.",
  },
  ...(["V2_0", "V3_0"] as const).map(
    (LambdaVersion): RuleRow => ({
      path: "UserPoolTier",
      wrong: {
        UserPoolTier: "LITE",
        Policies: { PasswordPolicy: { PasswordHistorySize: 1 } },
        LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: fn("a"), LambdaVersion } },
      },
      right: {
        UserPoolTier: "LITE",
        Policies: { PasswordPolicy: { PasswordHistorySize: 0 } },
        LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: fn("a"), LambdaVersion: "V1_0" } },
      },
      message:
        "`Settings.UserPoolTier` LITE does not have `Policies.PasswordPolicy.PasswordHistorySize`, `LambdaConfig.PreTokenGenerationConfig.LambdaVersion`. Choose ESSENTIALS or PLUS, or leave them out.",
    }),
  ),
  {
    path: "UserPoolAddOns.AdvancedSecurityMode",
    wrong: { UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" } },
    right: { UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" }, UserPoolTier: "PLUS" },
    message:
      "`Settings.UserPoolAddOns.AdvancedSecurityMode` AUDIT needs `UserPoolTier` PLUS, got ESSENTIALS. Choose PLUS, or OFF.",
  },
  {
    path: "UserPoolAddOns.AdvancedSecurityMode",
    wrong: { UserPoolAddOns: { AdvancedSecurityMode: "ENFORCED" }, UserPoolTier: "LITE" },
    right: { UserPoolAddOns: { AdvancedSecurityMode: "OFF" }, UserPoolTier: "LITE" },
    message:
      "`Settings.UserPoolAddOns.AdvancedSecurityMode` ENFORCED needs `UserPoolTier` PLUS, got LITE. Choose PLUS, or OFF.",
  },
  {
    path: "UserPoolAddOns.AdvancedSecurityAdditionalFlows.CustomAuthMode",
    wrong: {
      UserPoolAddOns: {
        AdvancedSecurityMode: "OFF",
        AdvancedSecurityAdditionalFlows: { CustomAuthMode: "ENFORCED" },
      },
    },
    right: {
      UserPoolTier: "PLUS",
      UserPoolAddOns: {
        AdvancedSecurityMode: "OFF",
        AdvancedSecurityAdditionalFlows: { CustomAuthMode: "ENFORCED" },
      },
    },
    message:
      "`Settings.UserPoolAddOns.AdvancedSecurityAdditionalFlows.CustomAuthMode` ENFORCED needs `UserPoolTier` PLUS, got ESSENTIALS. Choose PLUS, or leave it out.",
  },
  ...[["EMAIL_OTP"] as const, ["EMAIL_OTP", "SMS_OTP"] as const].map(
    (codes): RuleRow => ({
      path: "MfaConfiguration",
      wrong: { ...withCodes, MfaConfiguration: "ON", Policies: firstFactors("PASSWORD", ...codes) },
      right: { ...withCodes, MfaConfiguration: "OPTIONAL", Policies: firstFactors("PASSWORD", ...codes) },
      message: `\`Settings.MfaConfiguration\` ON excludes ${codes.join(" and ")} in \`Policies.SignInPolicy.AllowedFirstAuthFactors\`. Make MFA OPTIONAL, or remove them there.`,
    }),
  ),
  {
    path: "Policies.SignInPolicy.AllowedFirstAuthFactors",
    wrong: { Policies: firstFactors("EMAIL_OTP", "WEB_AUTHN") },
    right: { Policies: firstFactors("EMAIL_OTP", "PASSWORD") },
    message: "`Settings.Policies.SignInPolicy.AllowedFirstAuthFactors` must hold PASSWORD. Add it.",
  },
  {
    path: "Policies.SignInPolicy.AllowedFirstAuthFactors",
    wrong: { Policies: firstFactors("PASSWORD", "SMS_OTP") },
    right: {
      Policies: firstFactors("PASSWORD", "SMS_OTP"),
      SmsConfiguration: { EumsSms: { CallerArn: role } },
    },
    message:
      "`Settings.Policies.SignInPolicy.AllowedFirstAuthFactors` SMS_OTP needs a role that may send messages. Set `SmsConfiguration`.",
  },
  {
    path: "EmailMfaConfiguration",
    wrong: { ...emailMfa, AccountRecoverySetting: recovery("verified_email") },
    right: { ...emailMfa, AccountRecoverySetting: recovery("verified_phone_number", "verified_email") },
    message:
      "`Settings.EmailMfaConfiguration` and recovery only by e-mail exclude each other: one mailbox would be enough to take an account over. Add verified_phone_number to `AccountRecoverySetting.RecoveryMechanisms`.",
  },
  {
    path: "Policies.SignInPolicy.AllowedFirstAuthFactors",
    wrong: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "SOFTWARE_TOKEN"] } } },
    right: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP"] } } },
    message:
      "`Settings.Policies.SignInPolicy.AllowedFirstAuthFactors` may not hold SOFTWARE_TOKEN: Cognito does not support it as a first factor. Remove it.",
  },
]);
