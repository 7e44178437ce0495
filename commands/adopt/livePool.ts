import {
  type CognitoIdentityProviderClient,
  DescribeIdentityProviderCommand,
  DescribeResourceServerCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  DescribeUserPoolDomainCommand,
  type DomainDescriptionType,
  GetUserPoolMfaConfigCommand,
  type GroupType,
  type IdentityProviderType,
  paginateListGroups,
  paginateListIdentityProviders,
  paginateListResourceServers,
  paginateListUserPoolClients,
  type ResourceServerType,
  type UserPoolClientType,
} from "@aws-sdk/client-cognito-identity-provider";
import { secretDetails } from "../../components/arguments/partRules";
import { CommandError, isNamed } from "../support/errors";

type Members = Readonly<Record<string, unknown>>;

/** A client without its secret, of which only that it has one is known. */
export interface LiveClient {
  readonly client: Omit<UserPoolClientType, "ClientSecret">;
  readonly hasSecret: boolean;
}

/** An identity provider without its secrets, of which only that it has them is known. */
export interface LiveProvider {
  readonly provider: IdentityProviderType;
  /** The names of its details that are secrets. */
  readonly secrets: readonly string[];
}

/** A pool with all that belongs to it, as Cognito has it. No secret is in it. */
export interface LivePool {
  /** As DescribeUserPool returns it. */
  readonly pool: Members;
  /** As GetUserPoolMfaConfig returns it. */
  readonly mfa: Members;
  readonly clients: readonly LiveClient[];
  readonly domains: readonly DomainDescriptionType[];
  readonly identityProviders: readonly LiveProvider[];
  readonly resourceServers: readonly ResourceServerType[];
  readonly groups: readonly GroupType[];
}

/** The largest page of each list. */
const pageSize = 60;

/** Reads a pool and all that belongs to it, and changes nothing. @throws CommandError where there is no such pool. */
export async function readLivePool(
  client: CognitoIdentityProviderClient,
  UserPoolId: string,
): Promise<LivePool> {
  const { UserPool: pool = {} } = await client
    .send(new DescribeUserPoolCommand({ UserPoolId }))
    .catch((error: unknown) => refuseMissing(error, UserPoolId));
  const { $metadata: _, ...mfa } = await client.send(new GetUserPoolMfaConfigCommand({ UserPoolId }));
  const list = { client, pageSize };
  return {
    pool: { ...pool },
    mfa,
    clients: await all(paginateListUserPoolClients(list, { UserPoolId }), async ({ UserPoolClients = [] }) =>
      inTurn(UserPoolClients, ({ ClientId }) => readClient(client, UserPoolId, ClientId)),
    ),
    domains: await inTurn([pool.Domain, pool.CustomDomain].filter(isText), async (Domain) => {
      const { DomainDescription } = await client.send(new DescribeUserPoolDomainCommand({ Domain }));
      return { Domain, ...DomainDescription };
    }),
    identityProviders: await all(
      paginateListIdentityProviders(list, { UserPoolId }),
      async ({ Providers = [] }) =>
        inTurn(Providers, ({ ProviderName }) => readProvider(client, UserPoolId, ProviderName)),
    ),
    resourceServers: await all(
      paginateListResourceServers({ client, pageSize: 50 }, { UserPoolId, MaxResults: 50 }),
      async ({ ResourceServers = [] }) =>
        inTurn(ResourceServers, async ({ Identifier }) => {
          const { ResourceServer } = await client.send(
            new DescribeResourceServerCommand({ UserPoolId, Identifier }),
          );
          return { ...ResourceServer };
        }),
    ),
    groups: await all(paginateListGroups(list, { UserPoolId }), async ({ Groups = [] }) => Groups),
  };
}

async function readClient(
  client: CognitoIdentityProviderClient,
  UserPoolId: string,
  ClientId: string | undefined,
): Promise<LiveClient> {
  const { UserPoolClient = {} } = await client.send(
    new DescribeUserPoolClientCommand({ UserPoolId, ClientId }),
  );
  // Cognito hands the secret out with everything else; it goes no further than this line.
  const { ClientSecret, ...rest } = UserPoolClient;
  return { client: rest, hasSecret: isText(ClientSecret) };
}

async function readProvider(
  client: CognitoIdentityProviderClient,
  UserPoolId: string,
  ProviderName: string | undefined,
): Promise<LiveProvider> {
  const { IdentityProvider: { ProviderDetails = {}, ...rest } = {} } = await client.send(
    new DescribeIdentityProviderCommand({ UserPoolId, ProviderName }),
  );
  // Cognito hands the secrets out with everything else; they go no further than these lines.
  const known = Object.entries(ProviderDetails).filter(([name]) => !secretDetails.includes(name));
  return {
    provider: { ...rest, ProviderDetails: Object.fromEntries(known) },
    secrets: secretDetails.filter((name) => isText(ProviderDetails[name])),
  };
}

async function all<Page, Item>(
  pages: AsyncIterable<Page>,
  itemsOf: (page: Page) => Promise<readonly Item[]>,
): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of pages) items.push(...(await itemsOf(page)));
  return items;
}

/** One after the other: Cognito takes few such requests a second. */
async function inTurn<From, To>(items: readonly From[], read: (item: From) => Promise<To>): Promise<To[]> {
  const made: To[] = [];
  for (const item of items) made.push(await read(item));
  return made;
}

function isText(value: string | undefined): value is string {
  return value !== undefined && value !== "";
}

function refuseMissing(error: unknown, id: string): never {
  if (!isNamed(error, "ResourceNotFoundException")) throw error;
  throw new CommandError(
    `There is no user pool \`${id}\` in this account and Region. Set \`--region\`, or the credentials of its account.`,
    { cause: error },
  );
}
