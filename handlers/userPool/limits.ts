import {
  AdvancedSecurityEnabledModeType,
  AdvancedSecurityModeType,
  AliasAttributeType,
  AttributeDataType,
  AuthFactorType,
  CustomEmailSenderLambdaVersionType,
  CustomSMSSenderLambdaVersionType,
  DefaultEmailOptionType,
  DeletionProtectionType,
  EmailSendingAccountType,
  EncryptionKeyType,
  InboundFederationLambdaVersionType,
  IssuerType,
  OAuthFlowType,
  PreTokenGenerationLambdaVersionType,
  RecoveryOptionNameType,
  StatusType,
  UsernameAttributeType,
  UserPoolMfaType,
  UserPoolTierType,
  UserVerificationType,
  VerifiedAttributeType,
  WebAuthnFactorConfigurationType,
} from "@aws-sdk/client-cognito-identity-provider";
import { asRecord, describeValue, type Fault, membersOf } from "./values";

/** What one member must satisfy by itself. For numbers `min` and `max` bound the value, for texts and lists the length. */
interface Limit {
  min?: number;
  max?: number;
  form?: Form;
  oneOf?: Record<string, string>;
}

interface Form {
  /** The whole text must match it. */
  pattern: RegExp;
  /** What the pattern means, as "must …". */
  rule: string;
}

const text = String.raw`[\p{L}\p{M}\p{S}\p{N}\p{P}\s]`;
/** Looks ahead for the place first: without that, a long text with many places and one wrong character takes hours. */
const plainTextWith = (place: string) => new RegExp(String.raw`^(?=[^]*?${place})${text}*$`, "u");
const arnPattern =
  /^arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?$/;
