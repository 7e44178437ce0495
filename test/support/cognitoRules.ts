import type { SchemaAttributeType } from "@aws-sdk/client-cognito-identity-provider";
import { isStandardAttribute } from "../../handlers/userPool/settings/attributes";
import type { Shape, StructureShape } from "../../handlers/userPool/settings/schema";
import { asRecord } from "../../handlers/userPool/settings/values";

type Values = Record<string, unknown>;

/** An error as the SDK throws it. */
export function awsError(name: string, message: string): Error {
  return Object.assign(new Error(message), { name, $fault: "client", $metadata: { httpStatusCode: 400 } });
}

export function invalid(message: string): Error {
  return awsError("InvalidParameterException", message);
}

/** Members at the values that a pool has when nobody mentioned them. */
export function poolDefaults(): Values {
  return structuredClone({
    Policies: {
      PasswordPolicy: {
        MinimumLength: 8,
        RequireUppercase: true,
        RequireLowercase: true,
        RequireNumbers: true,
        RequireSymbols: true,
        TemporaryPasswordValidityDays: 7,
      },
      SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD"] },
    },
    DeletionProtection: "INACTIVE",
    LambdaConfig: {},
    VerificationMessageTemplate: { DefaultEmailOption: "CONFIRM_WITH_CODE" },
    MfaConfiguration: "OFF",
    EmailConfiguration: { EmailSendingAccount: "COGNITO_DEFAULT" },
    UserPoolTags: {},
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
    UserPoolTier: "ESSENTIALS",
  });
}

/** Refuses members that the operation does not have, missing ones that it demands, and values of a wrong type. */
export function checkAgainst(shape: Shape, value: unknown, path = "request"): void {
  switch (shape.kind) {
    case "structure":
      return checkStructure(shape, value, path);
    case "list":
      if (!Array.isArray(value)) throw invalid(`${path} is not a list`);
      return value.forEach((item, index) => checkAgainst(shape.element(), item, `${path}[${index}]`));
    case "map":
      return Object.entries(asRecord(value) ?? {}).forEach(([key, item]) =>
        checkAgainst(shape.value(), item, `${path}.${key}`),
      );
    case "unsupported":
      throw invalid(`${path} has an unsupported shape`);
    case "string":
    case "boolean":
    case "number":
      if (typeof value !== shape.kind) throw invalid(`${path} is not a ${shape.kind}`);
  }
}

function checkStructure(shape: StructureShape, value: unknown, path: string): void {
  const given = asRecord(value);
  if (!given) throw invalid(`${path} is not a structure`);
  for (const [name, item] of Object.entries(given)) {
    const member = shape.members.get(name);
    if (!member) throw invalid(`${path}.${name} is not a member`);
    if (item === undefined) continue;
    if (item === null) throw invalid(`${path}.${name} is null`);
    checkAgainst(member(), item, `${path}.${name}`);
  }
  const missing = shape.required.filter((name) => given[name] === undefined);
  if (missing.length > 0) throw invalid(`${path}: ${missing.join()} missing`);
}

export function checkTags(tags: Record<string, string>): void {
  if (Object.keys(tags).some((name) => name.startsWith("aws:")))
    throw invalid("aws: prefixed tag key names are not allowed for external use.");
  if (Object.keys(tags).length > 50) throw awsError("UserPoolTaggingException", "Too many tags.");
}

/** What Cognito refuses about a pool's settings as a whole, and about a request's members. */
export function checkUpdateMembers(settings: Values, request: Values = settings): void {
  const admin = asRecord(request["AdminCreateUserConfig"]);
  const password = asRecord(asRecord(request["Policies"])?.["PasswordPolicy"]);
  if (
    admin?.["UnusedAccountValidityDays"] !== undefined &&
    password?.["TemporaryPasswordValidityDays"] !== undefined
  ) {
    throw invalid(
      "Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays",
    );
  }
  for (const name of ["SmsConfiguration", "UserPoolAddOns", "UsernameConfiguration"]) {
    const value = asRecord(request[name]);
    if (value && Object.keys(value).length === 0) throw invalid(`${name} is empty`);
  }
  for (const name of ["SmsVerificationMessage", "EmailVerificationMessage", "EmailVerificationSubject"]) {
    if (request[name] !== undefined && request["VerificationMessageTemplate"] !== undefined) {
      throw invalid(`${name} is no longer used`);
    }
  }
  checkExclusive(settings);
  const required = asRecord(settings["UserAttributeUpdateSettings"])?.[
    "AttributesRequireVerificationBeforeUpdate"
  ];
  const verified = settings["AutoVerifiedAttributes"];
  const missing = (Array.isArray(required) ? required : []).filter(
    (name) => !(Array.isArray(verified) && verified.includes(name)),
  );
  if (missing.length > 0)
    throw invalid(
      "All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes",
    );
}

/**
 * Members that exclude each other: the service model's word on SMS, an error's on e-mail. Of a key beside AWS's own one
 * nobody says anything.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SmsConfigurationType.html
 * @see https://github.com/aws/aws-cdk/issues/9739
 */
function checkExclusive(settings: Values): void {
  const [sms, email, key] = ["SmsConfiguration", "EmailConfiguration", "KeyConfiguration"].map(
    (name) => asRecord(settings[name]) ?? {},
  );
  if (sms?.["SnsCallerArn"] !== undefined && sms["EumsSms"] !== undefined)
    throw invalid("Provide either SnsCallerArn or EumsSms, but not both.");
  const isOwn = email?.["From"] !== undefined || email?.["ConfigurationSet"] !== undefined;
  if (isOwn && email?.["EmailSendingAccount"] !== "DEVELOPER")
    throw invalid("Cannot configure From email address for default email configuration");
  if (key?.["KeyType"] === "AWS_OWNED_KEY" && key["KmsKeyArn"] !== undefined)
    throw invalid("KmsKeyArn cannot be set beside AWS_OWNED_KEY");
}

