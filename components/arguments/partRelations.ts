import { nameHint } from "../../handlers/userPool/rules/decode";
import {
  isStandardAttribute,
  readAttribute,
  userAttributeName,
} from "../../handlers/userPool/settings/attributes";
import { asList, describeValue, type Fault, unknownValue } from "../../handlers/userPool/settings/values";
import { asMembers, faultSaying } from "./argumentRules";

type Members = Record<string, unknown>;

/** A name at its place in the arguments. */
type Named = readonly [path: string, name: unknown];

/** What the component's parts have to agree in, as far as it is known. What a pool that is adopted may have already is not refused. */
export function relationFaults(args: Members): Fault[] {
  return [
    ...repeatedNameFaults(args),
    ...referenceFaults(args, (declared) => declared.length > 0),
    ...attributeFaults(args),
    ...grantFaults(args),
    ...brandingFaults(args),
  ];
}

/** Each branding is a client's. */
function brandingFaults(args: Members): Fault[] {
  const clients = Object.keys(asMembers(args["clients"]) ?? {});
  const names = Object.keys(asMembers(args["branding"]) ?? {}).filter((name) => !clients.includes(name));
  return names.flatMap((name) =>
    faultSaying(
      `branding.${name}`,
      clients.length === 0
        ? "is for a client of this name, and `clients` has none."
        : `is for a client of this name, which \`clients\` has not. ${nameHint(name, clients)}`,
    ),
  );
}

/**
 * What clients name of a pool that is about to be made, and cannot have yet: where no part of a kind is declared, they may
 * be made elsewhere, but only once the pool is there.
 */
export function newPoolFaults(args: unknown): Fault[] {
  return referenceFaults(asMembers(args) ?? {}, (declared) => declared.length === 0);
}

/** A kind of names that clients use. */
interface Reference {
  readonly member: string;
  readonly builtIn: readonly string[];
  /** The names that the arguments declare, `unknownValue` among them. */
  readonly declared: (args: Members) => readonly unknown[];
  readonly advice: (name: string) => string;
}

const references: readonly Reference[] = [
  {
    member: "supportedIdentityProviders",
    builtIn: ["COGNITO"],
    declared: (args) => providerNames(args).map(([, name]) => name),
    advice: (name) => `declare ${describeValue(name)} in \`identityProviders\`, for which clients wait.`,
  },
  {
    member: "allowedOauthScopes",
    // https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html
    builtIn: ["phone", "email", "openid", "profile", "aws.cognito.signin.user.admin"],
    declared: scopesOf,
    advice: () => "declare the scope's server in `resourceServers`, for which clients wait.",
  },
];

function referenceFaults(args: Members, applies: (declared: readonly unknown[]) => boolean): Fault[] {
  if (mayHaveOthers(args)) return [];
  return references.flatMap(({ member, builtIn, declared, advice }) => {
    const names = declared(args);
    if (!applies(names) || names.includes(unknownValue)) return [];
    const known = [...builtIn, ...names.map(String)];
    return clientLists(args, member)
      .filter(([, name]) => typeof name === "string" && !known.includes(name))
      .flatMap(([path, name]) => {
        const hint = nameHint(String(name), known);
        return faultSaying(
          path,
          `names ${describeValue(name)}, which the pool does not have. ${hint} Or ${advice(String(name))}`,
        );
      });
  });
}

/** An adopted pool has parts of its own. */
function mayHaveOthers({ adoptUserPoolId }: Members): boolean {
  return adoptUserPoolId !== undefined && adoptUserPoolId !== "";
}

/** The entries of a list that clients have. */
function clientLists(args: Members, member: string): Named[] {
  return entriesOf(args, "clients").flatMap(([path, client]) =>
    asList(client[member]).map((item, index): Named => [`${path}.${member}[${index}]`, item]),
  );
}

function providerNames(args: Members): Named[] {
  return namesOf(args, "identityProviders", "providerName");
}

/** The names that parts have: those that are given, or else those of their keys. */
function namesOf(args: Members, kind: string, member: string): Named[] {
  const all = args[kind];
  return all === unknownValue
    ? [[kind, unknownValue]]
    : entriesOf(args, kind).map(([path, part, key]): Named => [path, part[member] ?? key]);
}

function scopesOf(args: Members): unknown[] {
  return entriesOf(args, "resourceServers").flatMap(([, { identifier, scopes }]): unknown[] => {
    if (identifier === unknownValue || scopes === unknownValue) return [unknownValue];
    return asList(scopes).map((scope) => {
      const name = scope === unknownValue ? unknownValue : asMembers(scope)?.["scopeName"];
      return name === unknownValue ? unknownValue : `${String(identifier)}/${String(name)}`;
    });
  });
}