const arn: Limit = { min: 20, max: 2048, form: { pattern: arnPattern, rule: "must be an ARN" } };
const roleArn: Limit = {
  min: 0,
  max: 2048,
  form: { pattern: new RegExp(`^$|${arnPattern.source}`), rule: "must be an ARN" },
};
const subject: Limit = {
  min: 1,
  max: 140,
  form: { pattern: new RegExp(`^${text}+$`, "u"), rule: "must be plain text" },
};
const smsText: Limit = {
  min: 6,
  max: 140,
  form: { pattern: /\{####\}/, rule: "must contain the code's place `{####}`" },
};
const emailText: Limit = {
  min: 6,
  max: 20_000,
  form: {
    pattern: plainTextWith(String.raw`\{####\}`),
    rule: "must be plain text or HTML that contains the code's place `{####}`",
  },
};

/** The limits of an SMS configuration, which stands at two places. */
function smsLimits(path: string): Record<string, Limit> {
  return {
    [`${path}.SnsCallerArn`]: roleArn,
    [`${path}.SnsRegion`]: { min: 5, max: 32 },
    [`${path}.EumsSms.CallerArn`]: arn,
    [`${path}.EumsSms.Region`]: { min: 5, max: 32 },
  };
}

const triggerArns = [
  "PreSignUp",
  "CustomMessage",
  "PostConfirmation",
  "PreAuthentication",
  "PostAuthentication",
  "DefineAuthChallenge",
  "CreateAuthChallenge",
  "VerifyAuthChallengeResponse",
  "PreTokenGeneration",
  "UserMigration",
  "PreTokenGenerationConfig.LambdaArn",
  "CustomSMSSender.LambdaArn",
  "CustomEmailSender.LambdaArn",
  "InboundFederation.LambdaArn",
  "KMSKeyID",
];

/**
 * Lengths, ranges and patterns of Cognito's service model, which the SDK's runtime schemas leave out; the enumerations
 * are the SDK's own objects. `[]` stands for each element of a list.
 *
 * @see https://github.com/boto/botocore/tree/develop/botocore/data/cognito-idp/2016-04-18
 */
const limits: Record<string, Limit> = {
  PoolName: {
    min: 1,
    max: 128,
    form: { pattern: /^[\w\s+=,.@-]+$/, rule: "must consist of letters, digits, white space and `_+=,.@-`" },
  },
  "Policies.PasswordPolicy.MinimumLength": { min: 6, max: 99 },
  "Policies.PasswordPolicy.PasswordHistorySize": { min: 0, max: 24 },
  "Policies.PasswordPolicy.TemporaryPasswordValidityDays": { min: 0, max: 365 },
  "Policies.SignInPolicy.AllowedFirstAuthFactors": { min: 1, max: 5 },
  "Policies.SignInPolicy.AllowedFirstAuthFactors[]": { oneOf: AuthFactorType },
  DeletionProtection: { oneOf: DeletionProtectionType },
  ...Object.fromEntries(triggerArns.map((name) => [`LambdaConfig.${name}`, arn])),
  "LambdaConfig.PreTokenGenerationConfig.LambdaVersion": { oneOf: PreTokenGenerationLambdaVersionType },
  "LambdaConfig.CustomSMSSender.LambdaVersion": { oneOf: CustomSMSSenderLambdaVersionType },
  "LambdaConfig.CustomEmailSender.LambdaVersion": { oneOf: CustomEmailSenderLambdaVersionType },
  "LambdaConfig.InboundFederation.LambdaVersion": { oneOf: InboundFederationLambdaVersionType },
  "AutoVerifiedAttributes[]": { oneOf: VerifiedAttributeType },
  "AliasAttributes[]": { oneOf: AliasAttributeType },
  "UsernameAttributes[]": { oneOf: UsernameAttributeType },
  SmsVerificationMessage: smsText,
  EmailVerificationMessage: emailText,
  EmailVerificationSubject: subject,
  "VerificationMessageTemplate.SmsMessage": smsText,
  "VerificationMessageTemplate.EmailMessage": emailText,
  "VerificationMessageTemplate.EmailSubject": subject,
  "VerificationMessageTemplate.EmailMessageByLink": {
    min: 6,
    max: 20_000,
    form: {
      pattern: plainTextWith(String.raw`\{##[^]*?##\}`),
      rule: "must be plain text or HTML that contains the link as `{##its text##}`",
    },
  },
  "VerificationMessageTemplate.EmailSubjectByLink": subject,
  "VerificationMessageTemplate.DefaultEmailOption": { oneOf: DefaultEmailOptionType },
  SmsAuthenticationMessage: smsText,
  MfaConfiguration: { oneOf: UserPoolMfaType },
  "UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate[]": { oneOf: VerifiedAttributeType },
  "EmailConfiguration.SourceArn": arn,
  "EmailConfiguration.ReplyToEmailAddress": {
    form: { pattern: /^(?=[^]+?@[^])[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u, rule: "must be an e-mail address" },
  },
  "EmailConfiguration.EmailSendingAccount": { oneOf: EmailSendingAccountType },
  "EmailConfiguration.ConfigurationSet": {
    min: 1,
    max: 64,
    form: { pattern: /^[a-zA-Z0-9_-]+$/, rule: "must consist of letters, digits, `_` and `-`" },
  },
  ...smsLimits("SmsConfiguration"),
  ...smsLimits("SmsMfaConfiguration.SmsConfiguration"),
  "UserPoolTags[]": { min: 0, max: 256 },
  "AdminCreateUserConfig.UnusedAccountValidityDays": { min: 0, max: 365 },
  "AdminCreateUserConfig.InviteMessageTemplate.SMSMessage": { min: 6, max: 140 },
  "AdminCreateUserConfig.InviteMessageTemplate.EmailMessage": { min: 6, max: 20_000 },
  "AdminCreateUserConfig.InviteMessageTemplate.EmailSubject": subject,
  Schema: { min: 1, max: 50 },
  "Schema[].Name": {
    min: 1,
    max: 20,
    form: {
      pattern: /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u,
      rule: "must consist of letters, digits and signs, without white space",
    },
  },
  "Schema[].AttributeDataType": { oneOf: AttributeDataType },
  "UserPoolAddOns.AdvancedSecurityMode": { oneOf: AdvancedSecurityModeType },
  "UserPoolAddOns.AdvancedSecurityAdditionalFlows.CustomAuthMode": { oneOf: AdvancedSecurityEnabledModeType },
  "AccountRecoverySetting.RecoveryMechanisms": { min: 1, max: 2 },
  "AccountRecoverySetting.RecoveryMechanisms[].Priority": { min: 1, max: 2 },
  "AccountRecoverySetting.RecoveryMechanisms[].Name": { oneOf: RecoveryOptionNameType },
  UserPoolTier: { oneOf: UserPoolTierType },
  "KeyConfiguration.KeyType": { oneOf: EncryptionKeyType },
  "KeyConfiguration.KmsKeyArn": arn,
  "IssuerConfiguration.Type": { oneOf: IssuerType },
  "DcrConfiguration.EnableStatus": { oneOf: StatusType },
  "DcrConfiguration.AuthenticatedGrantTypes[]": { oneOf: OAuthFlowType },
  "DcrConfiguration.OpenDcrGrantTypes[]": { oneOf: OAuthFlowType },
  "DcrConfiguration.AllowedScopes": { max: 50 },
  AcrConfiguration: { max: 4 },
  "AcrConfiguration[].AcrValue": { min: 1, max: 64 },
  "SmsMfaConfiguration.SmsAuthenticationMessage": smsText,
  "EmailMfaConfiguration.Message": emailText,
  "EmailMfaConfiguration.Subject": { ...subject, max: undefined },
  "WebAuthnConfiguration.RelyingPartyId": { min: 1, max: 127 },
  "WebAuthnConfiguration.UserVerification": { oneOf: UserVerificationType },
  "WebAuthnConfiguration.FactorConfiguration": { oneOf: WebAuthnFactorConfigurationType },
};

/** Paths of {@link limits}, for the test that compares them with the schema. */
export const limitedPaths: readonly string[] = Object.keys(limits);

/** Maps whose keys are the user's own: an element of theirs is looked up as `[]`. */
const mapPaths = new Set(["UserPoolTags", "AcrConfiguration"]);

/** Every member that breaks its own limit. */
export function limitFaults(settings: Record<string, unknown>, root: string): Fault[] {
  const faults: Fault[] = [];
  const visit = (value: unknown, path: string, key: string): void => {
    const shown = [root, path].filter(Boolean).join(".");
    const limit = limits[key];
    const message = limit && value !== undefined ? broken(limit, value, `\`${shown}\``) : undefined;
    if (message) faults.push({ path: shown, message });
    if (Array.isArray(value)) {
      value.forEach((item: unknown, index) => visit(item, `${path}[${index}]`, `${key}[]`));
      return;
    }
    for (const [name, item] of Object.entries(membersOf(value))) {
      const itemKey = mapPaths.has(key) ? `${key}[]` : [key, name].filter(Boolean).join(".");
      visit(item, [path, name].filter(Boolean).join("."), itemKey);
    }
  };
  visit(settings, "", "");
  return faults;
}

function broken(limit: Limit, value: unknown, name: string): string | undefined {
  if (typeof value === "number") return outOfRange(limit, value, name);
  if (typeof value === "string") return brokenText(limit, value, name);
  const record = asRecord(value);
  const size = Array.isArray(value) ? value.length : record && Object.keys(record).length;
  return size === undefined
    ? undefined
    : outOfBounds(limit, size, `${name} must have ${bounds(limit)} entries`);
}

function outOfRange(limit: Limit, value: number, name: string): string | undefined {
  if (!Number.isInteger(value)) return `${name} must be a whole number, got ${value}.`;
  return outOfBounds(limit, value, `${name} must be ${bounds(limit)}`);
}

function brokenText(limit: Limit, value: string, name: string): string | undefined {
  const { oneOf, form } = limit;
  if (oneOf && !Object.values(oneOf).includes(value)) {
    return `${name} must be one of ${Object.values(oneOf).join(", ")}, got ${describeValue(value)}.`;
  }
  const length = Array.from(value).length;
  const tooLong = outOfBounds(limit, length, `${name} must have ${bounds(limit)} characters`);
  if (tooLong) return tooLong;
  return form && !form.pattern.test(value) ? `${name} ${form.rule}.` : undefined;
}

function outOfBounds({ min = 0, max }: Limit, size: number, rule: string): string | undefined {
  return size < min || (max !== undefined && size > max) ? `${rule}, got ${size}.` : undefined;
}

function bounds({ min = 0, max }: Limit): string {
  return max === undefined ? `at least ${min}` : `${min} to ${max}`;
}
