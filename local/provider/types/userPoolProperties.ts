import { isRecord } from "../../../commands/support/records";
import { broken } from "../../../handlers/userPool/rules/limits";
import { modelLimits } from "../../../handlers/userPool/rules/serviceModel";
import { type Shape, settingsShape } from "../../../handlers/userPool/settings/schema";
import type { Refuse } from "../refusals";
import type { Inputs, PropertyRule, Props } from "../resourceType";
import { isUnknown } from "../unknown";
import { attributesDiffer } from "./userPoolAttributes";

/** A property of the resource, or of a block in it, in the API's request. */
interface Place {
  /** By the API's names, from the request on. */
  readonly path: string;
  readonly shape: Shape;
}

/** Names that are not those of the API in Pulumi's spelling, by their paths there. */
const SPELLED_OTHERWISE: Record<string, string> = {
  "EmailConfiguration.From": "fromEmailAddress",
  PoolName: "name",
  Schema: "schemas",
  "UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate":
    "attributesRequireVerificationBeforeUpdates",
  UserPoolTags: "tags",
};

/** What the API has and `@pulumi/aws` 7.48 has no property for; a test compares the rest with its declarations. */
const NOT_IN_PULUMI = new Set([
  "AcrConfiguration",
  "AdminCreateUserConfig.UnusedAccountValidityDays",
  "DcrConfiguration",
  "IssuerConfiguration",
  "KeyConfiguration",
  "LambdaConfig.InboundFederation",
  "SmsConfiguration.EumsSms",
  "SmsMfaConfiguration",
  "WebAuthnConfiguration.FactorConfiguration",
]);

/** `SMSMessage` is `smsMessage`, `KMSKeyID` is `kmsKeyId`. */
function pulumiName(path: string): string {
  const words =
    path
      .split(".")
      .at(-1)
      ?.match(/[A-Z]+(?![a-z])|[A-Z][a-z]+/g) ?? [];
  const spelled = words.map((word, index) => {
    const lower = word.toLowerCase();
    return index === 0 ? lower : lower.charAt(0).toUpperCase() + lower.slice(1);
  });
  return SPELLED_OTHERWISE[path] ?? spelled.join("");
}

/** The members of a block, by their names in Pulumi. */
export function membersOf({ path, shape }: Place): Map<string, Place> {
  if (shape.kind !== "structure") return new Map();
  const all = [...shape.members].map(([name, member]) => ({
    path: path === "" ? name : `${path}.${name}`,
    shape: member(),
  }));
  const known = all.filter((place) => !NOT_IN_PULUMI.has(place.path));
  return new Map(known.map((place) => [pulumiName(place.path), place]));
}

/** Every property of the resource: the blocks of `Policies` are properties of their own. */
export const PLACES: ReadonlyMap<string, Place> = places();

function places(): Map<string, Place> {
  const { policies, ...all } = Object.fromEntries(membersOf({ path: "", shape: settingsShape }));
  return new Map([...Object.entries(all), ...(policies ? membersOf(policies) : [])]);
}

/** What the program gives, as the API's request has it. */
export function requestOf(inputs: Inputs): Record<string, unknown> {
  const request: Record<string, unknown> = {};
  for (const [name, place] of PLACES) {
    const value = inputs[name];
    if (value === undefined || value === null) continue;
    const [block = "", member] = place.path.split(".");
    const given = inApi(place, value);
    const rest = request[block];
    request[block] = member === undefined ? given : { ...(isRecord(rest) && rest), [member]: given };
  }
  return request;
}

function inApi(place: Place, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => inApi(elementOf(place), item));
  if (place.shape.kind !== "structure" || !isRecord(value)) return value;
  const members = membersOf(place);
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]) => {
      const member = members.get(name);
      return member && item !== undefined && item !== null
        ? [[member.path.split(".").at(-1), inApi(member, item)]]
        : [];
    }),
  );
}

/** What the API tells, by the names of the properties, without what is empty. */
export function propertiesOf(described: Readonly<Record<string, unknown>>): Props {
  const all = [...PLACES].map(([name, place]) => {
    const [block = "", member] = place.path.split(".");
    const found = described[block];
    const value = member === undefined ? found : isRecord(found) ? found[member] : undefined;
    return [name, inPulumi(place, value)] as const;
  });
  return Object.fromEntries(all.filter(([, value]) => !isNothing(value)));
}

/** A value of the API's by Pulumi's names. */
function inPulumi(place: Place, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => inPulumi(elementOf(place), item));
  if (place.shape.kind !== "structure" || !isRecord(value)) return value ?? undefined;
  const all = [...membersOf(place)].map(([name, member]) => {
    const found = value[member.path.split(".").at(-1) ?? ""];
    return [name, inPulumi(member, found)] as const;
  });
  return Object.fromEntries(all.filter(([, item]) => !isNothing(item)));
}

function elementOf({ path, shape }: Place): Place {
  const element = shape.kind === "list" ? shape.element() : shape;
  return { path: `${path}[]`, shape: element };
}

/** The zero values that Terraform's SDK cannot tell from nothing, but for those of a block's own members. */
function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