/** @see handlers/userPool/plan/mfa.ts for what these rules are about */
export function checkMfa(input: Values): void {
  const mode = input["MfaConfiguration"] ?? "OFF";
  const blocks = ["SmsMfaConfiguration", "SoftwareTokenMfaConfiguration", "EmailMfaConfiguration"].filter(
    (name) => input[name] !== undefined,
  );
  if (mode === "OFF" && blocks.length > 0) {
    throw invalid("Invalid MFA configuration given, can't turn off MFA and configure an MFA together");
  }
  const enabled = blocks.filter((name) => asRecord(input[name])?.["Enabled"] !== false);
  if (mode !== "OFF" && enabled.length === 0) {
    throw invalid("SMS MFA, Email MFA, or Software Token MFA must be enabled.");
  }
  const sms = asRecord(input["SmsMfaConfiguration"]);
  if (sms && !sms["SmsConfiguration"]) throw invalid("SMS configuration is required.");
}

/**
 * What a pool and its MFA may not be together.
 *
 * @see https://github.com/go-to-k/cdkd/issues/1975
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/41049
 */
export function checkTogether(settings: Values, mfa: Values): void {
  const first = asRecord(asRecord(settings["Policies"])?.["SignInPolicy"])?.["AllowedFirstAuthFactors"];
  const factors = Array.isArray(first) ? first.map(String) : [];
  const passkey = asRecord(mfa["WebAuthnConfiguration"]);
  if (mfa["MfaConfiguration"] === "ON") {
    const isWrong = factors.some(
      (factor) => factor.endsWith("_OTP") || (factor === "WEB_AUTHN" && !passkey?.["FactorConfiguration"]),
    );
    if (isWrong)
      throw invalid(
        "Only PASSWORD and WEB_AUTHN (if configured) can be enabled as an auth factor if MFA is enabled",
      );
  }
  if (factors.includes("SMS_OTP") && !settings["SmsConfiguration"])
    throw invalid(
      "SMS_OTP can not be configured as AuthFactor as user pool is missing valid SMS configuration",
    );
  const recovery = asRecord(settings["AccountRecoverySetting"])?.["RecoveryMechanisms"];
  const ways = (Array.isArray(recovery) ? recovery : []).map((way) => asRecord(way)?.["Name"]);
  if (mfa["EmailMfaConfiguration"] === undefined) return;
  if (ways.length > 0 && ways.every((way) => way === "verified_email"))
    throw invalid("Email MFA and account recovery by e-mail alone exclude each other.");
  if (settings["UserPoolTier"] === "LITE")
    throw awsError("FeatureUnavailableInTierException", "Email MFA needs another tier.");
  if (asRecord(settings["EmailConfiguration"])?.["EmailSendingAccount"] !== "DEVELOPER")
    throw invalid("Email MFA needs a developer's sending account.");
}

/** Declared attributes as Cognito shows them: custom ones with their prefix. */
export function describeSchema(declared: readonly SchemaAttributeType[]): SchemaAttributeType[] {
  return declared.map((attribute) => {
    const { Name = "", Required } = attribute;
    if (isStandardAttribute(Name)) return { Mutable: true, Required: false, ...attribute };
    if (Required) throw invalid("Required custom attributes are not supported currently.");
    return customAttribute(attribute);
  });
}

function customAttribute(attribute: SchemaAttributeType): SchemaAttributeType {
  const prefix = attribute.DeveloperOnlyAttribute ? "dev:custom:" : "custom:";
  return {
    AttributeDataType: "String",
    DeveloperOnlyAttribute: false,
    Mutable: true,
    Required: false,
    ...attribute,
    Name: prefix + attribute.Name,
  };
}

/** Checks and describes what AddCustomAttributes adds. */
export function newAttributes(
  added: readonly SchemaAttributeType[],
  existing: readonly SchemaAttributeType[],
): SchemaAttributeType[] {
  if (added.length < 1 || added.length > 25) throw invalid(`customAttributes: 1 to 25, got ${added.length}`);
  const attributes = describeSchema(added);
  for (const { Name = "" } of attributes) {
    if (!Name.includes(":")) throw invalid(`${Name} is a standard attribute.`);
    if (existing.some((attribute) => attribute.Name === Name)) {
      throw invalid("Existing schema attributes cannot be modified or deleted.");
    }
  }
  const custom = [...existing, ...attributes].filter(({ Name }) => Name?.includes(":"));
  if (custom.length > 50) throw invalid("The pool can have at most 50 custom attributes.");
  return attributes;
}

const standardNames = [
  "sub",
  "name",
  "given_name",
  "family_name",
  "email",
  "phone_number",
  "profile",
  "updated_at",
];

/** Every pool shows its standard attributes, declared or not. */
export function standardAttributes(schema: readonly SchemaAttributeType[]): SchemaAttributeType[] {
  const declared = schema.filter(({ Name = "" }) => !Name.includes(":"));
  const others = standardNames.filter((name) => !declared.some(({ Name }) => Name === name));
  return [
    ...others.map((Name) => ({
      Name,
      AttributeDataType: "String" as const,
      DeveloperOnlyAttribute: false,
      Mutable: Name !== "sub",
      Required: Name === "sub",
      StringAttributeConstraints: { MinLength: "0", MaxLength: "2048" },
    })),
    ...declared.map((attribute) => ({
      AttributeDataType: "String" as const,
      StringAttributeConstraints: { MinLength: "0", MaxLength: "2048" },
      ...attribute,
    })),
  ];
}
