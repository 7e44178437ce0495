import type { UserPoolSettings } from "../../handlers/userPool/settings";

/** A pool as people declare it, in the tool that they use. */
export interface RealSettings {
  /** The tool, and what is particular. */
  name: string;
  settings: UserPoolSettings;
  /** Members that a later version of the program has instead: a change that a live pool can have. */
  change: Partial<UserPoolSettings>;
}

type Schema = NonNullable<UserPoolSettings["Schema"]>;
type Attribute = Schema[number];

const fn = (name: string) => `arn:aws:lambda:eu-west-1:123456789012:function:${name}`;
const key = "arn:aws:kms:eu-west-1:123456789012:key/0c6d3f7e-6f5a-4b7c-9f4a-1d2e3f4a5b6c";
const sms = {
  SnsCallerArn: "arn:aws:iam::123456789012:role/service-role/pool-sms",
  ExternalId: "pool-sms-external",
};
const ses = (address: string) => ({
  EmailSendingAccount: "DEVELOPER" as const,
  SourceArn: `arn:aws:ses:eu-west-1:123456789012:identity/${address}`,
});
const recovery = (...names: ("verified_email" | "verified_phone_number" | "admin_only")[]) => ({
  RecoveryMechanisms: names.map((Name, index) => ({ Name, Priority: index + 1 })),
});
const classes = (all: boolean) => ({
  RequireLowercase: all,
  RequireNumbers: all,
  RequireSymbols: all,
  RequireUppercase: all,
});
const password = (MinimumLength: number, all = true) => ({
  PasswordPolicy: { MinimumLength, ...classes(all) },
});
/** Lengths as texts, which is how the API has them. */
const length = (MinLength: number, MaxLength: number) => ({
  StringAttributeConstraints: { MinLength: String(MinLength), MaxLength: String(MaxLength) },
});
const text = (Name: string, more: Attribute = {}): Attribute => ({
  Name,
  AttributeDataType: "String",
  ...more,
});
/** All members of an attribute, as Terraform's state and `terraformer` write them. */
const whole = (Name: string, min: number, max: number, more: Attribute = {}): Attribute => ({
  Name,
  AttributeDataType: "String",
  DeveloperOnlyAttribute: false,
  Mutable: true,
  Required: false,
  ...length(min, max),
  ...more,
});
const byEmail = { UsernameAttributes: ["email" as const], AutoVerifiedAttributes: ["email" as const] };
const totp = { SoftwareTokenMfaConfiguration: { Enabled: true } };

