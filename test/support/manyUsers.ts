import type { UserType } from "@aws-sdk/client-cognito-identity-provider";
import type { UsersApi, UsersOperation } from "../../commands/users/cognito/api";
import { defaultQuotas, type QuotaName, quotaOf } from "../../commands/users/cognito/quotas";
import type { Clock } from "../../handlers/customResource/clock";
import { awsError } from "./cognitoRules";

/** One in so many users is in the one group. */
export const perMember = 10;

/**
 * Two pools with so many users that none of them is kept: user number n follows from n, and of the new pool only bits say who is
 * there: at first all or none. Refuses what is above a quota in any second, and a user that is made twice.
 */
export function manyUsers(
  users: number,
  { clock, latencyMs, isMoved }: { clock: Clock; latencyMs: number; isMoved: boolean },
) {
  const there = new Uint8Array(users).fill(isMoved ? 1 : 0);
  const members = new Uint8Array(users);
  const taken = new Map<QuotaName, number[]>();
  const counts = { throttled: 0, calls: 0 };
  const answer = async <T>(operation: UsersOperation, work: () => T): Promise<T> => {
    counts.calls += 1;
    const name = quotaOf[operation];
    const recent = taken.get(name) ?? [];
    while ((recent[0] ?? Number.POSITIVE_INFINITY) <= clock.now() - 1000) recent.shift();
    taken.set(name, recent);
    if (recent.length >= defaultQuotas[name]) {
      counts.throttled += 1;
      throw awsError("TooManyRequestsException", "Rate exceeded");
    }
    recent.push(clock.now());
    await clock.sleep(latencyMs);
    return work();
  };
  const isOld = (id: string) => id.endsWith("old");
  const page = (has: (index: number) => boolean, limit: number, token: string | undefined) => {
    const found: UserType[] = [];
    let index = Number(token ?? 0);
    for (; index < users && found.length < limit; index++) if (has(index)) found.push(userOf(index));
    while (index < users && !has(index)) index++;
    return { Users: found, next: index < users ? String(index) : undefined };
  };
  const indexOf = (name: string | undefined) => Number(/\d+$/.exec(name ?? "")?.[0]);
  const never = () => Promise.reject(new Error("never asked for here"));
  const api: UsersApi = {
    describeUserPool: () =>
      answer("describeUserPool", () => ({
        UserPool: {
          SchemaAttributes: ["email", "email_verified", "custom:plan"].map((Name) => ({ Name })),
          EstimatedNumberOfUsers: users,
        },
      })),
    listUsers: ({ UserPoolId, Limit, PaginationToken }) =>
      answer("listUsers", () => {
        const { Users, next } = page(
          (index) => isOld(UserPoolId) || there[index] === 1,
          Limit,
          PaginationToken,
        );
        return { Users, PaginationToken: next };
      }),
    listGroups: ({ UserPoolId }) =>
      answer("listGroups", () => ({ Groups: isOld(UserPoolId) ? [{ GroupName: "group" }] : [] })),
    listUsersInGroup: ({ Limit, NextToken }) =>
      answer("listUsersInGroup", () => {
        const { Users, next } = page((index) => index % perMember === 0, Limit, NextToken);
        return { Users, NextToken: next };
      }),
    adminGetUser: ({ Username }) =>
      answer("adminGetUser", () => ({
        ...userOf(indexOf(Username)),
        Username,
        UserMFASettingList: ["SMS_MFA"],
      })),
    adminCreateUser: ({ Username }) =>
      answer("adminCreateUser", () => {
        const index = indexOf(Username);
        if (there[index] === 1) throw new Error(`${Username} is made twice.`);
        there[index] = 1;
      }),
    adminSetUserPassword: () => answer("adminSetUserPassword", () => ({})),
    adminAddUserToGroup: ({ Username }) =>
      answer("adminAddUserToGroup", () => {
        members[indexOf(Username)] = 1;
      }),
    createGroup: () => answer("createGroup", () => ({})),
    adminDisableUser: never,
    adminSetUserMFAPreference: never,
    getUserPoolMfaConfig: never,
    getCSVHeader: never,
    createUserImportJob: never,
    startUserImportJob: never,
    describeUserImportJob: never,
    listUserImportJobs: never,
  };
  const sum = (bits: Uint8Array) => bits.reduce((total, bit) => total + bit, 0);
  return { api, counts, made: () => sum(there), added: () => sum(members) };
}

function userOf(index: number): UserType {
  const name = `user-${String(index).padStart(8, "0")}`;
  return {
    Username: name,
    Enabled: true,
    UserStatus: "CONFIRMED",
    UserCreateDate: new Date(1.7e12),
    UserLastModifiedDate: new Date(1.7e12),
    Attributes: [
      { Name: "sub", Value: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}` },
      { Name: "email", Value: `${name}@example.com` },
      { Name: "email_verified", Value: "true" },
      { Name: "custom:plan", Value: "gold" },
    ],
  };
}

/** Time that passes only when everything waits, made for millions of waits. */
export class FastClock implements Clock {
  #now = 1.8e12;
  /** A heap by time. */
  readonly #heap: { at: number; ring: () => void }[] = [];
  #isPassing = false;

  now(): number {
    return this.#now;
  }

  sleep(ms: number): Promise<void> {
    return new Promise((ring) => {
      this.#push({ at: this.#now + ms, ring });
      if (this.#isPassing) return;
      this.#isPassing = true;
      setImmediate(() => this.#pass());
    });
  }

  #pass(): void {
    const next = this.#pop();
    this.#isPassing = next !== undefined;
    if (!next) return;
    this.#now = next.at;
    next.ring();
    setImmediate(() => this.#pass());
  }

  #push(timer: { at: number; ring: () => void }): void {
    const heap = this.#heap;
    let index = heap.push(timer) - 1;
    for (let up = (index - 1) >> 1; index > 0 && heap[up]!.at > timer.at; up = (index - 1) >> 1) {
      heap[index] = heap[up]!;
      heap[up] = timer;
      index = up;
    }
  }

  #pop(): { at: number; ring: () => void } | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first;
    let index = 0;
    for (;;) {
      const left = index * 2 + 1;
      const right = left + 1;
      let least = left;
      if (right < heap.length && heap[right]!.at < heap[left]!.at) least = right;
      if (least >= heap.length || heap[least]!.at >= last.at) break;
      heap[index] = heap[least]!;
      index = least;
    }
    heap[index] = last;
    return first;
  }
}
