import { isRecord } from "../../../commands/support/records";
import { isStandardAttribute } from "../../../handlers/userPool/settings/attributes";

type Attribute = Readonly<Record<string, unknown>>;

/** The attributes in a property `schemas`. */
function attributesIn(schemas: unknown): Attribute[] {
  return Array.isArray(schemas) ? schemas.filter(isRecord) : [];
}

/** Whether two schemas are not the same to Terraform: their order means nothing, and nothing is the zero value. */
export function attributesDiffer(old: unknown, wanted: unknown): boolean {
  const [before, after] = [old, wanted].map((schemas) => attributesIn(schemas).map(hash).toSorted());
  return JSON.stringify(before) !== JSON.stringify(after);
}

/** The attributes of one schema that another one has not; those that are told apart by any of their members. */
export function attributesMissing(schemas: unknown, other: unknown): Attribute[] {
  const others = new Set(attributesIn(other).map(hash));
  return attributesIn(schemas).filter((attribute) => !others.has(hash(attribute)));
}

function hash(attribute: Attribute): string {
  const { name, attributeDataType: type, developerOnlyAttribute, mutable, required } = attribute;
  const { stringAttributeConstraints: text, numberAttributeConstraints: number } = attribute;
  const flags = [developerOnlyAttribute, mutable, required].map((flag) => flag === true);
  return JSON.stringify([name, type, ...flags, bounds(text), bounds(number)]);
}

function bounds(constraints: unknown): unknown {
  const members = Object.entries(isRecord(constraints) ? constraints : {});
  return members.filter(([, value]) => value !== "").toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/**
 * The attributes of a live pool that the real provider shows: what the program declares, and what no pool has by itself. Its own
 * bounds of a declared attribute without any are not shown.
 */
export function shownAttributes(live: unknown, declared: unknown): Attribute[] {
  const wanted = new Map(attributesIn(declared).map((attribute) => [attribute["name"], attribute]));
  return attributesIn(live).flatMap((attribute) => {
    const name = String(attribute["name"]).replace(/^(dev:)?(custom:)?/, "");
    const own = wanted.get(name);
    if (!own && isOfEveryPool(attribute)) return [];
    const { stringAttributeConstraints: text, ...rest } = attribute;
    const isBare = own !== undefined && own["stringAttributeConstraints"] === undefined;
    return [{ ...rest, name, ...(text !== undefined && !isBare && { stringAttributeConstraints: text }) }];
  });
}

/** The bounds that Cognito's own attributes have (`standardAttributes` in terraform-provider-aws). */
const OWN_BOUNDS: Record<string, Attribute> = {
  identities: { stringAttributeConstraints: {} },
  birthdate: { stringAttributeConstraints: { minLength: "10", maxLength: "10" } },
  sub: { stringAttributeConstraints: { minLength: "1", maxLength: "2048" }, mutable: false, required: true },
  updated_at: { numberAttributeConstraints: { minValue: "0" } },
};

/** Beside the standard ones; the last comes with the first identity provider. */
const MADE_BY_COGNITO = ["email_verified", "phone_number_verified", "identities"];

function isOfEveryPool(attribute: Attribute): boolean {
  const name = String(attribute["name"]);
  const { attributeDataType } = attribute;
  if (!isStandardAttribute(name) && !MADE_BY_COGNITO.includes(name)) return false;
  const text = { stringAttributeConstraints: { minLength: "0", maxLength: "2048" } };
  const usual = attributeDataType === "String" ? text : {};
  const standard = { name, attributeDataType, mutable: true, ...(OWN_BOUNDS[name] ?? usual) };
  return hash(standard) === hash(attribute);
}
