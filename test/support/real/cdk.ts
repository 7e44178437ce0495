import { byEmail, fn, length, password, type RealSettings, recovery, ses, sms, totp } from "./parts";

export const cdk: RealSettings[] = [
  {
    name: "CDK: new UserPool without properties",
    settings: {
      PoolName: "Stack-UserPool6BA7E5F2",
      AccountRecoverySetting: recovery("verified_phone_number", "verified_email"),
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      EmailVerificationMessage: "The verification code to your new account is {####}",
      EmailVerificationSubject: "Verify your new account",
      SmsVerificationMessage: "The verification code to your new account is {####}",
      VerificationMessageTemplate: {
        DefaultEmailOption: "CONFIRM_WITH_CODE",
        EmailMessage: "The verification code to your new account is {####}",
        EmailSubject: "Verify your new account",
        SmsMessage: "The verification code to your new account is {####}",
      },
    },
    change: { AdminCreateUserConfig: { AllowAdminCreateUserOnly: false } },
  },
  {
    name: "CDK: self sign-up by e-mail, standard attributes without a type",
    settings: {
      PoolName: "options-tracker-user-pool",
      ...byEmail,
      Schema: [
        { Name: "email", Required: true, Mutable: true },
        { Name: "given_name", Required: false, Mutable: true },
        { Name: "family_name", Mutable: true },
      ],
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
      Policies: password(8),
      AccountRecoverySetting: recovery("verified_email"),
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] },
    },
    change: { Policies: password(10, false) },
  },
  {
    name: "CDK: custom attributes of all classes",
    settings: {
      PoolName: "attributes",
      AliasAttributes: ["preferred_username"],
      Schema: [
        { Name: "fullname", AttributeDataType: "String", Required: false },
        { Name: "address", Mutable: false, Required: true },
        { Name: "myappid", AttributeDataType: "String", Mutable: false, ...length(5, 15) },
        {
          Name: "callingcode",
          AttributeDataType: "Number",
          Mutable: true,
          NumberAttributeConstraints: { MinValue: "1", MaxValue: "3" },
        },
        { Name: "isEmployee", AttributeDataType: "Boolean", Mutable: true },
        { Name: "joinedOn", AttributeDataType: "DateTime" },
      ],
    },
    change: { AliasAttributes: ["preferred_username"], AutoVerifiedAttributes: ["email"] },
  },
  {
    name: "CDK: passwordless, all first factors",
    settings: {
      PoolName: "passwordless",
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      DeletionProtection: "INACTIVE",
      Policies: {
        SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"] },
      },
      SmsConfiguration: sms,
      WebAuthnConfiguration: { RelyingPartyId: "example.com", UserVerification: "required" },
    },
    change: {
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP", "WEB_AUTHN"] } },
    },
  },
  {
    name: "CDK: required MFA by message and by app, phone before e-mail",
    settings: {
      PoolName: "mfa-required",
      UsernameAttributes: ["email", "phone_number"],
      AutoVerifiedAttributes: ["email", "phone_number"],
      MfaConfiguration: "ON",
      SmsConfiguration: sms,
      SmsMfaConfiguration: { SmsAuthenticationMessage: "Your code is {####}" },
      ...totp,
      AccountRecoverySetting: recovery("verified_phone_number", "verified_email"),
    },
    change: { MfaConfiguration: "OPTIONAL" },
  },
  {
    name: "CDK: MFA by e-mail through SES",
    settings: {
      PoolName: "mail-mfa",
      UsernameAttributes: ["email"],
      AutoVerifiedAttributes: ["email"],
      MfaConfiguration: "ON",
      ...totp,
      EmailMfaConfiguration: { Message: "Your code: {####}", Subject: "Sign in" },
      EmailConfiguration: { ...ses("noreply@example.com"), From: "noreply@example.com" },
      AccountRecoverySetting: recovery("verified_email", "verified_phone_number"),
    },
    change: { EmailMfaConfiguration: { Message: "Use {####} to sign in", Subject: "Sign in" } },
  },
  {
    name: "CDK: feature plan Lite",
    settings: {
      PoolName: "lite",
      ...byEmail,
      UserPoolTier: "LITE",
      Policies: password(8),
      UserPoolAddOns: { AdvancedSecurityMode: "OFF" },
    },
    change: { UserPoolTier: "ESSENTIALS" },
  },
  {
    name: "CDK: claims for access tokens",
    settings: {
      PoolName: "claims",
      ...byEmail,
      UserPoolTier: "PLUS",
      UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" },
      LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: fn("claims"), LambdaVersion: "V2_0" } },
    },
    change: {
      LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: fn("claims"), LambdaVersion: "V3_0" } },
    },
  },
  {
    name: "CDK: devices remembered on request",
    settings: {
      PoolName: "devices",
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true },
      UsernameConfiguration: { CaseSensitive: true },
    },
    change: {
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
    },
  },
  {
    name: "CDK: mails by SES from another region",
    settings: {
      PoolName: "other-region",
      EmailConfiguration: {
        EmailSendingAccount: "DEVELOPER",
        From: "Awesome App <hello@example.com>",
        ReplyToEmailAddress: "no-reply@example.com",
        SourceArn: "arn:aws:ses:us-east-1:123456789012:identity/example.com",
      },
      AdminCreateUserConfig: {
        AllowAdminCreateUserOnly: false,
        InviteMessageTemplate: {
          EmailSubject: "Invite to join our awesome app!",
          EmailMessage: "Hello {username}, you have been invited! Your temporary password is {####}",
          SMSMessage: "Hello {username}, your temporary password for our awesome app is {####}",
        },
      },
    },
    change: { EmailConfiguration: ses("hello@example.com") },
  },
];
