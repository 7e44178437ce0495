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
  /** `minimum..maximum`, where either of them is declared; a number's other one is left empty. */
  range: string | undefined;
}

/** What Cognito gives a text whose length is bounded at one end only, or not at all. */
const textRange = ["0", "2048"] as const;

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

function readRange({
  StringAttributeConstraints: text,
  NumberAttributeConstraints: number,
}: SchemaAttributeType) {
  if (number) return rangeOf({ minimum: number.MinValue, maximum: number.MaxValue }, ["", ""]);
  return rangeOf({ minimum: text?.MinLength, maximum: text?.MaxLength }, textRange);
}

function rangeOf(
  { minimum, maximum }: { minimum: string | undefined; maximum: string | undefined },
  [least, most]: readonly [string, string],
): string | undefined {
  if (minimum === undefined && maximum === undefined) return undefined;
  return `${minimum ?? least}..${maximum ?? most}`;
}
