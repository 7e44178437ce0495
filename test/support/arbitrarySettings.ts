import * as sdk from "@aws-sdk/client-cognito-identity-provider";
import * as fc from "fast-check";
import type { UserPoolSettings } from "../../handlers/userPool/settings/schema";
import { type Shape, type StructureShape, settingsShape } from "../../handlers/userPool/settings/schema";

export interface SchemaPath {
  /** Such as `Schema[].Name`; `[]` stands for an element of a list and for a value of a map. */
  path: string;
  kind: Shape["kind"];
}

/** Every path of a shape, structures included, in the order of the schema. */
export function pathsOf(shape: Shape, path = ""): SchemaPath[] {
  const inner = (child: Shape, childPath: string) => pathsOf(child, childPath);
  const self = path === "" ? [] : [{ path, kind: shape.kind }];
  switch (shape.kind) {
    case "structure":
      return [...self, ...[...shape.members].flatMap(([name, make]) => inner(make(), join(path, name)))];
    case "list":
      return [...self, ...inner(shape.element(), `${path}[]`)];
    case "map":
      return [...self, ...inner(shape.value(), `${path}[]`)];
    case "string":
    case "boolean":
    case "number":
    case "unsupported":
      return self;
  }
}

/** The paths that hold a value themselves. */
export function leavesOf(shape: Shape): SchemaPath[] {
  return pathsOf(shape).filter(({ kind }) => !["structure", "list", "map"].includes(kind));
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

const fewKeys = { maxKeys: 3, noNullPrototype: true };

type Overrides = Readonly<Record<string, fc.Arbitrary<unknown>>>;

/** Texts that a careless reader would take for something else. */
const trickyText = fc.oneof(
  fc.constantFrom("true", "false", "8", "08", "1e3", "-1", "8.5", " 8", "", "null", "undefined", "{}", "[]"),
  fc.string({ unit: "binary", maxLength: 30 }),
);
const trickyKey = fc.oneof(
  fc.constantFrom("constructor", "toString", "hasOwnProperty", "true", "0", "a.b", "a[0]"),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }).filter((key) => key !== "__proto__"),
);

/** Random values of a shape: every combination of members that its structures allow. `overrides` are by path. */
function valuesOf(shape: Shape, overrides: Overrides = {}, path = ""): fc.Arbitrary<unknown> {
  const override = Object.hasOwn(overrides, path) ? overrides[path] : undefined;
  return override ?? ownValuesOf(shape, overrides, path);
}

function ownValuesOf(shape: Shape, overrides: Overrides, path: string): fc.Arbitrary<unknown> {
  switch (shape.kind) {
    case "structure":
      return recordsOf(shape, overrides, path);
    case "list":
      return fc.array(valuesOf(shape.element(), overrides, `${path}[]`), { maxLength: 3 });
    case "map":
      return fc.dictionary(trickyKey, valuesOf(shape.value(), overrides, `${path}[]`), fewKeys);
    case "string":
      return trickyText;
    case "boolean":
      return fc.boolean();
    case "number":
      return fc.oneof(fc.integer({ min: -10, max: 400 }), fc.integer());
    case "unsupported":
      throw new Error(`\`${path}\` has a shape that no generator knows.`);
  }
}

function recordsOf(shape: StructureShape, overrides: Overrides, path: string): fc.Arbitrary<unknown> {
  const members = [...shape.members].map(([name, make]) => [
    name,
    valuesOf(make(), overrides, join(path, name)),
  ]);
  const model = Object.fromEntries(members) as Record<string, fc.Arbitrary<unknown>>;
  return fc.record(model, { requiredKeys: [...shape.required], noNullPrototype: true });
}

/** Settings of the right structure, with any values; Cognito would refuse most of them. */
export const arbitrarySettings = valuesOf(settingsShape) as fc.Arbitrary<Record<string, unknown>>;

const arn = fc.constantFrom(
  "arn:aws:lambda:eu-west-1:123456789012:function:trigger",
  "arn:aws:iam::123456789012:role/service/sender",
  "arn:aws-cn:kms:cn-north-1:123456789012:key/0f3c6f0e-6c1e-4c29-9c36-1b9ff0a1d2c3",
);
const enumOf = (values: Record<string, string>) => fc.constantFrom(...Object.values(values));
const enumsOf = (values: Record<string, string>, minLength = 0) =>
  fc.uniqueArray(enumOf(values), { minLength, maxLength: 3 });
const codeText = fc.constantFrom("Your code is {####}", "{####} 字 😀", "<p>true {####}</p>");
const subject = fc.constantFrom("Welcome", "true", "8", "größer 字 😀");
const wholeText = fc.integer({ min: 0, max: 2_048 }).map(String);
const attributeNames = ["email", "name", "phone_number", "tenant", "true", "8", "constructor", "größe"];
const standardNames = ["email", "name", "phone_number"];