const terraform: RealSettings[] = [
  {
    name: "Terraform: nothing but a name",
    settings: { PoolName: "mypool" },
    change: { Policies: password(10) },
  },
  {
    name: "Terraform: by e-mail, for a SaaS with tenants",
    settings: {
      PoolName: "saas-prod-users",
      ...byEmail,
      Policies: password(12),
      AccountRecoverySetting: recovery("verified_email"),
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] },
      Schema: [
        text("email", { Required: true, Mutable: false }),
        text("tenant_id", { Mutable: false }),
        text("plan_type", { Mutable: true }),
      ],
      MfaConfiguration: "OPTIONAL",
      ...totp,
      UserPoolTags: { Project: "saas", Environment: "prod", ManagedBy: "Terraform" },
    },
    change: { UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: [] } },
  },
  {
    name: "Terraform: what terraformer writes of a pool with required one-time passwords",
    settings: {
      PoolName: "console",
      ...byEmail,
      AccountRecoverySetting: recovery("admin_only"),
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      DeletionProtection: "ACTIVE",
      EmailConfiguration: { EmailSendingAccount: "COGNITO_DEFAULT" },
      MfaConfiguration: "ON",
      ...totp,
      Policies: {
        PasswordPolicy: { ...password(8).PasswordPolicy, TemporaryPasswordValidityDays: 7 },
      },
      Schema: [whole("email", 0, 2048, { Required: true })],
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] },
      UsernameConfiguration: { CaseSensitive: false },
      VerificationMessageTemplate: { DefaultEmailOption: "CONFIRM_WITH_CODE" },
    },
    change: { DeletionProtection: "INACTIVE", MfaConfiguration: "OPTIONAL" },
  },
  {
    name: "Terraform: standard attributes with the constraints that Cognito shows of them",
    settings: {
      PoolName: "User pool - a1b2c3",
      AutoVerifiedAttributes: ["email"],
      AccountRecoverySetting: recovery("verified_email", "verified_phone_number"),
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
      DeletionProtection: "INACTIVE",
      MfaConfiguration: "OFF",
      Policies: {
        PasswordPolicy: {
          ...password(8).PasswordPolicy,
          PasswordHistorySize: 0,
          TemporaryPasswordValidityDays: 7,
        },
        SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD"] },
      },
      Schema: [
        whole("birthdate", 10, 10, { Required: true }),
        whole("email", 0, 2048, { Required: true }),
        whole("name", 0, 2048, { Required: true }),
        {
          Name: "updated_at",
          AttributeDataType: "Number",
          Mutable: true,
          NumberAttributeConstraints: { MinValue: "0" },
        },
      ],
    },
    change: { AccountRecoverySetting: recovery("verified_email") },
  },
  {
    name: "Terraform: aliases, SMS and a number, as a public module's example has them",
    settings: {
      PoolName: "simple_pool",
      AliasAttributes: ["email", "phone_number"],
      AutoVerifiedAttributes: ["email"],
      SmsAuthenticationMessage: "Your username is {username} and temporary password is {####}.",
      SmsVerificationMessage: "This is the verification message {####}.",
      SmsConfiguration: sms,
      MfaConfiguration: "OPTIONAL",
      SmsMfaConfiguration: { SmsConfiguration: sms },
      Schema: [
        {
          Name: "mynumber",
          AttributeDataType: "Number",
          DeveloperOnlyAttribute: false,
          Mutable: true,
          Required: false,
          NumberAttributeConstraints: { MinValue: "2", MaxValue: "6" },
        },
        { Name: "registered", AttributeDataType: "Boolean", Mutable: true, Required: false },
        { Name: "last_seen", AttributeDataType: "DateTime", Mutable: true },
      ],
    },
    change: { SmsAuthenticationMessage: "Use {####} to sign in." },
  },
  {
    name: "Terraform: SES, a link by e-mail, all triggers of the old console",
    settings: {
      PoolName: "app-staging",
      ...byEmail,
      EmailConfiguration: {
        ...ses("example.com"),
        From: "Example <noreply@example.com>",
        ReplyToEmailAddress: "support@example.com",
        ConfigurationSet: "cognito-events",
      },
      VerificationMessageTemplate: {
        DefaultEmailOption: "CONFIRM_WITH_LINK",
        EmailMessageByLink: "<p>Bitte bestätigen: {##hier klicken##}</p>",
        EmailSubjectByLink: "Willkommen — bitte bestätigen",
      },
      LambdaConfig: {
        PreSignUp: fn("pre-sign-up"),
        CustomMessage: fn("custom-message:live"),
        PostConfirmation: fn("post-confirmation"),
        PreAuthentication: fn("pre-auth"),
        PostAuthentication: fn("post-auth"),
        PreTokenGeneration: fn("pre-token"),
        UserMigration: fn("migrate"),
        DefineAuthChallenge: fn("define"),
        CreateAuthChallenge: fn("create"),
        VerifyAuthChallengeResponse: fn("verify"),
      },
    },
    change: { LambdaConfig: { PreSignUp: fn("pre-sign-up"), PostConfirmation: fn("post-confirmation-2") } },
  },
  {
    name: "Terraform: threat protection in the Plus tier",
    settings: {
      PoolName: "bank",
      ...byEmail,
      UserPoolTier: "PLUS",
      UserPoolAddOns: {
        AdvancedSecurityMode: "ENFORCED",
        AdvancedSecurityAdditionalFlows: { CustomAuthMode: "AUDIT" },
      },
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true },
      MfaConfiguration: "ON",
      ...totp,
      Policies: { PasswordPolicy: { ...password(14).PasswordPolicy, PasswordHistorySize: 24 } },
    },
    change: { UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" } },
  },
  {
    name: "Terraform: signing in by telephone only",
    settings: {
      PoolName: "riders",
      UsernameAttributes: ["phone_number"],
      AutoVerifiedAttributes: ["phone_number"],
      SmsConfiguration: { ...sms, SnsRegion: "eu-central-1" },
      SmsVerificationMessage: "Код: {####}",
      MfaConfiguration: "OFF",
      AccountRecoverySetting: recovery("verified_phone_number"),
    },
    change: { SmsVerificationMessage: "Ваш код: {####}" },
  },
  {
    name: "Terraform: an internal tool, people invited by an administrator",
    settings: {
      PoolName: "emr",
      MfaConfiguration: "OFF",
      AdminCreateUserConfig: {
        AllowAdminCreateUserOnly: true,
        InviteMessageTemplate: {
          EmailMessage: "Hi {username},\n\nyour temporary password is {####}\n",
          EmailSubject: "Your account",
          SMSMessage: "User {username}, password {####}",
        },
      },
      EmailConfiguration: { EmailSendingAccount: "COGNITO_DEFAULT" },
      Policies: {
        PasswordPolicy: { ...password(12).PasswordPolicy, TemporaryPasswordValidityDays: 1 },
      },
      VerificationMessageTemplate: { DefaultEmailOption: "CONFIRM_WITH_CODE" },
    },
    change: { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } },
  },
  {
    name: "Terraform: custom attributes of a company, with lengths",
    settings: {
      PoolName: "owners",
      ...byEmail,
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] },
      Schema: [whole("companyId", 1, 128), whole("role", 1, 32)],
    },
    change: { Schema: [whole("companyId", 1, 128), whole("role", 1, 32), whole("branch", 0, 64)] },
  },
  {
    name: "Terraform: passkeys beside passwords",
    settings: {
      PoolName: "members",
      ...byEmail,
      UserPoolTier: "ESSENTIALS",
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN"] } },
      WebAuthnConfiguration: { RelyingPartyId: "auth.example.com", UserVerification: "preferred" },
    },
    change: {
      WebAuthnConfiguration: { RelyingPartyId: "auth.example.com", UserVerification: "required" },
    },
  },
  {
    name: "Terraform: custom senders for mails and messages",
    settings: {
      PoolName: "own-senders",
      ...byEmail,
      LambdaConfig: {
        KMSKeyID: key,
        CustomEmailSender: { LambdaArn: fn("mail"), LambdaVersion: "V1_0" },
        CustomSMSSender: { LambdaArn: fn("sms"), LambdaVersion: "V1_0" },
      },
    },
    change: {
      LambdaConfig: { KMSKeyID: key, CustomEmailSender: { LambdaArn: fn("mail"), LambdaVersion: "V1_0" } },
    },
  },
];