/** What stands twice where Cognito takes it once. */
function repeatedNameFaults(args: Members): Fault[] {
  const servers = entriesOf(args, "resourceServers");
  const scopes = servers.map(([path, { scopes: list }]) =>
    asList(list).map(
      (scope, index): Named => [`${path}.scopes[${index}].scopeName`, asMembers(scope)?.["scopeName"]],
    ),
  );
  const identifiers = entriesOf(args, "identityProviders").flatMap(([path, { idpIdentifiers }]) =>
    asList(idpIdentifiers).map((item, index): Named => [`${path}.idpIdentifiers[${index}]`, item]),
  );
  return [
    providerNames(args),
    servers.map(([path, { identifier }]): Named => [`${path}.identifier`, identifier]),
    namesOf(args, "groups", "name"),
    identifiers,
    ...scopes,
  ].flatMap(repeated);
}

function repeated(names: readonly Named[]): Fault[] {
  const first = new Map<string, string>();
  return names.flatMap(([path, name]) => {
    if (typeof name !== "string") return [];
    const earlier = first.get(name);
    first.set(name, earlier ?? path);
    return earlier === undefined
      ? []
      : faultSaying(path, `is ${describeValue(name)}, as \`${earlier}\` is: each may be there once.`);
  });
}

/** Attributes that Cognito has beside the standard ones of a schema, or by which it knows users. */
const ownAttributes = ["email_verified", "phone_number_verified", "identities", "username"];

/** Attributes that clients read and write, and that identity providers fill. */
function attributeFaults(args: Members): Fault[] {
  const mapped = entriesOf(args, "identityProviders").flatMap(([path, { attributeMapping }]) =>
    Object.keys(asMembers(attributeMapping) ?? {}).map(
      (name): Named => [`${path}.attributeMapping.${name}`, name],
    ),
  );
  const used = ["readAttributes", "writeAttributes"].flatMap((member) => clientLists(args, member));
  const custom = customAttributes(args);
  return [...used, ...mapped].flatMap((named) => attributeFault(named, custom));
}

function attributeFault([path, name]: Named, custom: readonly string[] | undefined): Fault[] {
  if (typeof name !== "string" || isStandardAttribute(name) || ownAttributes.includes(name)) return [];
  if (custom?.includes(`custom:${name}`)) {
    return faultSaying(path, `names ${describeValue(name)}. Did you mean \`custom:${name}\`?`);
  }
  if (!/^(dev:)?custom:/.test(name)) {
    return faultSaying(
      path,
      `names ${describeValue(name)}, which the pool does not have. It is no standard attribute, and the names of others ` +
        "begin with `custom:`.",
    );
  }
  if (custom === undefined || custom.includes(name)) return [];
  const known = custom.length > 0 ? `, which has ${custom.join(", ")}` : "";
  return faultSaying(
    path,
    `names ${describeValue(name)}, which the pool does not have. Declare it in \`settings.Schema\`${known}.`,
  );
}

/** The names of the schema's attributes of one's own; undefined where not all of them are known. */
function customAttributes(args: Members): string[] | undefined {
  const settings = asMembers(args["settings"]);
  const schema = settings?.["Schema"];
  if (mayHaveOthers(args) || !settings || schema === unknownValue) return undefined;
  const attributes = asList(schema).map((attribute) => asMembers(attribute) ?? {});
  const isKnown = attributes.every(({ Name: name }) => typeof name === "string");
  if (!isKnown || asList(schema).includes(unknownValue)) return undefined;
  return attributes
    .map(({ Name, DeveloperOnlyAttribute }) =>
      // Of the other members nobody has seen yet whether they are what they should be.
      readAttribute({
        Name: String(Name),
        DeveloperOnlyAttribute: DeveloperOnlyAttribute === true || undefined,
      }),
    )
    .filter(({ isStandard }) => !isStandard)
    .map(userAttributeName);
}

/**
 * "client_credentials flow can not be selected if client does not have a client secret", and not "along with code flow or
 * implicit flow".
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html
 */
function grantFaults(args: Members): Fault[] {
  return entriesOf(args, "clients").flatMap(([path, { allowedOauthFlows, generateSecret }]) => {
    const flows = asList(allowedOauthFlows);
    if (!flows.includes("client_credentials")) return [];
    const others = flows.filter((flow) => flow === "code" || flow === "implicit");
    return [
      ...(others.length > 0
        ? faultSaying(
            `${path}.allowedOauthFlows`,
            `has "client_credentials" beside ${others.map((flow) => describeValue(flow)).join(", ")}: machines and people need a client each.`,
          )
        : []),
      ...(generateSecret === true || generateSecret === unknownValue
        ? []
        : faultSaying(
            `${path}.generateSecret`,
            'must be true for "client_credentials", by which a client proves itself.',
          )),
    ];
  });
}

/** The known parts of a kind, with their places and their names in the arguments. */
function entriesOf(args: Members, kind: string): [path: string, part: Members, key: string][] {
  return Object.entries(asMembers(args[kind]) ?? {}).flatMap(([key, part]) => {
    const members = asMembers(part);
    return members ? [[`${kind}.${key}`, members, key]] : [];
  });
}
