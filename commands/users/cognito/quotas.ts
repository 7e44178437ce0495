import type { UsersOperation } from "./api";

/** A quota that several operations share, in requests a second for one account and Region. */
export type QuotaName =
  | "UserCreation"
  | "UserRead"
  | "UserUpdate"
  | "UserList"
  | "UserAccountRecovery"
  | "UserResourceUpdate"
  | "UserPoolRead"
  | "UserPoolResourceRead"
  | "UserPoolResourceUpdate";

/**
 * Cognito's default quotas. `UserPoolResource…` has 20 and 15, but no single operation of it may be called more often than five times a
 * second for one pool, and nothing here calls two of them at once.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html
 */
export const defaultQuotas: Readonly<Record<QuotaName, number>> = {
  UserCreation: 50,
  UserRead: 120,
  UserUpdate: 25,
  UserList: 30,
  UserAccountRecovery: 30,
  UserResourceUpdate: 25,
  UserPoolRead: 15,
  UserPoolResourceRead: 5,
  UserPoolResourceUpdate: 5,
};

/** Which quota an operation uses up. */
export const quotaOf: Readonly<Record<UsersOperation, QuotaName>> = {
  describeUserPool: "UserPoolRead",
  getUserPoolMfaConfig: "UserPoolResourceRead",
  listUsers: "UserList",
  listUsersInGroup: "UserList",
  listGroups: "UserPoolResourceRead",
  adminGetUser: "UserRead",
  adminCreateUser: "UserCreation",
  adminDisableUser: "UserUpdate",
  adminAddUserToGroup: "UserUpdate",
  adminSetUserPassword: "UserAccountRecovery",
  adminSetUserMFAPreference: "UserResourceUpdate",
  createGroup: "UserPoolResourceUpdate",
  getCSVHeader: "UserPoolResourceRead",
  describeUserImportJob: "UserPoolResourceRead",
  listUserImportJobs: "UserPoolResourceRead",
  createUserImportJob: "UserPoolResourceUpdate",
  startUserImportJob: "UserPoolResourceUpdate",
};