/** Only a new pool has another one (`ForceNew` in terraform-provider-aws). */
const REPLACES = new Set(["aliasAttributes", "name", "usernameAttributes", "usernameConfiguration"]);

/** What Cognito chooses where the program says nothing (`Computed`, at the block or in it). */
const COMPUTED = new Set([
  "accountRecoverySetting",
  "adminCreateUserConfig",
  "emailVerificationMessage",
  "emailVerificationSubject",
  "passwordPolicy",
  "signInPolicy",
  "smsConfiguration",
  "smsVerificationMessage",
  "userPoolTier",
  "usernameConfiguration",
  "verificationMessageTemplate",
]);

/** The same of members of blocks, by the API's paths. */
const COMPUTED_MEMBER =
  /^(LambdaConfig\.PreTokenGeneration(Config)?|Policies\.PasswordPolicy\.TemporaryPasswordValidityDays|SmsConfiguration\.SnsRegion|UserPoolAddOns\.AdvancedSecurityAdditionalFlows\.CustomAuthMode|UsernameConfiguration\.CaseSensitive|VerificationMessageTemplate\.(?!DefaultEmailOption).*)$/;

const DEFAULTS: Record<string, string> = { deletionProtection: "INACTIVE", mfaConfiguration: "OFF" };

/** The same of members of blocks, by the API's paths. */
const MEMBER_DEFAULTS: Record<string, string> = {
  "EmailConfiguration.EmailSendingAccount": "COGNITO_DEFAULT",
  "VerificationMessageTemplate.DefaultEmailOption": "CONFIRM_WITH_CODE",
};

/** The properties of `aws.cognito.UserPool`: names and kinds from the SDK's schema, limits from Cognito's service model. */
export const POOL_PROPERTIES: Record<string, PropertyRule> = Object.fromEntries(
  [...PLACES].map(([name, place]) => [name, rule(name, place)]),
);

function rule(name: string, place: Place): PropertyRule {
  return {
    kind: kindOf(place.shape),
    ...(REPLACES.has(name) && { replaces: true }),
    ...(COMPUTED.has(name) && { computed: true }),
    ...(DEFAULTS[name] !== undefined && { default: DEFAULTS[name] }),
    // `SuppressMissingOptionalConfigurationBlock` forgives that the block is missing, and not what was said in it.
    ...(name === "emailConfiguration" && { isMissed: (old) => differs(place, old, {}) }),
    refuse: refusal(place),
    ...(name === "schemas"
      ? { differs: async (olds, value) => attributesDiffer(olds[name], value) }
      : { differs: async (olds, value) => differs(place, olds[name], value) }),
  };
}

function kindOf({ kind }: Shape): PropertyRule["kind"] {
  if (kind === "structure") return "block";
  if (kind === "list") return "set";
  return kind === "unsupported" ? "map" : kind;
}

/** What the resource does not know, and what breaks the API's own limit. */
function refusal(place: Place): Refuse {
  return (value, name, inputs) => {
    if (isUnknown(value) || value === undefined || value === null) return undefined;
    if (Array.isArray(value)) {
      return first(value.map((item, index) => refusal(elementOf(place))(item, `${name}[${index}]`, inputs)));
    }
    if (place.shape.kind !== "structure") return limitBroken(place.path, value, name);
    if (!isRecord(value)) return `Expected \`${name}\` to be a block, got a ${typeof value}`;
    const members = membersOf(place);
    return first(
      Object.entries(value).map(([key, item]) => {
        const member = members.get(key);
        return member
          ? refusal(member)(item, `${name}.${key}`, inputs)
          : `\`${name}\` has no \`${key}\`; it has ${[...members.keys()].join(", ")}`;
      }),
    );
  };
}

function limitBroken(path: string, value: unknown, name: string): string | undefined {
  const limit = modelLimits[path];
  return limit && broken(limit, value, `\`${name}\``);
}

function first(reasons: readonly (string | undefined)[]): string | undefined {
  return reasons.find((reason) => reason !== undefined);
}

/** Whether a value is another one to Terraform: nothing is the default, what Cognito chooses, or the zero value. */
function differs(place: Place, old: unknown, wanted: unknown): boolean {
  if (place.shape.kind === "structure" && !isUnknown(wanted)) {
    const [before, after] = [old, wanted].map((value) => (isRecord(value) ? value : {}));
    return [...membersOf(place)].some(([name, member]) => differs(member, before?.[name], after?.[name]));
  }
  if (wanted === undefined && COMPUTED_MEMBER.test(place.path)) return false;
  const fallback = MEMBER_DEFAULTS[place.path];
  return canonical(old ?? fallback) !== canonical(wanted ?? fallback);
}

/** A text that is the same for the same set, and for nothing and a zero value. */
function canonical(value: unknown): string {
  if (isNothing(value) || value === 0 || value === false) return "";
  if (Array.isArray(value)) return JSON.stringify(value.map(canonical).toSorted());
  if (!isRecord(value)) return JSON.stringify(value);
  const entries = Object.entries(value).map(([name, item]) => [name, canonical(item)] as const);
  return JSON.stringify(entries.filter(([, item]) => item !== "").toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
