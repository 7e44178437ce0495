import { isPoolId } from "../../../handlers/userPool/settings/poolId";
import type { UsersApi } from "../cognito/api";
import { listGroups, listMembers, listUsers, poolFacts } from "./pools";
import { type GroupRecord, readExport, type UserRecord } from "./records";

/** Where old users are read: from their pool, or from an export of it. Each of these may be read more than once. */
export interface Source {
  readonly name: string;
  users(): AsyncIterable<UserRecord>;
  groups(): AsyncIterable<GroupRecord>;
  memberships(): AsyncIterable<{ readonly group: string; readonly user: UserRecord }>;
}

/** A file may be named like a pool only with a folder before it. */
export function sourceOf(from: string, api: UsersApi): Source {
  return isPoolId(from) ? poolSource(api, from) : fileSource(from);
}

function poolSource(api: UsersApi, id: string): Source {
  return {
    name: id,
    users: () => listUsers(api, id),
    groups: () => listGroups(api, id),
    async *memberships() {
      for await (const { name } of listGroups(api, id))
        for await (const user of listMembers(api, id, name)) yield { group: name, user };
    },
  };
}

function fileSource(file: string): Source {
  const users = async function* () {
    for await (const { line } of readExport(file)) if ("user" in line) yield line.user;
  };
  return {
    name: file,
    users,
    async *groups() {
      const told = new Set<string>();
      for await (const { line } of readExport(file)) {
        // A file that was written by hand may name a group only where it has members.
        const named = "user" in line ? (line.user.groups ?? []).map((name) => ({ name })) : [];
        for (const group of "group" in line ? [line.group] : named) {
          if (!told.has(group.name)) yield group;
          told.add(group.name);
        }
      }
    },
    async *memberships() {
      for await (const user of users()) for (const group of user.groups ?? []) yield { group, user };
    },
  };
}

/** About how many users there are; 0 where only reading would tell. */
export async function estimateOf({ name }: Source, api: UsersApi): Promise<number> {
  return isPoolId(name) ? (await poolFacts(api, name)).estimate : 0;
}
