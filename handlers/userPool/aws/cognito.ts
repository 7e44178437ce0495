import {
  AddCustomAttributesCommand,
  type AddCustomAttributesRequest,
  CognitoIdentityProviderClient,
  CreateUserPoolCommand,
  type CreateUserPoolRequest,
  DeleteUserPoolCommand,
  DeleteUserPoolDomainCommand,
  type DeleteUserPoolDomainRequest,
  DescribeUserPoolCommand,
  GetUserPoolMfaConfigCommand,
  ListUserPoolsCommand,
  ListUsersCommand,
  SetUserPoolMfaConfigCommand,
  type SetUserPoolMfaConfigRequest,
  TagResourceCommand,
  type TagResourceRequest,
  UpdateUserPoolCommand,
  type UpdateUserPoolRequest,
  type UserPoolDescriptionType,
  type UserPoolType,
} from "@aws-sdk/client-cognito-identity-provider";
import { callTimeouts } from "./times";

/** A pool in a list. */
export interface PoolSummary {
  id: string;
  name: string;
  createdAt: number;
}

/** The part of Cognito's API that the lifecycle uses: one call of the service each, named as the service names it. */
export interface Cognito {
  createUserPool: (input: CreateUserPoolRequest) => Promise<UserPoolType>;
  describeUserPool: (input: PoolId) => Promise<UserPoolType>;
  updateUserPool: (input: UpdateUserPoolRequest) => Promise<void>;
  deleteUserPool: (input: PoolId) => Promise<void>;
  deleteUserPoolDomain: (input: DeleteUserPoolDomainRequest) => Promise<void>;
  addCustomAttributes: (input: AddCustomAttributesRequest) => Promise<void>;
  getUserPoolMfaConfig: (input: PoolId) => Promise<MfaConfig>;
  setUserPoolMfaConfig: (input: SetUserPoolMfaConfigRequest) => Promise<void>;
  tagResource: (input: TagResourceRequest) => Promise<void>;
  listUserPools: (input: { NextToken?: string }) => Promise<PoolPage>;
  /** At most one user: enough to know whether there is any. */
  listUsers: (input: PoolId) => Promise<{ count: number }>;
}

interface PoolId {
  UserPoolId: string;
}

type MfaConfig = Omit<SetUserPoolMfaConfigRequest, "UserPoolId">;

interface PoolPage {
  pools: PoolSummary[];
  nextToken?: string;
}

export type CognitoOperation = keyof Cognito;

/** ListUserPools' largest page. */
const poolsPerPage = 60;

/**
 * The SDK's client, made once per execution environment. It makes one try only: the SDK would repeat CreateUserPool after
 * a time-out, which could make a second pool, and it does not repeat what needs it, such as ConcurrentModificationException.
 */
export function makeClient(): CognitoIdentityProviderClient {
  return new CognitoIdentityProviderClient({
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: callTimeouts.connection,
      requestTimeout: callTimeouts.request,
      throwOnRequestTimeout: true,
    },
  });
}

/** Cognito over the AWS SDK; calls in flight end when `abortSignal` does. */
export function sdkCognito(client: CognitoIdentityProviderClient, abortSignal: AbortSignal): Cognito {
  const options = { abortSignal };
  return {
    createUserPool: async (input) => {
      const { UserPool } = await client.send(new CreateUserPoolCommand(input), options);
      return required(UserPool, "CreateUserPool");
    },
    describeUserPool: async (input) => {
      const { UserPool } = await client.send(new DescribeUserPoolCommand(input), options);
      return required(UserPool, "DescribeUserPool");
    },
    updateUserPool: async (input) => {
      await client.send(new UpdateUserPoolCommand(input), options);
    },
    deleteUserPool: async (input) => {
      await client.send(new DeleteUserPoolCommand(input), options);
    },
    deleteUserPoolDomain: async (input) => {
      await client.send(new DeleteUserPoolDomainCommand(input), options);
    },
    addCustomAttributes: async (input) => {
      await client.send(new AddCustomAttributesCommand(input), options);
    },
    getUserPoolMfaConfig: async (input) => {
      const { $metadata: _, ...config } = await client.send(new GetUserPoolMfaConfigCommand(input), options);
      return config;
    },
    setUserPoolMfaConfig: async (input) => {
      await client.send(new SetUserPoolMfaConfigCommand(input), options);
    },
    tagResource: async (input) => {
      await client.send(new TagResourceCommand(input), options);
    },
    listUserPools: async ({ NextToken }) => {
      const page = await client.send(
        new ListUserPoolsCommand({ MaxResults: poolsPerPage, NextToken }),
        options,
      );
      return { pools: (page.UserPools ?? []).map(summarize), nextToken: page.NextToken };
    },
    listUsers: async (input) => {
      const { Users } = await client.send(
        new ListUsersCommand({ ...input, Limit: 1, AttributesToGet: [] }),
        options,
      );
      return { count: Users?.length ?? 0 };
    },
  };
}

function summarize({ Id = "", Name = "", CreationDate }: UserPoolDescriptionType): PoolSummary {
  return { id: Id, name: Name, createdAt: CreationDate?.getTime() ?? 0 };
}

function required<T>(value: T | undefined, operation: string): T {
  if (value === undefined) throw new Error(`${operation} answered without a user pool.`);
  return value;
}
