import { differences } from "../../handlers/userPool/plan/merge";
import { isStandardAttribute } from "../../handlers/userPool/settings/attributes";
import { structureDefaults } from "../../handlers/userPool/settings/defaults";
import { normalizeSettings } from "../../handlers/userPool/settings/normalize";
import { readTags, userTags } from "../../handlers/userPool/settings/ownTags";
import { mfaMembers, type Shape, settingsShape } from "../../handlers/userPool/settings/schema";
import { asRecord, membersOf, recordOf } from "../../handlers/userPool/settings/values";

type Settings = Readonly<Record<string, unknown>>;

/** A live pool in the words of a program. */
export interface Declared {
  /** Everything that the pool has and a program can say, without triggers. */
  readonly whole: Settings;
  /** The same without what a pool has that nobody has said anything of. */
  readonly smallest: Settings;
  /** The pool's triggers, as the API has them; each under one name. */
  readonly lambdaConfig: Settings;
}

/** Reads what DescribeUserPool and GetUserPoolMfaConfig return as the settings that a program would give. */
export function declare(pool: Settings, mfa: Settings): Declared {
  const shown = { ...pool, ...mfa, PoolName: pool["Name"], Schema: declaredSchema(pool["SchemaAttributes"]) };
  const known = { ...membersOf(expressible(settingsShape, shown)) };
  const { LambdaConfig: _, ...settings } = known;
  const whole = withoutIdleFactors({
    ...normalizeSettings(settings),
    UserPoolTags: userTags(readTags(pool["UserPoolTags"])),
  });
  return { whole, smallest: smallest(whole), lambdaConfig: oneName(membersOf(known["LambdaConfig"])) };
}

/** The part of a described value that a request takes, without empty texts, which stand for nothing. */
function expressible(shape: Shape, value: unknown): unknown {
  if (value === null || value === undefined || value === "") return undefined;
  if (shape.kind === "list")
    return Array.isArray(value) ? value.map((item) => expressible(shape.element(), item)) : undefined;
  if (shape.kind !== "structure") return value;
  const given = membersOf(value);
  const members = [...shape.members].map(
    ([name, member]) => [name, expressible(member(), given[name])] as const,
  );
  return recordOf(members);
}

/** With MFA off the factors mean nothing, and SetUserPoolMfaConfig refuses them. */
function withoutIdleFactors(settings: Settings): Settings {
  if ((settings["MfaConfiguration"] ?? "OFF") !== "OFF") return settings;
  const {
    SmsMfaConfiguration: _sms,
    SoftwareTokenMfaConfiguration: _app,
    EmailMfaConfiguration: _mail,
    ...rest
  } = settings;
  return rest;
}

/** Members whose presence says something, whatever is in them: a factor is on by being there. */
const telling = new Set(mfaMembers);

function smallest(settings: Settings): Settings {
  const kept = Object.entries(settings).map(([name, value]) => {
    const rest = name === "PoolName" ? value : withoutDefaults(value, name);
    const isOn = telling.has(name) && differences(value, undefined, name).length === 0 && isFactorOn(value);
    return [name, rest ?? (isOn ? {} : undefined)] as const;
  });
  return recordOf(
    kept.filter(([name, value]) => name !== "UsernameConfiguration" || !isCaseSensitive(value)),
  );
}

/** A factor for time-based passwords also says that it is off. */
function isFactorOn(value: unknown): boolean {
  return asRecord(value)?.["Enabled"] !== false;
}

/** User names whose case counts are what a pool has without a word about them. */
function isCaseSensitive(value: unknown): boolean {
  return asRecord(value)?.["CaseSensitive"] === true;
}

/** The value without what a pool has anyway; undefined where nothing is left. */
function withoutDefaults(value: unknown, path: string): unknown {
  if (structureDefaults.has(path)) return withoutStructureDefault(value, path);
  const record = asRecord(value);
  if (!record) return differences(value, undefined, path).length === 0 ? undefined : value;
  const kept = recordOf(
    Object.entries(record).map(([name, member]) => [name, withoutDefaults(member, `${path}.${name}`)]),
  );
  return Object.keys(kept).length === 0 ? undefined : kept;
}

