import { byEmail, fn, password, type RealSettings, recovery, ses, sms, totp } from "./parts";

export const amplify: RealSettings[] = [
  {
    name: "Amplify, second generation: by e-mail, MFA off",
    settings: {
      PoolName: "amplifyAuthUserPool4BA7F805",
      ...byEmail,
      AccountRecoverySetting: recovery("verified_email"),
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
      EmailVerificationMessage: "The verification code to your new account is {####}",
      EmailVerificationSubject: "Verify your new account",
      Policies: password(8, false),
      Schema: [{ Mutable: true, Name: "email", Required: true }],
      SmsVerificationMessage: "The verification code to your new account is {####}",
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] },
      UserPoolTags: { "amplify:deployment-type": "branch", "created-by": "amplify" },
    },
    change: { Policies: password(8) },
  },
  {
    name: "Amplify, second generation: optional MFA by message, recovery by e-mail",
    settings: {
      PoolName: "squad",
      ...byEmail,
      MfaConfiguration: "OPTIONAL",
      SmsConfiguration: { ...sms, SnsRegion: "us-east-1" },
      SmsMfaConfiguration: {},
      AccountRecoverySetting: recovery("verified_email"),
      Schema: [
        { Name: "email", Required: true, Mutable: true },
        { Name: "given_name", Required: true, Mutable: true },
        { Name: "phone_number", Required: false, Mutable: true },
      ],
    },
    change: { ...totp },
  },
  {
    name: "Amplify, second generation: a code by e-mail instead of a password, optional MFA",
    settings: {
      PoolName: "otp",
      ...byEmail,
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["EMAIL_OTP", "PASSWORD"] } },
      EmailConfiguration: ses("info@example.com"),
      MfaConfiguration: "OPTIONAL",
      ...totp,
    },
    change: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD"] } } },
  },
  {
    name: "Amplify, first generation: SMS texts and an external id, MFA off",
    settings: {
      PoolName: "myapp_userpool_1a2b3c4d-dev",
      AutoVerifiedAttributes: ["email"],
      EmailVerificationMessage: "Your verification code is {####}",
      EmailVerificationSubject: "Your verification code",
      MfaConfiguration: "OFF",
      SmsAuthenticationMessage: "Your authentication code is {####}",
      SmsVerificationMessage: "Your verification code is {####}",
      SmsConfiguration: { SnsCallerArn: sms.SnsCallerArn, ExternalId: "myapp_role_external_id" },
      Policies: password(8, false),
      Schema: [{ Name: "email", Required: true, Mutable: true }],
      UsernameConfiguration: { CaseSensitive: false },
    },
    change: { EmailVerificationMessage: "Il tuo codice è {####}" },
  },
];

export const serverless: RealSettings[] = [
  {
    name: "Serverless: by e-mail, no rules for passwords",
    settings: { PoolName: "dev-notes-user-pool", ...byEmail, Policies: password(8, false) },
    change: { Policies: password(6, false) },
  },
  {
    name: "Serverless: a link by e-mail and the shortest password",
    settings: {
      PoolName: "sentra-cognito-prod",
      AliasAttributes: ["preferred_username"],
      AutoVerifiedAttributes: ["email"],
      VerificationMessageTemplate: { DefaultEmailOption: "CONFIRM_WITH_LINK" },
      MfaConfiguration: "OFF",
      Policies: password(6),
    },
    change: { VerificationMessageTemplate: { DefaultEmailOption: "CONFIRM_WITH_CODE" } },
  },
  {
    name: "Serverless: the first settings of an old guide, with days for an unused account",
    settings: {
      PoolName: "pass-ninja-dev-user-pool",
      ...byEmail,
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true, UnusedAccountValidityDays: 7 },
      EmailConfiguration: { ReplyToEmailAddress: "info@example.com" },
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: false, DeviceOnlyRememberedOnUserPrompt: false },
      Policies: password(8),
    },
    change: { DeviceConfiguration: undefined },
  },
  {
    name: "Serverless: a year for an invitation, four required attributes, an invitation's subject alone",
    settings: {
      PoolName: "yearly",
      AliasAttributes: ["phone_number", "email", "preferred_username"],
      AutoVerifiedAttributes: ["email"],
      AccountRecoverySetting: recovery("verified_email"),
      AdminCreateUserConfig: {
        AllowAdminCreateUserOnly: false,
        UnusedAccountValidityDays: 365,
        InviteMessageTemplate: { EmailSubject: "You are being invited to join" },
      },
      Schema: ["email", "given_name", "family_name", "phone_number"].map((Name) => ({
        Name,
        Required: true,
        Mutable: true,
      })),
      UsernameConfiguration: { CaseSensitive: false },
    },
    change: { AccountRecoverySetting: undefined },
  },
  {
    name: "Serverless: one text at its shortest, others at their longest, with umlauts and emoji",
    settings: {
      PoolName: "x",
      SmsVerificationMessage: "{####}",
      VerificationMessageTemplate: {
        EmailMessage: `<!doctype html>\r\n<p style="color:#333">Ihr Code: {####}</p>\t${"ü".repeat(9_000)}`,
        EmailSubject: "🎉 Willkommen!",
      },
      UserPoolTags: { long: "x".repeat(256) },
    },
    change: { PoolName: "y".repeat(128) },
  },
  {
    name: "Serverless: a function for identities from elsewhere",
    settings: {
      PoolName: "federated",
      ...byEmail,
      LambdaConfig: {
        InboundFederation: { LambdaArn: fn("federation"), LambdaVersion: "V1_0" },
        PreTokenGeneration: fn("claims"),
        PreTokenGenerationConfig: { LambdaArn: fn("claims"), LambdaVersion: "V1_0" },
      },
    },
    change: {
      LambdaConfig: { InboundFederation: { LambdaArn: fn("federation"), LambdaVersion: "V1_0" } },
    },
  },
];
