import { KeyTable } from "../data/keyTable";
import type { Mapping } from "../data/mapping";
import { isFederated, type UserRecord } from "../data/records";
import type { Source } from "../data/source";

/** How the users of one pool are. */
export interface PoolCounts {
  users: number;
  disabled: number;
  federated: number;
  /** By Cognito's `UserStatus`. */
  statuses: Record<string, number>;
  /** Made, and made or changed, since the day that is asked for. A sign-in is no change. */
  createdLately: number;
  modifiedLately: number;
}

/** Both pools, and how many of the old one's users are in the new one. */
export interface Status {
  readonly from: PoolCounts;
  readonly to: PoolCounts;
  /** Of the old pool's users who can be moved: federated ones are not among them. */
  readonly moved: number;
  readonly missing: number;
}

/** Of two old users with one key only the first can be in the new pool. */
const unmet = 0;
const met = 1;

/** Reads both pools once, the new one first. */
export async function countUsers(
  pools: { readonly from: Source; readonly to: Source; readonly mapping: Mapping; readonly since: Date },
  report: (done: number) => void,
): Promise<Status> {
  const { from, to, mapping, since } = pools;
  const there = new KeyTable();
  const counts = { from: noUsers(), to: noUsers() };
  let moved = 0;
  let missing = 0;
  for await (const user of to.users()) {
    count(user, counts.to, since);
    const key = mapping.newKey(user);
    if (key !== undefined) there.set(key, unmet);
    report(counts.to.users);
  }
  for await (const user of from.users()) {
    count(user, counts.from, since);
    report(counts.to.users + counts.from.users);
    if (isFederated(user)) continue;
    const key = mapping.oldKey(user);
    if (key === undefined || there.get(key) !== unmet) missing += 1;
    else {
      moved += 1;
      there.set(key, met);
    }
  }
  return { ...counts, moved, missing };
}

const noUsers = (): PoolCounts => ({
  users: 0,
  disabled: 0,
  federated: 0,
  statuses: {},
  createdLately: 0,
  modifiedLately: 0,
});

function count(user: UserRecord, counts: PoolCounts, since: Date): void {
  counts.users += 1;
  if (!user.enabled) counts.disabled += 1;
  if (isFederated(user)) counts.federated += 1;
  counts.statuses[user.status] = (counts.statuses[user.status] ?? 0) + 1;
  if (isLater(user.created, since)) counts.createdLately += 1;
  if (isLater(user.modified, since)) counts.modifiedLately += 1;
}

const isLater = (date: string | undefined, since: Date): boolean =>
  date !== undefined && new Date(date) >= since;
