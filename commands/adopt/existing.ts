import type { GroupType } from "@aws-sdk/client-cognito-identity-provider";
import type { Rule } from "../../components/arguments/argumentRules";
import { group, identityProvider, resourceServer } from "../../components/arguments/partRules";
import { childName } from "../../components/engine/names";
import { unknownValue } from "../../handlers/userPool/settings/values";
import type { LivePool } from "./livePool";
import { clientPart, domainPart, groupPart, type Part, providerPart, resourceServerPart } from "./parts";
import { SecretSetting, secretSettingsIn } from "./secretSetting";

/** Something of a program's that exists already. */
export interface ExistingPart extends Part {
  /** The argument of the component that it stands in. */
  readonly argument: "identityProviders" | "resourceServers" | "groups" | "clients" | "domain";
  /** Its name in the program. */
  readonly key: string;
  /** The argument that the component takes from the key where there is none. */
  readonly named?: string;
  /** Its type in Pulumi. */
  readonly type: string;
  /** Its name in Pulumi, where the component makes it. */
  readonly logicalName: string;
  /** What `pulumi import` calls it. */
  readonly importId: string;
  /** What a reader should know of it. */
  readonly remark?: string;
}

/** What a program takes over, and what it leaves as it is, each of that as a sentence. */
interface Existing {
  readonly parts: readonly ExistingPart[];
  readonly left: readonly string[];
}

/** The app client of a pool that has but one: `smoke` and `try` sign people up by the output `userPoolClientId`. */
export function onlyClient(parts: readonly ExistingPart[]): ExistingPart | undefined {
  const [client, another] = parts.filter(({ argument }) => argument === "clients");
  return another ? undefined : client;
}

/** Whose parts they are. */
interface Owner {
  readonly userPoolId: string;
  /** The component's name. */
  readonly component: string;
}

/** What belongs to a live pool, as parts of its component. */
export function existingOf(live: LivePool, owner: Owner): Existing {
  const all = [
    providersOf(live, owner),
    named(kinds.resourceServers, live.resourceServers.map(resourceServerPart), owner),
    named(kinds.groups, ownGroups(live, owner).map(groupPart), owner),
    { parts: [...clientsOf(live, owner), ...domainOf(live, owner)], left: domainsLeft(live) },
  ];
  return { parts: all.flatMap(({ parts }) => parts), left: all.flatMap(({ left }) => left) };
}

/** A kind of what a pool has under names of the user's own. */
interface Kind {
  readonly argument: "identityProviders" | "resourceServers" | "groups";
  readonly title: string;
  readonly resource: string;
  /** The end of its name in Pulumi, as the component makes it. */
  readonly suffix: string;
  readonly named: string;
  /** The argument that the pool knows it by, which stands behind the pool's id and this sign to import it. */
  readonly identified: string;
  readonly separator: string;
  readonly rule: Rule;
}

/**
 * The signs are those that each resource's documentation says to import it by.
 *
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/cognito/identityprovider/#import
 */
const kinds = {
  identityProviders: {
    argument: "identityProviders",
    title: "Identity provider",
    resource: "IdentityProvider",
    suffix: "identity-provider",
    named: "providerName",
    identified: "providerName",
    separator: ":",
    rule: identityProvider,
  },
  resourceServers: {
    argument: "resourceServers",
    title: "Resource server",
    resource: "ResourceServer",
    suffix: "resource-server",
    named: "name",
    identified: "identifier",
    separator: "|",
    rule: resourceServer,
  },
  groups: {
    argument: "groups",
    title: "Group",
    resource: "UserGroup",
    suffix: "group",
    named: "name",
    identified: "name",
    separator: "/",
    rule: group,
  },
} as const satisfies Record<string, Kind>;

function providersOf({ identityProviders }: LivePool, owner: Owner): Existing {
  const names = identityProviders.map(({ provider }) => provider.ProviderName ?? "");
  const settings = uniqueKeys(uniqueKeys(names, "provider").map(camelCase), "provider");
  const parts = identityProviders.map((live, index) =>
    providerPart(live, (secret) => `${settings[index]}${capitalized(camelCase(secret))}`),
  );
  return named(kinds.identityProviders, parts, owner);
}

/**
 * The groups without those that Cognito itself makes, one for each identity provider.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-user-groups.html
 */
