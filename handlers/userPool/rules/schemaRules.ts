import type { SchemaAttributeType } from "@aws-sdk/client-cognito-identity-provider";
import { isStandardAttribute } from "../settings/attributes";
import { duplicates, type Rule } from "./rule";

/** The longest value that an attribute may have. */
const longest = 2048n;

/** Standard by name, but in a `Schema` Cognito makes custom ones of them: https://github.com/aws/aws-cdk/issues/14699 */
const ambiguous = new Set(["email_verified", "phone_number_verified"]);

/** `updated_at` is the only standard attribute that is no text. */
const standardType = (name: string) => (name === "updated_at" ? "Number" : "String");

type Named = SchemaAttributeType & { Name: string };

/** A rule about one attribute at a time: it holds for the attributes that `isBroken` finds nothing wrong with. */
function attributeRule(isBroken: (attribute: Named) => boolean, say: (names: string) => string): Rule {
  return {
    path: "Schema",
    check: ({ Schema = [] }, path) => {
      const broken = Schema.flatMap(({ Name, ...rest }) =>
        Name !== undefined && isBroken({ Name, ...rest }) ? [Name] : [],
      );
      return broken.length > 0 ? `\`${path}\`: ${say(broken.join(", "))}` : undefined;
    },
  };
}

const isCustom = ({ Name }: Named) => !isStandardAttribute(Name);
const isStandard = ({ Name }: Named) => isStandardAttribute(Name) && !ambiguous.has(Name);

/**
 * The limits of an attribute's values, as they are written. Cognito drops those that are of another type than the
 * attribute is.
 */
function limitsOf(attribute: SchemaAttributeType): { texts: (string | undefined)[]; isText: boolean }[] {
  const { AttributeDataType: type, StringAttributeConstraints, NumberAttributeConstraints } = attribute;
  const text = [StringAttributeConstraints?.MinLength, StringAttributeConstraints?.MaxLength];
  const number = [NumberAttributeConstraints?.MinValue, NumberAttributeConstraints?.MaxValue];
  return [
    { texts: type === undefined || type === "String" ? text : [], isText: true },
    { texts: type === undefined || type === "Number" ? number : [], isText: false },
  ];
}

const isWhole = (text: string) => /^-?\d+$/.test(text);

/** Minimum and maximum, where both are whole numbers. */
function rangesOf(attribute: SchemaAttributeType): { least?: bigint; most?: bigint; isText: boolean }[] {
  return limitsOf(attribute).map(({ texts, isText }) => {
    const [least, most] = texts.map((text) => (text && isWhole(text) ? BigInt(text) : undefined));
    return { least, most, isText };
  });
}

/** Cognito's rules for the attributes that a pool declares. Those with a quotation are the service's own words. */
export const schemaRules: readonly Rule[] = [
  {
    path: "Schema",
    check: ({ Schema = [] }, path) => {
      const index = Schema.findIndex(({ Name }) => Name === undefined);
      return index < 0
        ? undefined
        : `\`${path}[${index}].Name\` is missing: an attribute needs a name. Set it.`;
    },
  },
  {
    path: "Schema",
    check: ({ Schema = [] }, path) => {
      const repeated = duplicates(Schema.flatMap(({ Name }) => Name ?? []));
      return repeated.length > 0
        ? `\`${path}\` declares ${repeated.join(", ")} twice. Declare each once.`
        : undefined;
    },
  },
  attributeRule(
    ({ Name }) => /^(custom|dev):/.test(Name),
    (names) =>
      `Cognito itself puts \`custom:\` before the names of custom attributes, got ${names}. Leave the prefix out.`,
  ),
  attributeRule(
    (attribute) => attribute.Required === true && isCustom(attribute),
    (names) =>
      `Cognito does not support required custom attributes, got ${names}. Set \`Required\` to false.`,
  ),
  // "Invalid AttributeDataType input, consider using the provided AttributeDataType enum."
  attributeRule(
    (attribute) => attribute.AttributeDataType === undefined && isCustom(attribute),
    (names) =>
      `a custom attribute needs a type, which ${names} lacks. Set \`AttributeDataType\` to String, Number, DateTime or Boolean.`,
  ),
  // "You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute email"
  attributeRule(
    (attribute) =>
      isStandard(attribute) &&
      ![undefined, standardType(attribute.Name)].includes(attribute.AttributeDataType),
    (names) =>
      `the type of a standard attribute is fixed, got another one for ${names}. Remove \`AttributeDataType\`.`,
  ),
  attributeRule(
    (attribute) => isStandard(attribute) && attribute.DeveloperOnlyAttribute === true,
    (names) =>
      `a standard attribute cannot be for developers only, got ${names}. Remove \`DeveloperOnlyAttribute\`.`,
  ),
  attributeRule(
    (attribute) =>
      limitsOf(attribute).some(({ texts }) => texts.some((text) => text !== undefined && !isWhole(text))),
    (names) => `constraints must be whole numbers written as texts, got others for ${names}.`,
  ),
  // "Max length cannot be less than min length."
  attributeRule(
    (attribute) =>
      rangesOf(attribute).some(
        ({ least, most }) => least !== undefined && most !== undefined && least > most,
      ),
    (names) => `the minimum is above the maximum for ${names}. Exchange them.`,
  ),
  // "String attributes cannot have a length of more than 2048"
  attributeRule(
    (attribute) =>
      rangesOf(attribute).some(({ least = 0n, most = 0n, isText }) =>
        [least, most].some((length) => isText && (length < 0n || length > longest)),
      ),
    (names) => `the length of a text must be 0 to ${longest}, got another one for ${names}.`,
  ),
];