const cdk: RealSettings[] = [
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

const cloudFormation: RealSettings[] = [
  {
    name: "CloudFormation: three aliases and a weak password",
    settings: {
      PoolName: "cognito-dev",
      MfaConfiguration: "OFF",
      AliasAttributes: ["preferred_username", "phone_number", "email"],
      Policies: password(8, false),
    },
    change: { Policies: password(8) },
  },
  {
    name: "CloudFormation: invitations that end, by their former name",
    settings: {
      PoolName: "invited",
      ...byEmail,
      AdminCreateUserConfig: {
        AllowAdminCreateUserOnly: true,
        UnusedAccountValidityDays: 7,
        InviteMessageTemplate: {
          EmailMessage: "Your username is {username} and temporary password is {####}.",
          EmailSubject: "Your temporary password",
          SMSMessage: "Your username is {username} and temporary password is {####}.",
        },
      },
      EmailConfiguration: { ReplyToEmailAddress: "donotreply@example.com" },
      EmailVerificationMessage: "Your verification code is {####}.",
      EmailVerificationSubject: "Your verification code",
      Policies: password(8),
    },
    change: { EmailVerificationSubject: "Code" },
  },
  {
    name: "CloudFormation: signing in by e-mail or telephone",
    settings: {
      PoolName: "SageServerUserPool",
      UsernameAttributes: ["email", "phone_number"],
      AutoVerifiedAttributes: ["email"],
    },
    change: { AutoVerifiedAttributes: [] },
  },
  {
    name: "CloudFormation: SMS through End User Messaging",
    settings: {
      PoolName: "eums",
      UsernameAttributes: ["phone_number"],
      AutoVerifiedAttributes: ["phone_number"],
      SmsConfiguration: {
        EumsSms: {
          CallerArn: "arn:aws:iam::123456789012:role/pool-eums",
          ExternalId: "eums",
          OriginationIdentity: "arn:aws:sms-voice:eu-west-1:123456789012:pool/pool-1a2b",
          ConfigurationSetName: "sms-events",
          Region: "eu-west-1",
        },
      },
      MfaConfiguration: "OPTIONAL",
      SmsMfaConfiguration: {},
    },
    change: { MfaConfiguration: "OFF", SmsMfaConfiguration: undefined },
  },
  {
    name: "CloudFormation: a key of one's own and the new issuer",
    settings: {
      PoolName: "replicated",
      ...byEmail,
      KeyConfiguration: { KeyType: "CUSTOMER_MANAGED_KEY", KmsKeyArn: key },
      IssuerConfiguration: { Type: "UPDATED" },
    },
    change: { UserPoolTags: { team: "identity" } },
  },
  {
    name: "CloudFormation: names of authentication levels",
    settings: {
      PoolName: "levels",
      AcrConfiguration: {
        Level1: { AcrValue: "urn:example:silver" },
        Level2: { AcrValue: "https://example.com/acr/gold" },
      },
    },
    change: { AcrConfiguration: { Level1: { AcrValue: "urn:example:silver" } } },
  },
  {
    name: "CloudFormation: clients that register themselves",
    settings: {
      PoolName: "mcp",
      DcrConfiguration: {
        EnableStatus: "Enabled",
        OpenDcrEnabled: true,
        AuthenticatedGrantTypes: ["code", "client_credentials"],
        OpenDcrGrantTypes: ["code"],
        AllowedScopes: ["openid", "email", "api/read"],
      },
    },
    change: { DcrConfiguration: { EnableStatus: "Disabled" } },
  },
  {
    name: "CloudFormation: threat protection only watching, many tags",
    settings: {
      PoolName: "Production=1 @eu+west,v2",
      UserPoolTier: "PLUS",
      UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" },
      UserPoolTags: {
        "cost-center": "4711",
        "owner:mail": "team@example.com",
        "kubernetes.io/cluster": "owned",
        empty: "",
      },
    },
    change: { UserPoolTags: { "cost-center": "4712" } },
  },
  {
    name: "CloudFormation: MFA on with a passkey that counts for both factors",
    settings: {
      PoolName: "strong",
      ...byEmail,
      MfaConfiguration: "ON",
      ...totp,
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN"] } },
      WebAuthnConfiguration: {
        RelyingPartyId: "example.com",
        UserVerification: "required",
        FactorConfiguration: "MULTI_FACTOR_WITH_USER_VERIFICATION",
      },
    },
    change: { MfaConfiguration: "OPTIONAL" },
  },
];

const sam: RealSettings[] = [
  {
    name: "SAM: sign-up without a password, by a challenge of one's own",
    settings: {
      PoolName: "passwordless-email-auth",
      ...byEmail,
      MfaConfiguration: "OFF",
      Policies: password(8, false),
      Schema: [
        { Name: "email", AttributeDataType: "String", Mutable: true, Required: true },
        { Name: "name", AttributeDataType: "String", Mutable: true, Required: true },
      ],
      LambdaConfig: {
        PreSignUp: fn("pre"),
        DefineAuthChallenge: fn("define"),
        CreateAuthChallenge: fn("create"),
        VerifyAuthChallengeResponse: fn("verify"),
        PostAuthentication: fn("post"),
      },
    },
    change: { LambdaConfig: {} },
  },
  {
    name: "SAM: JSON of an old template, each number and flag a text",
    settings: JSON.parse(
      '{"PoolName":"sam-app","Policies":{"PasswordPolicy":{"MinimumLength":"8","RequireNumbers":"true"}},"AdminCreateUserConfig":{"AllowAdminCreateUserOnly":"false"}}',
    ) as UserPoolSettings,
    change: { Policies: password(9) },
  },
  {
    name: "SAM: attributes that nobody explains",
    settings: {
      PoolName: "attributes-by-name",
      AutoVerifiedAttributes: ["email"],
      AliasAttributes: ["email"],
      Schema: [{ Name: "email" }, { Name: "website", Required: false }, text("nick.name"), text("a-b_c")],
    },
    change: { UsernameConfiguration: undefined, MfaConfiguration: "OPTIONAL", ...totp },
  },
  {
    name: "SAM: SMS MFA with recovery by telephone",
    settings: {
      PoolName: "phone-everything",
      UsernameAttributes: ["phone_number"],
      AutoVerifiedAttributes: ["phone_number"],
      MfaConfiguration: "ON",
      SmsConfiguration: sms,
      SmsMfaConfiguration: {},
      AccountRecoverySetting: recovery("verified_phone_number"),
    },
    change: { AccountRecoverySetting: recovery("admin_only") },
  },
];

const amplify: RealSettings[] = [
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

const serverless: RealSettings[] = [
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

/** Pools as they are declared in public, rewritten as settings; every one of them is accepted, made, changed and deleted. */
export const realSettings: readonly RealSettings[] = [
  ...terraform,
  ...cdk,
  ...cloudFormation,
  ...sam,
  ...amplify,
  ...serverless,
];
