import type { UsersApi } from "../cognito/api";
import { type GroupRecord, groupRecordOf, recordOf, type UserRecord } from "./records";

/** What has to be known of a pool to put users into it, or to find them there. */
export interface PoolFacts {
  readonly id: string;
  /** `email`, `phone_number`, or none: then users sign in with a name of their own. */
  readonly usernameAttributes: readonly string[];
  readonly isCaseSensitive: boolean;
  /** All attributes that a user may have, custom ones with their prefix. */
  readonly attributes: ReadonlySet<string>;
  /** Those that each user must have. */
  readonly required: readonly string[];
  /** The least length of a password. */
  readonly passwordLength: number;
  readonly mfa: "OFF" | "ON" | "OPTIONAL";
  readonly autoVerified: readonly string[];
  /** About how many users there are; Cognito counts them now and then. */
  readonly estimate: number;
}

/** Asks Cognito about a pool. */
export async function poolFacts(api: UsersApi, id: string): Promise<PoolFacts> {
  const { UserPool } = await api.describeUserPool({ UserPoolId: id });
  const { UsernameConfiguration, Policies, ...pool } = { ...defaults, ...UserPool };
  return {
    id,
    usernameAttributes: pool.UsernameAttributes,
    isCaseSensitive: UsernameConfiguration?.CaseSensitive !== false,
    attributes: new Set(pool.SchemaAttributes.map(({ Name = "" }) => Name)),
    required: pool.SchemaAttributes.flatMap(({ Name = "", Required }) =>
      Required && Name !== "sub" ? [Name] : [],
    ),
    passwordLength: Policies?.PasswordPolicy?.MinimumLength ?? 8,
    mfa: pool.MfaConfiguration,
    autoVerified: pool.AutoVerifiedAttributes,
    estimate: pool.EstimatedNumberOfUsers,
  };
}

/** What a pool has of which Cognito says nothing. */
const defaults = {
  UsernameAttributes: [],
  SchemaAttributes: [],
  AutoVerifiedAttributes: [],
  MfaConfiguration: "OFF",
  EstimatedNumberOfUsers: 0,
} as const;

/** All users of a pool, page by page. Cognito promises no order, and whoever signs up meanwhile may be among them or not. */
export async function* listUsers(api: UsersApi, UserPoolId: string): AsyncGenerator<UserRecord> {
  let PaginationToken: string | undefined;
  do {
    const page = await api.listUsers({ UserPoolId, Limit: 60, ...(PaginationToken && { PaginationToken }) });
    for (const user of page.Users ?? []) yield recordOf(user);
    PaginationToken = page.PaginationToken;
  } while (PaginationToken);
}

export async function* listGroups(api: UsersApi, UserPoolId: string): AsyncGenerator<GroupRecord> {
  let NextToken: string | undefined;
  do {
    const page = await api.listGroups({ UserPoolId, Limit: 60, ...(NextToken && { NextToken }) });
    for (const group of page.Groups ?? []) yield groupRecordOf(group);
    NextToken = page.NextToken;
  } while (NextToken);
}

export async function* listMembers(
  api: UsersApi,
  UserPoolId: string,
  GroupName: string,
): AsyncGenerator<UserRecord> {
  let NextToken: string | undefined;
  do {
    const request = { UserPoolId, GroupName, Limit: 60, ...(NextToken && { NextToken }) };
    const page = await api.listUsersInGroup(request);
    for (const user of page.Users ?? []) yield recordOf(user);
    NextToken = page.NextToken;
  } while (NextToken);
}
