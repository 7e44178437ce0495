import type { SchemaAttributeType } from "@aws-sdk/client-cognito-identity-provider";

/**
 * The standard attributes, which every pool has.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
 */
const standardAttributes = new Set([
  "address",
  "birthdate",
  "email",
  "email_verified",
  "family_name",
  "gender",
  "given_name",
  "locale",
  "middle_name",
  "name",
  "nickname",
  "phone_number",
  "phone_number_verified",
  "picture",
  "preferred_username",
  "profile",
  "sub",
  "updated_at",
  "website",
  "zoneinfo",
]);

/** Whether an attribute of this name is one of Cognito's own, not a custom one. */
export function isStandardAttribute(name: string): boolean {
  return standardAttributes.has(name);
}

/** An attribute in the one form in which two can be compared: the name without its prefix, the defaults written out. */
export interface Attribute {
  name: string;
  isStandard: boolean;
  type: string | undefined;
  developerOnly: boolean;
  mutable: boolean;
  required: boolean;
  /** `minimum..maximum`, either of them empty where it is not declared. */
  range: string | undefined;
}

/** Reads a declared attribute, or one that DescribeUserPool returned, where custom ones are called `custom:x`. */
export function readAttribute(raw: SchemaAttributeType): Attribute {
  const name = (raw.Name ?? "").replace(/^(dev:)?(custom:)?/, "");
  const isPrefixed = name !== raw.Name;
  const developerOnly = raw.DeveloperOnlyAttribute ?? raw.Name?.startsWith("dev:") ?? false;
  return {
    name,
    isStandard: !isPrefixed && isStandardAttribute(name),
    type: raw.AttributeDataType,
    developerOnly,
    mutable: raw.Mutable ?? true,
    required: raw.Required ?? false,
    range: readRange(raw),
  };
}

function readRange(raw: SchemaAttributeType): string | undefined {
  const { MinLength, MaxLength } = raw.StringAttributeConstraints ?? {};
  const { MinValue, MaxValue } = raw.NumberAttributeConstraints ?? {};
  const [minimum, maximum] = [MinLength ?? MinValue, MaxLength ?? MaxValue];
  return minimum === undefined && maximum === undefined ? undefined : `${minimum ?? ""}..${maximum ?? ""}`;
}
