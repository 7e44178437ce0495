import {
  CreateUserPoolCommand,
  type CreateUserPoolRequest,
  DeleteUserPoolCommand,
  DeleteUserPoolDomainCommand,
  DescribeUserPoolCommand,
  UpdateUserPoolCommand,
  type UserPoolType,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Clients } from "./clients";
import type { LivePool } from "./probe";

/** The tag of everything that a probe makes, and by which it is found again. */
export const probeTag = "custom-user-pool:probe";
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

export async function describePool(cognito: Clients["cognito"], UserPoolId: string): Promise<UserPoolType> {
  return (await cognito.send(new DescribeUserPoolCommand({ UserPoolId }))).UserPool ?? {};
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
