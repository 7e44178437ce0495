import type { UserPoolSettings } from "../../../handlers/userPool/settings/schema";
import { byEmail, fn, key, password, type RealSettings, recovery, sms, text, totp } from "./parts";

export const cloudFormation: RealSettings[] = [
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

export const sam: RealSettings[] = [
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
