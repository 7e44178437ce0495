import { isNamed } from "../../support/errors";
import type { UsersApi } from "../cognito/api";
import { inOrder } from "../data/inOrder";
import { KeyTable } from "../data/keyTable";
import type { Mapping } from "../data/mapping";
import { listGroups, listMembers, listUsers, type PoolFacts } from "../data/pools";
import type { Source } from "../data/source";

/** What is copied, and what to do on the way. */
export interface GroupsRun {
  readonly api: UsersApi;
  readonly from: Source;
  readonly to: PoolFacts;
  readonly mapping: Mapping;
  readonly isDryRun: boolean;
  readonly report: (done: number) => void;
  readonly problem: (username: string, group: string, reason: string) => void;
}

/** What there was to do; in a dry run, what there would be. */
export interface GroupsDone {
  groups: number;
  memberships: number;
  /** Memberships that were there before. */
  existed: number;
  /** Memberships of users who are not in the new pool, or not yet. */
  absent: number;
}

/**
 * Makes the old pool's groups in the new one and adds the users that are there. It looks first at what is there: so nothing is
 * done twice, and a run that was killed is simply repeated. Nothing is taken away.
 */
export async function copyGroups(run: GroupsRun): Promise<GroupsDone> {
  const { api, from, to, mapping, isDryRun, report } = run;
  const done: GroupsDone = { groups: 0, memberships: 0, existed: 0, absent: 0 };
  const there = await membershipsOf(run);
  for await (const { name, description, precedence, roleArn } of from.groups()) {
    if (there.groups.has(name)) continue;
    done.groups += 1;
    if (isDryRun) continue;
    await ignoring("GroupExistsException", () =>
      api.createGroup({
        UserPoolId: to.id,
        GroupName: name,
        Description: description,
        Precedence: precedence,
        RoleArn: roleArn,
      }),
    );
  }
  let looked = 0;
  await inOrder(
    from.memberships(),
    async ({ group, user }): Promise<keyof GroupsDone> => {
      const key = mapping.oldKey(user);
      if (key !== undefined && there.members.has(membership(group, key))) return "existed";
      const Username = mapping.username(user);
      if (key === undefined || Username === undefined || !there.users.has(key)) return "absent";
      if (isDryRun) return "memberships";
      return addToGroup(run, Username, group);
    },
    ({ group, user }, what) => {
      if (what === "absent") run.problem(user.username, group, "the user is not in the new pool");
      done[what] += 1;
      looked += 1;
      report(looked);
    },
  );
  return done;
}

async function addToGroup(
  { api, to }: GroupsRun,
  Username: string,
  GroupName: string,
): Promise<"memberships" | "absent"> {
  try {
    await api.adminAddUserToGroup({ UserPoolId: to.id, Username, GroupName });
    return "memberships";
  } catch (error) {
    if (isNamed(error, "UserNotFoundException")) return "absent";
    throw error;
  }
}

const membership = (group: string, key: string): string => `${group}\n${key}`;

async function membershipsOf({ api, to, mapping }: GroupsRun) {
  const groups = new Set<string>();
  const members = new KeyTable();
  const users = new KeyTable();
  for await (const { name } of listGroups(api, to.id)) {
    groups.add(name);
    for await (const user of listMembers(api, to.id, name)) {
      const key = mapping.newKey(user);
      if (key !== undefined) members.add(membership(name, key));
    }
  }
  for await (const user of listUsers(api, to.id)) {
    const key = mapping.newKey(user);
    if (key !== undefined) users.add(key);
  }
  return { groups, members, users };
}

async function ignoring(name: string, request: () => Promise<unknown>): Promise<void> {
  await request().catch((error: unknown) => {
    if (!isNamed(error, name)) throw error;
  });
}
