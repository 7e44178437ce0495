import * as cognito from "@pulumi/aws/cognito";
import type * as pulumi from "@pulumi/pulumi";
import { childName } from "../engine/names";
import type { PartArgs } from "./partArgs";
import { withSecrets } from "./providerSecrets";

/** What belongs to a pool, by the names in the arguments. */
export interface Parts {
  readonly clients: Readonly<Record<string, cognito.UserPoolClient>>;
  readonly identityProviders: Readonly<Record<string, cognito.IdentityProvider>>;
  readonly resourceServers: Readonly<Record<string, cognito.ResourceServer>>;
  readonly groups: Readonly<Record<string, cognito.UserGroup>>;
}

/** The component whose parts they are, and its pool. */
export interface PartOwner {
  readonly name: string;
  readonly parent: pulumi.ComponentResource;
  readonly userPoolId: pulumi.Output<string>;
}

/**
 * Registers what belongs to a pool in the order that Cognito needs: a client may name only identity providers and scopes
 * that are there.
 */
export function createParts(args: PartArgs, owner: PartOwner): Parts {
  const identityProviders = createIdentityProviders(args, owner);
  const resourceServers = createResourceServers(args, owner);
  const before = [...Object.values(identityProviders), ...Object.values(resourceServers)];
  return {
    identityProviders,
    resourceServers,
    groups: createGroups(args, owner),
    clients: createClients(args, owner, before),
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

function mapped<Args, Made>(
  all: Readonly<Record<string, Args>>,
  make: (key: string, args: Args) => Made,
): Record<string, Made> {
  return Object.fromEntries(Object.entries(all).map(([key, args]) => [key, make(key, args)]));
}
