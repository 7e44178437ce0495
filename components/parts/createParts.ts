import * as cognito from "@pulumi/aws/cognito";
import * as wafv2 from "@pulumi/aws/wafv2";
import type * as pulumi from "@pulumi/pulumi";
import { mapped } from "../engine/mapped";
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
  readonly others: readonly pulumi.Resource[];
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
    others: [
      ...Object.values(createBranding(args, owner, clients)),
      ...createLogDelivery(args, owner),
      ...createWebAcl(args, owner),
    ],
  };
}

/** All of them. */
export function partResources({ others, ...named }: Parts): pulumi.Resource[] {
  const kinds = Object.values<Readonly<Record<string, pulumi.Resource>>>(named);
  return [...kinds.flatMap((kind) => Object.values(kind)), ...others];
}

function createIdentityProviders(
  { identityProviders = {} }: PartArgs,
  { name, parent, userPoolId }: PartOwner,
) {
  return mapped(
    withSecrets(identityProviders),
    (args, key) =>
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
    (args, key) =>
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
    (args, key) =>
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
    (args, key) =>
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
    (args, key) =>
      new cognito.ManagedLoginBranding(
        childName(name, key, "branding"),
        { ...args, userPoolId, clientId: clients[key]?.id ?? "" },
        // A client has one branding at a time.
        { parent, deleteBeforeReplace: true },
      ),
  );
}

function createLogDelivery({ logDelivery }: PartArgs, { name, parent, userPoolId }: PartOwner) {
  if (logDelivery === undefined) return [];
  const args = { ...logDelivery, userPoolId };
  return [new cognito.LogDeliveryConfiguration(childName(name, "log-delivery"), args, { parent })];
}

function createWebAcl({ webAclArn }: PartArgs, { name, parent, userPoolArn }: PartOwner) {
  if (webAclArn === undefined) return [];
  const args = { webAclArn, resourceArn: userPoolArn };
  // To remove the old one afterwards would take the new one away: AWS asks for the pool alone.
  const options = { parent, deleteBeforeReplace: true };
  return [new wafv2.WebAclAssociation(childName(name, "web-acl"), args, options)];
}