/** A structure that is not what a pool without it has: one member at least says that it is there. */
function withoutStructureDefault(value: unknown, path: string): unknown {
  const whole = membersOf(structureDefaults.get(path));
  if (differences(value, whole, path).length === 0) return undefined;
  const [first = ""] = Object.keys(whole);
  const members = Object.entries(membersOf(value)).map(
    ([name, member]) => [name, name === first ? member : withoutDefaults(member, `${path}.${name}`)] as const,
  );
  return recordOf(members);
}

/** DescribeUserPool may show the one trigger that has two names under both. */
function oneName({
  PreTokenGeneration: plain,
  PreTokenGenerationConfig: versioned,
  ...rest
}: Settings): Settings {
  const { LambdaVersion: version, LambdaArn: arn } = membersOf(versioned);
  const isPlain = arn === undefined || (version === "V1_0" && (plain ?? arn) === arn);
  return isPlain
    ? recordOf(Object.entries({ ...rest, PreTokenGeneration: plain ?? arn }))
    : { ...rest, PreTokenGenerationConfig: versioned };
}

/** The lengths that a text has when nobody bounds it. */
const unbounded: Settings = { MinLength: "0", MaxLength: "2048" };

/** The bounds that some of Cognito's own attributes have by themselves. */
const ownBounds: Readonly<Record<string, Settings>> = {
  birthdate: { MinLength: "10", MaxLength: "10" },
  updated_at: { MinValue: "0" },
};

/** The attributes that are not as every pool has them. */
function declaredSchema(attributes: unknown): Settings[] {
  const shown = Array.isArray(attributes) ? attributes.map(membersOf) : [];
  return shown.flatMap((attribute) => {
    const { Name: name } = attribute;
    if (typeof name !== "string" || name === "sub") return [];
    const isOwn = !name.includes(":");
    if (!isOwn) return [customAttribute(name, attribute)];
    return isStandardAttribute(name) && isChanged(name, attribute)
      ? [standardAttribute(name, attribute)]
      : [];
  });
}

function customAttribute(prefixed: string, attribute: Settings): Settings {
  const isDeveloperOnly = attribute["DeveloperOnlyAttribute"] === true || prefixed.startsWith("dev:");
  return recordOf(
    Object.entries({
      Name: prefixed.replace(/^(dev:)?(custom:)?/, ""),
      AttributeDataType: attribute["AttributeDataType"] ?? "String",
      ...(isDeveloperOnly && { DeveloperOnlyAttribute: true }),
      Mutable: attribute["Mutable"],
      ...boundsOf(attribute),
    }),
  );
}

function standardAttribute(name: string, attribute: Settings): Settings {
  return recordOf(
    Object.entries({
      Name: name,
      Mutable: attribute["Mutable"],
      ...(attribute["Required"] === true && { Required: true }),
      ...boundsOf(attribute, ownBounds[name]),
    }),
  );
}

function isChanged(name: string, attribute: Settings): boolean {
  const isUsual = attribute["Required"] !== true && attribute["Mutable"] !== false;
  return !isUsual || Object.keys(boundsOf(attribute, ownBounds[name])).length > 0;
}

/** The bounds of the attribute's own type, where they are not the usual ones. */
function boundsOf(attribute: Settings, own: Settings = unbounded): Settings {
  const type = attribute["AttributeDataType"] ?? "String";
  if (type !== "String" && type !== "Number") return {};
  const member = `${type}AttributeConstraints`;
  const bounds = recordOf(Object.entries(membersOf(attribute[member])).filter(([, value]) => value !== null));
  const isUsual = [own, unbounded].some((usual) =>
    Object.entries(bounds).every(([name, value]) => usual[name] === value),
  );
  return isUsual ? {} : { [member]: bounds };
}