/** Of two ends the lower one first. */
function ordered({ MinLength, MaxLength }: { MinLength?: string; MaxLength?: string }) {
  if (MinLength === undefined) return MaxLength === undefined ? {} : { MaxLength };
  if (MaxLength === undefined) return { MinLength };
  return Number(MinLength) <= Number(MaxLength)
    ? { MinLength, MaxLength }
    : { MinLength: MaxLength, MaxLength: MinLength };
}

const schemaAttribute = fc
  .record(
    {
      Name: fc.constantFrom(...attributeNames),
      AttributeDataType: enumOf(sdk.AttributeDataType),
      Mutable: fc.boolean(),
      Required: fc.boolean(),
      DeveloperOnlyAttribute: fc.boolean(),
      StringAttributeConstraints: fc.record(
        { MinLength: wholeText, MaxLength: wholeText },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: ["Name", "AttributeDataType"], noNullPrototype: true },
  )
  .map(({ StringAttributeConstraints: range, ...attribute }) => ({
    ...(standardNames.includes(attribute.Name)
      ? { ...attribute, AttributeDataType: "String", DeveloperOnlyAttribute: false }
      : { ...attribute, Required: false }),
    ...(range && { StringAttributeConstraints: ordered(range) }),
  }));

const priorities = fc.constantFrom(
  [],
  [{ Priority: 1, Name: "admin_only" }],
  [{ Priority: 1, Name: "verified_email" }],
  [
    { Priority: 1, Name: "verified_phone_number" },
    { Priority: 2, Name: "verified_email" },
  ],
);

const lambdaVersions: Overrides = {
  "LambdaConfig.PreTokenGenerationConfig.LambdaVersion": enumOf(sdk.PreTokenGenerationLambdaVersionType),
  "LambdaConfig.CustomSMSSender.LambdaVersion": fc.constant("V1_0"),
  "LambdaConfig.CustomEmailSender.LambdaVersion": fc.constant("V1_0"),
  "LambdaConfig.InboundFederation.LambdaVersion": fc.constant("V1_0"),
};

function smsValues(path: string): Overrides {
  return {
    [`${path}.SnsCallerArn`]: arn,
    [`${path}.SnsRegion`]: fc.constant("eu-west-1"),
    [`${path}.EumsSms.CallerArn`]: arn,
    [`${path}.EumsSms.Region`]: fc.constant("eu-west-1"),
  };
}

/** Values that Cognito takes, where not any value of the type will do. A test tells when a path is missing here. */
const legalValues: Overrides = {
  PoolName: fc.constantFrom("shop", "true", "8", "a+b=c,d.e@f-g_h i", "x".repeat(128)),
  "Policies.PasswordPolicy.MinimumLength": fc.integer({ min: 6, max: 99 }),
  "Policies.PasswordPolicy.PasswordHistorySize": fc.integer({ min: 0, max: 24 }),
  "Policies.PasswordPolicy.TemporaryPasswordValidityDays": fc.integer({ min: 0, max: 365 }),
  "Policies.SignInPolicy.AllowedFirstAuthFactors": fc
    .subarray(["EMAIL_OTP", "WEB_AUTHN"])
    .map((others) => ["PASSWORD", ...others]),
  DeletionProtection: enumOf(sdk.DeletionProtectionType),
  ...Object.fromEntries<fc.Arbitrary<unknown>>(
    leavesOf(settingsShape)
      .filter(({ path }) => path.startsWith("LambdaConfig."))
      .map(({ path }) => [path, arn]),
  ),
  ...lambdaVersions,
  AutoVerifiedAttributes: enumsOf(sdk.VerifiedAttributeType),
  AliasAttributes: enumsOf(sdk.AliasAttributeType),
  UsernameAttributes: enumsOf(sdk.UsernameAttributeType),
  SmsVerificationMessage: codeText,
  EmailVerificationMessage: codeText,
  EmailVerificationSubject: subject,
  "VerificationMessageTemplate.SmsMessage": codeText,
  "VerificationMessageTemplate.EmailMessage": codeText,
  "VerificationMessageTemplate.EmailSubject": subject,
  "VerificationMessageTemplate.EmailMessageByLink": fc.constantFrom("{##Click##}", "<p>{####} {##字##}</p>"),
  "VerificationMessageTemplate.EmailSubjectByLink": subject,
  "VerificationMessageTemplate.DefaultEmailOption": enumOf(sdk.DefaultEmailOptionType),
  SmsAuthenticationMessage: codeText,
  MfaConfiguration: enumOf(sdk.UserPoolMfaType),
  "UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate": enumsOf(sdk.VerifiedAttributeType),
  "EmailConfiguration.SourceArn": arn,
  "EmailConfiguration.ReplyToEmailAddress": fc.constantFrom("a@example.com", "größe@例え.jp"),
  "EmailConfiguration.EmailSendingAccount": enumOf(sdk.EmailSendingAccountType),
  "EmailConfiguration.ConfigurationSet": fc.constantFrom("true", "my-set_1"),
  ...smsValues("SmsConfiguration"),
  ...smsValues("SmsMfaConfiguration.SmsConfiguration"),
  UserPoolTags: fc.dictionary(
    trickyKey.filter((key) => !/^(aws:|custom-user-pool:)/i.test(key)),
    trickyText,
    { maxKeys: 3, noNullPrototype: true },
  ),
  "AdminCreateUserConfig.UnusedAccountValidityDays": fc.integer({ min: 0, max: 365 }),
  "AdminCreateUserConfig.InviteMessageTemplate.SMSMessage": fc.constant("{username} {####}"),
  "AdminCreateUserConfig.InviteMessageTemplate.EmailMessage": fc.constant("{username} {####}"),
  "AdminCreateUserConfig.InviteMessageTemplate.EmailSubject": subject,
  Schema: fc.uniqueArray(schemaAttribute, { minLength: 1, maxLength: 5, selector: ({ Name }) => Name }),
  "UserPoolAddOns.AdvancedSecurityMode": enumOf(sdk.AdvancedSecurityModeType),
  "UserPoolAddOns.AdvancedSecurityAdditionalFlows.CustomAuthMode": enumOf(
    sdk.AdvancedSecurityEnabledModeType,
  ),
  AccountRecoverySetting: priorities.map((mechanisms) =>
    mechanisms.length > 0 ? { RecoveryMechanisms: mechanisms } : {},
  ),
  UserPoolTier: enumOf(sdk.UserPoolTierType),
  "KeyConfiguration.KeyType": enumOf(sdk.EncryptionKeyType),
  "KeyConfiguration.KmsKeyArn": arn,
  "IssuerConfiguration.Type": enumOf(sdk.IssuerType),
  "DcrConfiguration.EnableStatus": enumOf(sdk.StatusType),
  "DcrConfiguration.AuthenticatedGrantTypes": enumsOf(sdk.OAuthFlowType),
  "DcrConfiguration.OpenDcrGrantTypes": enumsOf(sdk.OAuthFlowType),
  "DcrConfiguration.AllowedScopes[]": fc.constantFrom("openid", "api/read", "true"),
  AcrConfiguration: fc
    .subarray([1, 2, 3, 4])
    .map((levels) =>
      Object.fromEntries(levels.map((level) => [`Level${level}`, { AcrValue: `true:${level}` }])),
    ),
  "SmsMfaConfiguration.SmsAuthenticationMessage": codeText,
  "EmailMfaConfiguration.Message": codeText,
  "EmailMfaConfiguration.Subject": subject,
  "WebAuthnConfiguration.RelyingPartyId": fc.constantFrom("example.com", "true"),
  "WebAuthnConfiguration.UserVerification": enumOf(sdk.UserVerificationType),
  "WebAuthnConfiguration.FactorConfiguration": enumOf(sdk.WebAuthnFactorConfigurationType),
};

const senderArn = "arn:aws:iam::123456789012:role/sender";
type Sms = NonNullable<UserPoolSettings["SmsConfiguration"]>;

function legalSms(sms: Sms): Sms {
  const { SnsCallerArn: _arn, EumsSms, ...rest } = sms;
  return EumsSms ? { ...rest, EumsSms } : { ...rest, SnsCallerArn: senderArn };
}

function hasFactor(settings: UserPoolSettings): boolean {
  const factors = [settings.SmsMfaConfiguration, settings.EmailMfaConfiguration];
  return (
    factors.some((factor) => factor !== undefined) || settings.SoftwareTokenMfaConfiguration?.Enabled === true
  );
}

/** ON beside passkeys needs more; OPTIONAL always does. */
function legalMode(settings: UserPoolSettings): "OFF" | "OPTIONAL" | "ON" {
  const first = settings.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? [];
  const isStrict = settings.MfaConfiguration === "ON" && first.every((factor) => factor === "PASSWORD");
  if (hasFactor(settings)) return isStrict ? "ON" : "OPTIONAL";
  return settings.SmsConfiguration && settings.MfaConfiguration !== "OFF" ? "OPTIONAL" : "OFF";
}

/** Role and text of SMS are the pool's own, wherever they stand. */
function legalMfa(settings: UserPoolSettings): UserPoolSettings {
  const { SmsConfiguration: sms, SmsMfaConfiguration: factor, SmsAuthenticationMessage: text } = settings;
  const shared = sms || factor ? legalSms(sms ?? {}) : undefined;
  return {
    ...settings,
    ...(shared && { SmsConfiguration: shared }),
    ...(factor && {
      SmsMfaConfiguration: {
        ...(factor.SmsConfiguration && { SmsConfiguration: shared }),
        ...(factor.SmsAuthenticationMessage && text && { SmsAuthenticationMessage: text }),
      },
    }),
    MfaConfiguration: legalMode(settings),
  };
}

function legalEmail(settings: UserPoolSettings): UserPoolSettings {
  const email = settings.EmailConfiguration;
  const isDeveloper =
    settings.EmailMfaConfiguration !== undefined || email?.EmailSendingAccount === "DEVELOPER";
  const developer = { EmailSendingAccount: "DEVELOPER", SourceArn: senderArn } as const;
  if (isDeveloper) return { ...settings, EmailConfiguration: { ...email, ...developer } };
  const { From: _from, ConfigurationSet: _set, ...rest } = email ?? {};
  return email ? { ...settings, EmailConfiguration: rest } : settings;
}

/** Recovery by what is no factor, beside whatever else. */
function legalRecovery(settings: UserPoolSettings): UserPoolSettings {
  const [only, other] = settings.AccountRecoverySetting?.RecoveryMechanisms ?? [];
  if (!settings.EmailMfaConfiguration || only?.Name !== "verified_email" || other) return settings;
  const mechanisms = [only, { Name: "verified_phone_number", Priority: 2 } as const];
  return { ...settings, AccountRecoverySetting: { RecoveryMechanisms: mechanisms } };
}

function legalTier(settings: UserPoolSettings): UserPoolSettings {
  const { AdvancedSecurityMode: mode = "OFF", AdvancedSecurityAdditionalFlows: flows } =
    settings.UserPoolAddOns ?? {};
  const isPlus = mode !== "OFF" || flows?.CustomAuthMode !== undefined;
  return { ...settings, UserPoolTier: isPlus ? "PLUS" : "ESSENTIALS" };
}

function legalTriggers(settings: UserPoolSettings): UserPoolSettings {
  const { PreTokenGeneration, ...lambda } = settings.LambdaConfig ?? {};
  if (!settings.LambdaConfig) return settings;
  const config = lambda.PreTokenGenerationConfig;
  return {
    ...settings,
    LambdaConfig: {
      ...lambda,
      KMSKeyID: senderArn,
      ...(config ? { PreTokenGeneration: config.LambdaArn } : PreTokenGeneration && { PreTokenGeneration }),
    },
  };
}

function legalAttributes(settings: UserPoolSettings): UserPoolSettings {
  const { AliasAttributes: alias = [], UsernameAttributes: username = [], ...rest } = settings;
  const verified = settings.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? [];
  return {
    ...rest,
    ...(username.length > 0 ? { UsernameAttributes: username } : { AliasAttributes: alias }),
    AutoVerifiedAttributes: [...new Set([...(settings.AutoVerifiedAttributes ?? []), ...verified])],
  };
}

function legalPolicies(settings: UserPoolSettings): UserPoolSettings {
  const admin = settings.AdminCreateUserConfig;
  const days = settings.Policies?.PasswordPolicy?.TemporaryPasswordValidityDays;
  if (admin?.UnusedAccountValidityDays === undefined || days === undefined) return settings;
  return { ...settings, AdminCreateUserConfig: { ...admin, UnusedAccountValidityDays: days } };
}

function legalKey(settings: UserPoolSettings): UserPoolSettings {
  const { KmsKeyArn: _arn, ...key } = settings.KeyConfiguration ?? {};
  if (!settings.KeyConfiguration) return settings;
  const isOwned = key.KeyType === "AWS_OWNED_KEY";
  return { ...settings, KeyConfiguration: isOwned ? key : { ...key, KmsKeyArn: senderArn } };
}

const mends = [
  legalAttributes,
  legalPolicies,
  legalKey,
  legalTriggers,
  legalEmail,
  legalMfa,
  legalRecovery,
  legalTier,
];

/** Settings of legal values, changed so that they go together. */
export function mended(settings: UserPoolSettings): UserPoolSettings {
  return mends.reduce((made, mend) => mend(made), settings);
}

/** Settings that Cognito takes: right in structure, in each value, and together. */
export const legalSettings: fc.Arbitrary<UserPoolSettings> = (
  valuesOf(settingsShape, legalValues) as fc.Arbitrary<UserPoolSettings>
).map(mended);