function ownGroups({ groups, identityProviders }: LivePool, { userPoolId }: Owner): GroupType[] {
  const made = identityProviders.map(({ provider }) => `${userPoolId}_${provider.ProviderName}`);
  return groups.filter(({ GroupName = "" }) => !made.includes(GroupName));
}

function named(kind: Kind, parts: readonly Part[], { userPoolId, component }: Owner): Existing {
  const reasons = parts.map((part) => reasonToLeave(kind, part));
  const taken = parts.filter((_, index) => reasons[index] === undefined);
  const names = taken.map(({ args }) => String(args[kind.named]));
  const keys = uniqueKeys(names, kind.suffix);
  return {
    parts: taken.map((part, index) => {
      const key = keys[index] ?? "";
      return {
        ...part,
        argument: kind.argument,
        key,
        named: kind.named,
        type: `aws:cognito:${kind.resource}`,
        logicalName: childName(component, key, kind.suffix),
        importId: `${userPoolId}${kind.separator}${String(part.args[kind.identified])}`,
        ...remarkOn(part),
      };
    }),
    left: reasons.flatMap((reason, index) => {
      const name = String(parts[index]?.args[kind.identified]);
      return reason === undefined ? [] : [`${kind.title} \`${name}\` stays as it is: ${reason}`];
    }),
  };
}

/** Why a program cannot take something over. */
function reasonToLeave(kind: Kind, { args }: Part): string | undefined {
  const { argument, identified, rule, separator } = kind;
  if (String(args[identified]).includes(separator))
    return `with \`${separator}\` in its name no program can import it.`;
  const { providerDetails: details } = args;
  const known = typeof details === "object" ? { ...args, providerDetails: withoutSecrets(details) } : args;
  const [fault] = rule(known, `${argument}.${String(args[kind.named])}`);
  return fault && `the component would refuse what Cognito tells of it. ${fault.message}`;
}

function withoutSecrets(details: object | null): object {
  const entries = Object.entries({ ...details });
  return Object.fromEntries(
    entries.map(([name, value]) => [name, value instanceof SecretSetting ? unknownValue : value]),
  );
}

function remarkOn({ args }: Part): { remark?: string } {
  const settings = secretSettingsIn(args);
  if (settings.length === 0) return {};
  const commands = settings.map((name) => `\`pulumi config set --secret ${name}\``).join(" and ");
  return { remark: `${commands} first, to the secret that it has: another one would replace it.` };
}

function clientsOf({ clients }: LivePool, { userPoolId, component }: Owner): ExistingPart[] {
  const keys = uniqueKeys(
    clients.map(({ client }) => client.ClientName ?? ""),
    "client",
  );
  return clients.map((live, index) => {
    const key = keys[index] ?? "";
    return {
      ...clientPart(live),
      argument: "clients",
      key,
      type: "aws:cognito:UserPoolClient",
      logicalName: childName(component, key, "client"),
      importId: `${userPoolId}/${live.client.ClientId}`,
      ...(live.hasSecret && { remark: "It has a secret, which it keeps." }),
    };
  });
}

/** A pool has one domain here: its own one rather than the prefix. */
function domainOf({ domains }: LivePool, { component }: Owner): ExistingPart[] {
  return domains.slice(-1).map((domain) => ({
    ...domainPart(domain),
    argument: "domain",
    key: "domain",
    type: "aws:cognito:UserPoolDomain",
    logicalName: childName(component, "domain"),
    importId: domain.Domain ?? "",
  }));
}

function domainsLeft({ domains }: LivePool): string[] {
  const others = domains.slice(0, -1).map(({ Domain }) => Domain);
  return others.map(
    (name) =>
      `Domain \`${name}\` stays as it is; a resource \`aws.cognito.UserPoolDomain\` beside the component manages it.`,
  );
}

/** Names of a program's own for things that have names of any kind; `otherwise` is for those without a letter. */
export function uniqueKeys(names: readonly string[], otherwise: string): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const key = identifier(name) || otherwise;
    const free =
      [key, ...names.map((_, index) => `${key}-${index + 2}`)].find((one) => !taken.has(one)) ?? key;
    taken.add(free);
    return free;
  });
}

/** The letters, digits and hyphens of a name. */
export function identifier(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9]+/g, "-").replaceAll(/^[^A-Za-z]+|-+$/g, "");
}

function camelCase(name: string): string {
  const [first = "", ...rest] = name.split(/[-_]/);
  return `${first.charAt(0).toLowerCase()}${first.slice(1)}${rest.map(capitalized).join("")}`;
}

function capitalized(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
