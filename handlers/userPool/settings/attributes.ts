import type { SchemaAttributeType } from "@aws-sdk/client-cognito-identity-provider";

/**
 * The standard attributes, which every pool has. Cognito's own `email_verified` and `phone_number_verified` are not
 * among them: in a schema Cognito takes these names for custom attributes (https://github.com/aws/aws-cdk/pull/14699).
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
 */
const standardAttributes = new Set([
  "address",
  "birthdate",
  "email",
  "family_name",
  "gender",
  "given_name",
  "locale",
  "middle_name",
  "name",
  "nickname",
  "phone_number",
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

/** An attribute in the one form in which two can be compared; undefined is what its declaration does not say. */
export interface Attribute {
  /** Without its prefix. */
  name: string;
  isStandard: boolean;
  type: string | undefined;
  developerOnly: boolean | undefined;
  mutable: boolean | undefined;
  required: boolean | undefined;
  minimum: string | undefined;
  maximum: string | undefined;
}

/** An attribute's name as users have it: a custom one with its prefix. */
export function userAttributeName({ name, isStandard, developerOnly }: Attribute): string {
  if (isStandard) return name;
  return developerOnly === true ? `dev:custom:${name}` : `custom:${name}`;
}

/** Reads an attribute as a program declares it. */
export function readAttribute(raw: SchemaAttributeType): Attribute {
  const name = (raw.Name ?? "").replace(/^(dev:)?(custom:)?/, "");
  const isPrefixed = name !== raw.Name;
  const developerOnly = raw.DeveloperOnlyAttribute ?? (raw.Name?.startsWith("dev:") ? true : undefined);
  return {
    name,
    isStandard: !isPrefixed && isStandardAttribute(name),
    type: raw.AttributeDataType,
    developerOnly,
    mutable: raw.Mutable,
    required: raw.Required,
    ...readRange(raw),
  };
}

/** Reads an attribute that DescribeUserPool returned: custom ones are called `custom:x` there, so all others are its own. */
export function readLiveAttribute(raw: SchemaAttributeType): Attribute {
  const attribute = readAttribute(raw);
  return { ...attribute, isStandard: attribute.name === raw.Name };
}

/** The bounds of the attribute's own type; Cognito drops those of another one. */
function readRange({
  AttributeDataType: type,
  StringAttributeConstraints: text,
  NumberAttributeConstraints: number,
}: SchemaAttributeType): Pick<Attribute, "minimum" | "maximum"> {
  const isText = type === "String" || (type === undefined && text !== undefined);
  const isNumber = type === "Number" || type === undefined;
  const [minimum, maximum] = isText
    ? [text?.MinLength, text?.MaxLength]
    : isNumber
      ? [number?.MinValue, number?.MaxValue]
      : [];
  return { minimum: plain(minimum), maximum: plain(maximum) };
}

/** A whole number without what does not count: "007" is 7. */
function plain(number: string | undefined): string | undefined {
  return number?.replace(/^\+?(-?)0+(?=\d)/, "$1").replace(/^-0$/, "0");
}
