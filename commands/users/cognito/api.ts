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

/** The service itself. Nothing is tried again here: {@link paced} does that, with the quotas in mind. */
export function connect(
  client = new CognitoIdentityProviderClient({ maxAttempts: 1 }),
): UsersApi & { region: () => Promise<string> } {
  return {
    region: () => client.config.region(),
    describeUserPool: (input) => client.send(new DescribeUserPoolCommand(input)),
    getUserPoolMfaConfig: (input) => client.send(new GetUserPoolMfaConfigCommand(input)),
    listUsers: (input) => client.send(new ListUsersCommand(input)),
    listGroups: (input) => client.send(new ListGroupsCommand(input)),
    listUsersInGroup: (input) => client.send(new ListUsersInGroupCommand(input)),
    adminGetUser: (input) => client.send(new AdminGetUserCommand(input)),
    adminCreateUser: (input) => client.send(new AdminCreateUserCommand(input)),
    adminDisableUser: (input) => client.send(new AdminDisableUserCommand(input)),
    adminSetUserPassword: (input) => client.send(new AdminSetUserPasswordCommand(input)),
    adminSetUserMFAPreference: (input) => client.send(new AdminSetUserMFAPreferenceCommand(input)),
    adminAddUserToGroup: (input) => client.send(new AdminAddUserToGroupCommand(input)),
    createGroup: (input) => client.send(new CreateGroupCommand(input)),
    getCSVHeader: (input) => client.send(new GetCSVHeaderCommand(input)),
    createUserImportJob: (input) => client.send(new CreateUserImportJobCommand(input)),
    startUserImportJob: (input) => client.send(new StartUserImportJobCommand(input)),
    describeUserImportJob: (input) => client.send(new DescribeUserImportJobCommand(input)),
    listUserImportJobs: (input) => client.send(new ListUserImportJobsCommand(input)),
  };
}
