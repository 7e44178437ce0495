import { childName, kebabCase } from "../../components/engine/names";
import { membersOf, recordOf } from "../../handlers/userPool/settings/values";
import { clientPart, domainPart, type Part } from "./clients";
import type { LivePool } from "./livePool";
import { type Declared, declare } from "./settings";

type Members = Readonly<Record<string, unknown>>;

/** Something of a program's that exists already. */
export interface ExistingPart extends Part {
  /** The argument of the component that it stands in. */
  readonly argument: "clients" | "domain";
  /** Its name in the program. */
  readonly key: string;
  /** Its type in Pulumi. */
  readonly type: string;
  /** Its name in Pulumi, where the component makes it. */
  readonly logicalName: string;
  /** What `pulumi import` calls it. */
  readonly importId: string;
  /** What a reader should know of it. */
  readonly remark?: string;
}

/** The smallest program that says what a live pool is. */
export interface AdoptionProgram {
  /** The component's name. */
  readonly name: string;
  readonly userPoolId: string;
  readonly poolName: string;
  readonly declared: Declared;
  /** The arguments of the component, without those that hold {@link parts}. */
  readonly args: Members;
  readonly parts: readonly ExistingPart[];
  /** What the component cannot express, each as a sentence. */
  readonly inexpressible: readonly string[];
}

/** Writes the program of a live pool. `name` is the component's. */
export function writeProgram(live: LivePool, userPoolId: string, name?: string): AdoptionProgram {
  const declared = declare(live.pool, live.mfa);
  const poolName = String(live.pool["Name"]);
  const component = name ?? (identifier(kebabCase(poolName)) || "users");
  const parts = [...clientsOf(live, userPoolId, component), ...domainOf(live, component)];
  const { DeletionProtection: protection, ...settings } = declared.smallest;
  return {
    name: component,
    userPoolId,
    poolName,
    declared,
    args: recordOf(
      Object.entries({
        adoptUserPoolId: userPoolId,
        // A program that says nothing wants its pool to be protected.
        deletionProtection: protection === "ACTIVE" ? undefined : false,
        settings,
        triggers: some(triggersOf(declared.lambdaConfig)),
      }),
    ),
    parts,
    inexpressible: [...parts.flatMap(missingArguments), ...others(live)],
  };
}

/** The triggers as the component wants them: what the API calls `LambdaArn` is its `function`. */
function triggersOf(lambdaConfig: Members): Members {
  const entries = Object.entries(lambdaConfig).map(([name, value]) => {
    const { LambdaArn, ...version } = membersOf(value);
    return [name, typeof value === "string" ? value : { ...version, function: LambdaArn }] as const;
  });
  return recordOf(entries);
}

function clientsOf({ clients }: LivePool, userPoolId: string, component: string): ExistingPart[] {
  const keys = uniqueKeys(clients.map(({ client }) => client.ClientName ?? "client"));
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
function domainOf({ domains }: LivePool, component: string): ExistingPart[] {
  return domains.slice(-1).map((domain) => ({
    ...domainPart(domain),
    argument: "domain",
    key: "domain",
    type: "aws:cognito:UserPoolDomain",
    logicalName: childName(component, "domain"),
    importId: domain.Domain ?? "",
  }));
}

function missingArguments({ argument, key, inexpressible }: ExistingPart): string[] {
  const where = argument === "clients" ? `\`clients.${key}\`` : `\`${argument}\``;
  return inexpressible.map((member) => `${where} has \`${member}\`, for which @pulumi/aws has no argument.`);
}

/** What belongs to the pool besides, which stays as it is, unmanaged. */
function others({ domains, identityProviders, resourceServers, groups }: LivePool): string[] {
  const belonging = [
    ...domains.slice(0, -1).map(({ Domain }) => ["Domain", Domain, "aws.cognito.UserPoolDomain"]),
    ...identityProviders.map(({ ProviderName }) => [
      "Identity provider",
      ProviderName,
      "aws.cognito.IdentityProvider",
    ]),
    ...resourceServers.map(({ Identifier }) => ["Resource server", Identifier, "aws.cognito.ResourceServer"]),
    ...groups.map(({ GroupName }) => ["Group", GroupName, "aws.cognito.UserGroup"]),
  ];
  return belonging.map(
    ([kind, name, type]) =>
      `${kind} \`${name}\` stays as it is; a resource \`${type}\` beside the component manages it.`,
  );
}

/** Names of a program's own for things that have names of any kind. */
function uniqueKeys(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const key = identifier(name) || "client";
    const free =
      [key, ...names.map((_, index) => `${key}-${index + 2}`)].find((one) => !taken.has(one)) ?? key;
    taken.add(free);
    return free;
  });
}

/** The letters, digits and hyphens of a name. */
function identifier(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9]+/g, "-").replaceAll(/^[^A-Za-z]+|-+$/g, "");
}

function some(members: Members): Members | undefined {
  return Object.keys(members).length === 0 ? undefined : members;
}
