import type {
  AttributeType,
  GroupType,
  UserImportJobType,
  UserPoolType,
  UserStatusType,
  UserType,
} from "@aws-sdk/client-cognito-identity-provider";
import { awsError } from "./cognitoRules";

export interface FakeUser {
  username: string;
  attributes: Record<string, string>;
  enabled: boolean;
  status: UserStatusType;
  createdAt: number;
  password?: string;
  passwordHash?: string;
  mfa: string[];
  preferredMfa?: string;
}

export interface FakePool {
  settings: UserPoolType;
  users: Map<string, FakeUser>;
  groups: Map<string, { group: GroupType; members: Set<string> }>;
  jobs: Map<string, UserImportJobType & { csv?: string }>;
}

export function shown(user: FakeUser): UserType {
  const Attributes: AttributeType[] = Object.entries(user.attributes).map(([Name, Value]) => ({
    Name,
    Value,
  }));
  return {
    Username: user.username,
    Attributes,
    Enabled: user.enabled,
    UserStatus: user.status,
    UserCreateDate: new Date(user.createdAt),
    UserLastModifiedDate: new Date(user.createdAt),
  };
}

/** By its name, its `sub`, or an address with which users may sign in. */
export function seek({ users, settings }: FakePool, name: string): FakeUser | undefined {
  const isSensitive = settings.UsernameConfiguration?.CaseSensitive !== false;
  const same = (a: string | undefined, b: string) =>
    isSensitive ? a === b : a?.toLowerCase() === b.toLowerCase();
  const aliases = [...(settings.UsernameAttributes ?? []), ...(settings.AliasAttributes ?? [])];
  const exact = users.get(name);
  if (exact) return exact;
  if (isSensitive && aliases.length === 0) return undefined;
  return [...users.values()].find(
    (user) =>
      same(user.username, name) ||
      user.attributes["sub"] === name ||
      aliases.some((alias) => same(user.attributes[alias], name)),
  );
}

export function find(pool: FakePool, name: string): FakeUser {
  const found = seek(pool, name);
  if (!found) throw awsError("UserNotFoundException", "User does not exist.");
  return found;
}

export function groupOf({ groups }: FakePool, name: string) {
  const found = groups.get(name);
  if (!found) throw awsError("ResourceNotFoundException", "Group not found.");
  return found;
}

export function jobOf({ jobs }: FakePool, id: string) {
  const found = jobs.get(id);
  if (!found) throw awsError("ResourceNotFoundException", "No such job.");
  return found;
}

/** The fields of a line without quotes, in which a backslash takes a character as it is. */
export function fields(line: string): string[] {
  const found = [""];
  for (let at = 0; at < line.length; at++) {
    if (line[at] === ",") found.push("");
    else found.push(`${found.pop()}${line[at] === "\\" ? line[++at] : line[at]}`);
  }
  return found;
}
