import {
  AdminAddUserToGroupCommand,
  type AdminAddUserToGroupRequest,
  AdminCreateUserCommand,
  type AdminCreateUserRequest,
  AdminDisableUserCommand,
  AdminGetUserCommand,
  type AdminGetUserResponse,
  AdminSetUserMFAPreferenceCommand,
  type AdminSetUserMFAPreferenceRequest,
  AdminSetUserPasswordCommand,
  type AdminSetUserPasswordRequest,
  CognitoIdentityProviderClient,
  CreateGroupCommand,
  type CreateGroupRequest,
  CreateUserImportJobCommand,
  type CreateUserImportJobRequest,
  type CreateUserImportJobResponse,
  DescribeUserImportJobCommand,
  type DescribeUserImportJobResponse,
  DescribeUserPoolCommand,
  type DescribeUserPoolResponse,
  GetCSVHeaderCommand,
  type GetCSVHeaderResponse,
  GetUserPoolMfaConfigCommand,
  type GetUserPoolMfaConfigResponse,
  ListGroupsCommand,
  type ListGroupsResponse,
  ListUserImportJobsCommand,
  type ListUserImportJobsResponse,
  ListUsersCommand,
  ListUsersInGroupCommand,
  type ListUsersInGroupResponse,
  type ListUsersResponse,
  StartUserImportJobCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { regionOf } from "../../../handlers/userPool/settings/poolId";
import { clientConfig } from "../../support/aws";

interface Pool {
  UserPoolId: string;
}
interface User extends Pool {
  Username: string;
}
interface Job extends Pool {
  JobId: string;
}

/** What the commands about users ask of Cognito: one call of the service each, named as the service names it. */
export interface UsersApi {
  describeUserPool: (input: Pool) => Promise<DescribeUserPoolResponse>;
  getUserPoolMfaConfig: (input: Pool) => Promise<GetUserPoolMfaConfigResponse>;
  listUsers: (input: Pool & { Limit: number; PaginationToken?: string }) => Promise<ListUsersResponse>;
  listGroups: (input: Pool & { Limit: number; NextToken?: string }) => Promise<ListGroupsResponse>;
  listUsersInGroup: (
    input: Pool & { GroupName: string; Limit: number; NextToken?: string },
  ) => Promise<ListUsersInGroupResponse>;
  adminGetUser: (input: User) => Promise<AdminGetUserResponse>;
  adminCreateUser: (input: AdminCreateUserRequest) => Promise<unknown>;
  adminDisableUser: (input: User) => Promise<unknown>;
  adminSetUserPassword: (input: AdminSetUserPasswordRequest) => Promise<unknown>;
  adminSetUserMFAPreference: (input: AdminSetUserMFAPreferenceRequest) => Promise<unknown>;
  adminAddUserToGroup: (input: AdminAddUserToGroupRequest) => Promise<unknown>;
  createGroup: (input: CreateGroupRequest) => Promise<unknown>;
  getCSVHeader: (input: Pool) => Promise<GetCSVHeaderResponse>;
  createUserImportJob: (input: CreateUserImportJobRequest) => Promise<CreateUserImportJobResponse>;
  startUserImportJob: (input: Job) => Promise<unknown>;
  describeUserImportJob: (input: Job) => Promise<DescribeUserImportJobResponse>;
  listUserImportJobs: (
    input: Pool & { MaxResults: number; PaginationToken?: string },
  ) => Promise<ListUserImportJobsResponse>;
}

export type UsersOperation = keyof UsersApi;

/** The service itself, where each pool is. Nothing is tried again here: {@link paced} does that, with the quotas in mind. */
export function connect(
  clientOf: (userPoolId: string) => CognitoIdentityProviderClient = clientByRegion(),
): UsersApi {
  const at = ({ UserPoolId }: { UserPoolId: string | undefined }) => clientOf(UserPoolId ?? "");
  return {
    describeUserPool: (input) => at(input).send(new DescribeUserPoolCommand(input)),
    getUserPoolMfaConfig: (input) => at(input).send(new GetUserPoolMfaConfigCommand(input)),
    listUsers: (input) => at(input).send(new ListUsersCommand(input)),
    listGroups: (input) => at(input).send(new ListGroupsCommand(input)),
    listUsersInGroup: (input) => at(input).send(new ListUsersInGroupCommand(input)),
    adminGetUser: (input) => at(input).send(new AdminGetUserCommand(input)),
    adminCreateUser: (input) => at(input).send(new AdminCreateUserCommand(input)),
    adminDisableUser: (input) => at(input).send(new AdminDisableUserCommand(input)),
    adminSetUserPassword: (input) => at(input).send(new AdminSetUserPasswordCommand(input)),
    adminSetUserMFAPreference: (input) => at(input).send(new AdminSetUserMFAPreferenceCommand(input)),
    adminAddUserToGroup: (input) => at(input).send(new AdminAddUserToGroupCommand(input)),
    createGroup: (input) => at(input).send(new CreateGroupCommand(input)),
    getCSVHeader: (input) => at(input).send(new GetCSVHeaderCommand(input)),
    createUserImportJob: (input) => at(input).send(new CreateUserImportJobCommand(input)),
    startUserImportJob: (input) => at(input).send(new StartUserImportJobCommand(input)),
    describeUserImportJob: (input) => at(input).send(new DescribeUserImportJobCommand(input)),
    listUserImportJobs: (input) => at(input).send(new ListUserImportJobsCommand(input)),
  };
}

/** One client for each Region: the two pools of a move may be in different ones. */
function clientByRegion(): (userPoolId: string) => CognitoIdentityProviderClient {
  const clients = new Map<string, CognitoIdentityProviderClient>();
  return (userPoolId) => {
    const region = regionOf(userPoolId);
    const found = clients.get(region);
    if (found) return found;
    const { retryStrategy: _, ...config } = clientConfig(region);
    const client = new CognitoIdentityProviderClient({ ...config, maxAttempts: 1 });
    clients.set(region, client);
    return client;
  };
}
