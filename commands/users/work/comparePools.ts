import { createHash } from "node:crypto";
import type { UsersApi } from "../cognito/api";
import { KeyTable } from "../data/keyTable";
import type { Mapping } from "../data/mapping";
import { isFederated, recordOf, type UserRecord } from "../data/records";
import type { Source } from "../data/source";

/** A difference; never with a value of an attribute. */
export type Difference =
  | { readonly kind: "missing"; readonly username: string }
  | { readonly kind: "extra"; readonly username: string }
  | { readonly kind: "different"; readonly username: string; readonly what: readonly string[] };

/** How many there are of each; all of them, also those that are not shown. */
export interface Comparison {
  same: number;
  missing: number;
  extra: number;
  different: number;
  /** Federated users of the old pool, who cannot be moved. */
  federated: number;
}

/** What is compared, and whom the differences are told to. */
export interface CompareRun {
  readonly api: UsersApi;
  readonly from: Source;
  readonly to: Source;
  readonly toId: string;
  readonly mapping: Mapping;
  /** How many differences of each kind are shown; looking at one costs a request. */
  readonly limit: number;
  readonly tell: (difference: Difference) => void;
  readonly report: (done: number) => void;
}

/** What the table holds of a user: 30 bits of a digest, and whether it was met again. */
const digestBits = 2 ** 30;

/**
 * Compares the old pool's users, mapped, with the new one's. The new pool is read first, then the old one, and the new one once more
 * if it has users of its own; of a million users 50 MB are kept. Of two that differ, one in 10⁹ is not noticed.
 */
export async function comparePools(run: CompareRun): Promise<Comparison> {
  const { from, to, mapping, report } = run;
  const found: Comparison = { same: 0, missing: 0, extra: 0, different: 0, federated: 0 };
  const there = new KeyTable();
  let looked = 0;
  for await (const user of to.users()) {
    report(++looked);
    const key = keyOf(user, mapping);
    if (key !== undefined) there.set(key, digest(newState(user)));
  }
  for await (const user of from.users()) {
    report(++looked);
    const kind = meet(user, mapping, there);
    found[kind] += 1;
    if (found[kind] <= run.limit) await tellOf(kind, user, run);
  }
  found.extra = there.size - found.same - found.different;
  if (found.extra > 0) await tellExtra(run, there);
  return found;
}

/** Federated users of the new pool are not compared. */
const keyOf = (user: UserRecord, mapping: Mapping): string | undefined =>
  isFederated(user) ? undefined : mapping.newKey(user);

async function tellOf(kind: ReturnType<typeof meet>, user: UserRecord, run: CompareRun): Promise<void> {
  const { username } = user;
  if (kind === "missing") run.tell({ kind, username });
  if (kind === "different") run.tell({ kind, username, what: await whatDiffers(user, run) });
}

function meet(
  user: UserRecord,
  mapping: Mapping,
  there: KeyTable,
): "same" | "missing" | "different" | "federated" {
  if (isFederated(user)) return "federated";
  const key = mapping.oldKey(user);
  const value = key === undefined ? undefined : there.get(key);
  // Of two old users with one key only the first can be in the new pool.
  if (key === undefined || value === undefined || value >= digestBits) return "missing";
  there.set(key, value + digestBits);
  return value === digest(oldState(user, mapping)) ? "same" : "different";
}

async function tellExtra({ to, mapping, limit, tell }: CompareRun, there: KeyTable): Promise<void> {
  let told = 0;
  for await (const user of to.users()) {
    const key = keyOf(user, mapping);
    if (key === undefined || (there.get(key) ?? digestBits) >= digestBits) continue;
    if (told >= limit) return;
    told += 1;
    tell({ kind: "extra", username: user.username });
  }
}

/** What of a user has to be the same. A password's state is not: RESET_REQUIRED and CONFIRMED are both of users who can come in. */
type State = Readonly<Record<string, string>>;

const oldState = (user: UserRecord, mapping: Mapping): State => ({
  ...mapping.attributes(user),
  enabled: String(user.enabled),
});

function newState({ attributes, enabled }: UserRecord): State {
  const { sub: _, identities: __, ...own } = attributes;
  return { ...own, enabled: String(enabled) };
}

function digest(state: State): number {
  const sorted = Object.entries(state)
    .filter(([, value]) => value !== "")
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(sorted)).digest().readUInt32LE(0) % digestBits;
}

async function whatDiffers(user: UserRecord, { api, toId, mapping }: CompareRun): Promise<string[]> {
  const Username = mapping.username(user) ?? "";
  const { UserAttributes, ...found } = await api.adminGetUser({ UserPoolId: toId, Username });
  const now = newState(recordOf({ ...found, Attributes: UserAttributes }));
  const then = oldState(user, mapping);
  const names = new Set([...Object.keys(then), ...Object.keys(now)]);
  return [...names].filter((name) => (then[name] ?? "") !== (now[name] ?? "")).toSorted();
}
