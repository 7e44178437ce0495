import { existsSync, renameSync, statSync, truncateSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { CommandError } from "../../support/errors";
import type { UsersApi } from "../cognito/api";
import { inOrder } from "../data/inOrder";
import { KeyTable } from "../data/keyTable";
import { Memberships } from "../data/memberships";
import { listGroups, listMembers, listUsers, type PoolFacts } from "../data/pools";
import { type ExportLine, isFederated, parseLine, type UserRecord } from "../data/records";

/** What is exported, and whereto. */
export interface ExportRun {
  readonly api: UsersApi;
  readonly pool: PoolFacts;
  readonly file: string;
  /** Whether each user is asked for the second factors, which a list does not tell. */
  readonly mfa: boolean;
  readonly now: () => number;
  readonly report: (done: number) => void;
}

/** What is being written has another name: what has the file's own name is whole. */
const partialOf = (file: string): string => `${file}.partial`;

/**
 * Writes the groups and users of a pool as JSON lines. What a killed run has written is kept: the pool is listed anew, and users
 * who are in the file already are not written, nor asked for, again.
 */
export async function exportUsers(run: ExportRun): Promise<{ users: number; groups: number; taken: number }> {
  const { api, pool, file, report } = run;
  const partial = partialOf(file);
  const seen = new KeyTable();
  const begun = await takeUp(partial, pool.id, seen);
  const taken = seen.size;
  const memberships = new Memberships();
  const output = await open(partial, "a", 0o600);
  const writer = new LineWriter(output);
  let groups = begun?.groups ?? 0;
  try {
    if (begun === undefined)
      await writer.write({
        export: { version: 1, userPoolId: pool.id, at: new Date(run.now()).toISOString() },
      });
    const known = new Set(begun?.names);
    for await (const group of listGroups(api, pool.id)) {
      memberships.group(group.name);
      for await (const { username } of listMembers(api, pool.id, group.name)) memberships.member(username);
      if (known.has(group.name)) continue;
      groups += 1;
      await writer.write({ group });
    }
    report(seen.size);
    await inOrder(
      unseen(listUsers(api, pool.id), seen),
      (user) => complete(user, run, memberships),
      async (_, user) => {
        await writer.write({ user });
        report(seen.size);
      },
    );
    await writer.write({ end: { users: seen.size, groups } });
    await writer.flush();
    await output.sync();
  } finally {
    await writer.flush();
    await output.close();
  }
  renameSync(partial, file);
  return { users: seen.size, groups, taken };
}

/** What the list does not say of a user. */
async function complete(
  user: UserRecord,
  { api, pool, mfa }: ExportRun,
  memberships: Memberships,
): Promise<UserRecord> {
  const groups = memberships.of(user.username);
  const record = groups.length > 0 ? { ...user, groups } : user;
  if (!mfa || isFederated(user)) return record;
  const { UserMFASettingList = [], PreferredMfaSetting } = await api
    .adminGetUser({ UserPoolId: pool.id, Username: user.username })
    .catch(goneMeanwhile);
  if (UserMFASettingList.length === 0) return record;
  return {
    ...record,
    mfa: UserMFASettingList,
    ...(PreferredMfaSetting && { preferredMfa: PreferredMfaSetting }),
  };
}

/** A user may be deleted after it was listed; the export is what the list has said. */
function goneMeanwhile(error: unknown): { UserMFASettingList?: string[]; PreferredMfaSetting?: string } {
  if (error instanceof Error && error.name === "UserNotFoundException") return {};
  throw error;
}

/** Users who sign up while a pool is listed move the pages: one may come twice. */
async function* unseen(users: AsyncIterable<UserRecord>, seen: KeyTable): AsyncGenerator<UserRecord> {
  for await (const user of users) if (seen.add(user.username)) yield user;
}

/** Reads what an earlier run has written, and takes off a last line that was cut off. */
async function takeUp(
  partial: string,
  userPoolId: string,
  seen: KeyTable,
): Promise<{ groups: number; names: string[] } | undefined> {
  if (!existsSync(partial) || statSync(partial).size === 0) return undefined;
  const names: string[] = [];
  let whole = 0;
  const file = await open(partial);
  try {
    let isFirst = true;
    for await (const text of file.readLines({ autoClose: false })) {
      const line = parseLine(text);
      if (line === undefined || "end" in line) break;
      if (isFirst) refuseOther(line, userPoolId, partial);
      isFirst = false;
      if ("user" in line) seen.add(line.user.username);
      if ("group" in line) names.push(line.group.name);
      whole += Buffer.byteLength(text) + 1;
    }
  } finally {
    await file.close();
  }
  // A line without its end is written again; without a single whole line there is nothing to take up.
  truncateSync(partial, Math.min(whole, statSync(partial).size));
  return whole === 0 ? undefined : { groups: names.length, names };
}

function refuseOther(line: ExportLine, userPoolId: string, partial: string): void {
  if ("export" in line && line.export.userPoolId === userPoolId) return;
  throw new CommandError(
    `\`${partial}\` is no unfinished export of the pool ${userPoolId}. Remove it, or say another \`--out\`.`,
  );
}

const bufferBytes = 1 << 16;

class LineWriter {
  readonly #file: FileHandle;
  #lines: string[] = [];
  #length = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  async write(line: ExportLine): Promise<void> {
    const text = `${JSON.stringify(line)}\n`;
    this.#lines.push(text);
    this.#length += text.length;
    if (this.#length >= bufferBytes) await this.flush();
  }

  async flush(): Promise<void> {
    const text = this.#lines.join("");
    this.#lines = [];
    this.#length = 0;
    if (text !== "") await this.#file.appendFile(text);
  }
}
