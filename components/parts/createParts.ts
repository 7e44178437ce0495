import * as cognito from "@pulumi/aws/cognito";
import * as wafv2 from "@pulumi/aws/wafv2";
import type * as pulumi from "@pulumi/pulumi";
import { childName } from "../engine/names";
import type { PartArgs, PartOwner } from "./partArgs";
import { withSecrets } from "./providerSecrets";

/** What belongs to a pool, by the names in the arguments. */
export interface Parts {
  readonly clients: Readonly<Record<string, cognito.UserPoolClient>>;
  readonly identityProviders: Readonly<Record<string, cognito.IdentityProvider>>;
  readonly resourceServers: Readonly<Record<string, cognito.ResourceServer>>;
  readonly groups: Readonly<Record<string, cognito.UserGroup>>;
  /** What nobody needs to name. */
  readonly others: Readonly<Record<string, pulumi.Resource>>;
}

/**
 * Registers what belongs to a pool in the order that Cognito needs: a client may name only identity providers and scopes
 * that are there.
 */
export function createParts(args: PartArgs, owner: PartOwner): Parts {
  const identityProviders = createIdentityProviders(args, owner);
  const resourceServers = createResourceServers(args, owner);
  const before = [...Object.values(identityProviders), ...Object.values(resourceServers)];
  const clients = createClients(args, owner, before);
  return {
    identityProviders,
    resourceServers,
    groups: createGroups(args, owner),
    clients,
    others: {
      ...createBranding(args, owner, clients),
      ...createLogDelivery(args, owner),
      ...createWebAcl(args, owner),
    },
  };
}

/** All of them. */
export function partResources(parts: Parts): pulumi.Resource[] {
  return Object.values<Readonly<Record<string, pulumi.Resource>>>({ ...parts }).flatMap((some) =>
    Object.values(some),
  );
}

function createIdentityProviders(
  { identityProviders = {} }: PartArgs,
  { name, parent, userPoolId }: PartOwner,
) {
  return mapped(
    withSecrets(identityProviders),
    (key, args) =>
      new cognito.IdentityProvider(
        childName(name, key, "identity-provider"),
        { ...args, providerName: args.providerName ?? key, userPoolId },
        // Another type has the same name, and no two providers of a pool may share an identifier.
        { parent, deleteBeforeReplace: true },
      ),
  );
}

function createResourceServers({ resourceServers = {} }: PartArgs, { name, parent, userPoolId }: PartOwner) {
  return mapped(
    resourceServers,
    (key, args) =>
      new cognito.ResourceServer(
        childName(name, key, "resource-server"),
        { ...args, name: args.name ?? key, userPoolId },
        // Another name needs another resource server, of the same identifier.
        { parent, deleteBeforeReplace: true },
      ),
  );
}

function createGroups({ groups = {} }: PartArgs, { name, parent, userPoolId }: PartOwner) {
  return mapped(
    groups,
    (key, args) =>
      new cognito.UserGroup(
        childName(name, key, "group"),
        { ...args, name: args.name ?? key, userPoolId },
        { parent },
      ),
  );
}

function createClients({ clients = {} }: PartArgs, owner: PartOwner, dependsOn: pulumi.Resource[]) {
  const { name, parent, userPoolId } = owner;
  return mapped(
    clients,
    (key, args) =>
      new cognito.UserPoolClient(
        childName(name, key, "client"),
        { ...args, userPoolId },
        { parent, dependsOn },
      ),
  );
}

/** The preview has seen that each is a client's. */
function createBranding({ branding = {} }: PartArgs, owner: PartOwner, clients: Parts["clients"]) {
  const { name, parent, userPoolId } = owner;
  return mapped(
    branding,
    (key, args) =>
      new cognito.ManagedLoginBranding(
        childName(name, key, "branding"),
        { ...args, userPoolId, clientId: clients[key]?.id ?? "" },
        // A client has one branding at a time.
        { parent, deleteBeforeReplace: true },
      ),
  );
}

function createLogDelivery({ logDelivery }: PartArgs, { name, parent, userPoolId }: PartOwner) {
  return mapped(
    logDelivery ? { logDelivery } : {},
    (_key, args) =>
      new cognito.LogDeliveryConfiguration(
        childName(name, "log-delivery"),
        { ...args, userPoolId },
        { parent },
      ),
  );
}

function createWebAcl({ webAclArn }: PartArgs, { name, parent, userPoolArn }: PartOwner) {
  return mapped(
    webAclArn === undefined ? {} : { webAclArn },
    (_key, arn) =>
      new wafv2.WebAclAssociation(
        childName(name, "web-acl"),
        { webAclArn: arn, resourceArn: userPoolArn },
        // To remove the old one afterwards would take the new one away: AWS asks for the pool alone.
        { parent, deleteBeforeReplace: true },
      ),
  );
}

function mapped<Args, Made>(
  all: Readonly<Record<string, Args>>,
  make: (key: string, args: Args) => Made,
): Record<string, Made> {
  return Object.fromEntries(Object.entries(all).map(([key, args]) => [key, make(key, args)]));
}
