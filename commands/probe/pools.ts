import { DeleteLogGroupCommand, DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  CreateUserPoolCommand,
  type CreateUserPoolRequest,
  DeleteUserPoolCommand,
  DeleteUserPoolDomainCommand,
  DescribeUserPoolCommand,
  ListUserPoolsCommand,
  UpdateUserPoolCommand,
  type UserPoolType,
} from "@aws-sdk/client-cognito-identity-provider";
import type { LivePool, ProbeContext } from "./probe";

/** With what the service is asked. */
export type Clients = Pick<ProbeContext, "cognito" | "logs">;

/** The tag of every pool that a probe makes, and by which it is found again. */
const probeTag = "custom-user-pool:probe";
/** What the name of everything begins with that a probe makes. */
export const namePrefix = "custom-user-pool-probe-";

/** Makes a pool for a probe. Its tag is in the request that makes it, so that no pool can be without. */
export async function makePool(
  { cognito }: Clients,
  PoolName: string,
  settings: Partial<CreateUserPoolRequest>,
): Promise<LivePool> {
  const tags = { [probeTag]: PoolName };
  const { UserPool: created = {} } = await cognito.send(
    new CreateUserPoolCommand({ ...settings, PoolName, UserPoolTags: tags }),
  );
  const id = created.Id ?? "";
  return {
    id,
    created,
    tags,
    describe: () => describePool(cognito, id),
    update: async (changes) => {
      await cognito.send(new UpdateUserPoolCommand({ UserPoolTags: tags, ...changes, UserPoolId: id }));
    },
  };
}

async function describePool(cognito: Clients["cognito"], UserPoolId: string): Promise<UserPoolType> {
  return (await cognito.send(new DescribeUserPoolCommand({ UserPoolId }))).UserPool ?? {};
}

/** What a sweep has done. */
export interface Sweep {
  readonly removed: number;
  /** Pools with the name of a probe's, but without its tag. */
  readonly notOurs: readonly string[];
}

/**
 * Removes everything that probes have made, in this run or in one that was killed: the pools that have both the name and the tag of
 * a probe, and log groups by their name.
 */
export async function sweep(clients: Clients): Promise<Sweep> {
  let removed = 0;
  const notOurs: string[] = [];
  for (const id of await probePools(clients)) {
    if (await isProbes(clients, id)) {
      await removePool(clients, id);
      removed += 1;
    } else notOurs.push(id);
  }
  for (const logGroupName of await probeLogGroups(clients)) {
    await clients.logs.send(new DeleteLogGroupCommand({ logGroupName }));
    removed += 1;
  }
  return { removed, notOurs };
}

async function probePools({ cognito }: Clients): Promise<string[]> {
  const ids: string[] = [];
  for (let NextToken: string | undefined; ; ) {
    const page = await cognito.send(new ListUserPoolsCommand({ MaxResults: 60, NextToken }));
    for (const { Id, Name } of page.UserPools ?? []) if (Id && Name?.startsWith(namePrefix)) ids.push(Id);
    NextToken = page.NextToken;
    if (NextToken === undefined) return ids;
  }
}

async function probeLogGroups({ logs }: Clients): Promise<string[]> {
  const { logGroups = [] } = await logs.send(
    new DescribeLogGroupsCommand({ logGroupNamePrefix: namePrefix }),
  );
  return logGroups.flatMap(({ logGroupName }) => logGroupName ?? []);
}

/** Removes a pool with its domain, and in spite of its protection. */
export async function removePool({ cognito }: Clients, UserPoolId: string): Promise<void> {
  try {
    const { UserPoolTags, DeletionProtection, Domain } = await describePool(cognito, UserPoolId);
    if (DeletionProtection === "ACTIVE")
      await cognito.send(
        new UpdateUserPoolCommand({ UserPoolId, UserPoolTags, DeletionProtection: "INACTIVE" }),
      );
    if (Domain) await cognito.send(new DeleteUserPoolDomainCommand({ UserPoolId, Domain }));
    await cognito.send(new DeleteUserPoolCommand({ UserPoolId }));
  } catch (error) {
    // Deleted by the probe itself, or by another run.
    if (!(error instanceof Error && error.name === "ResourceNotFoundException")) throw error;
  }
}

async function isProbes({ cognito }: Clients, UserPoolId: string): Promise<boolean> {
  try {
    const { UserPoolTags = {} } = await describePool(cognito, UserPoolId);
    return probeTag in UserPoolTags;
  } catch (error) {
    if (error instanceof Error && error.name === "ResourceNotFoundException") return true;
    throw error;
  }
}
