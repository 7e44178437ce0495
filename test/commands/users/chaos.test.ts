import { existsSync, readFileSync, writeFileSync } from "node:fs";
import * as fc from "fast-check";
import { draws } from "../../support/draws";
import type { FakeUser } from "../../support/fakeUserPools";
import type { Fault } from "../../support/fakeUsers";
import { newId, oldId, UsersWorld } from "./world";

jest.setTimeout(600_000);

interface DrawnUser {
  status: "CONFIRMED" | "FORCE_CHANGE_PASSWORD" | "RESET_REQUIRED" | "UNCONFIRMED" | "EXTERNAL_PROVIDER";
  enabled: boolean;
  isVerified: boolean;
  /** Whether the new pool has a user of this name before. */
  isThere: boolean;
  groups: string[];
}

interface Story {
  users: DrawnUser[];
  /** What happens to calls, by their numbers from 1. */
  faults: { call: number; fault: Fault }[];
  /** How much of what was not yet safe on the disk a kill takes away, in bytes. */
  torn: number;
  /** Whether users set a password of their own while nothing runs. */
  isBusy: boolean;
  signsInByEmail: boolean;
}

const stories: fc.Arbitrary<Story> = fc.record({
  users: fc.array(
    fc.record<DrawnUser>({
      status: fc.constantFrom(
        "CONFIRMED",
        "CONFIRMED",
        "FORCE_CHANGE_PASSWORD",
        "RESET_REQUIRED",
        "UNCONFIRMED",
        "EXTERNAL_PROVIDER",
      ),
      enabled: fc.constantFrom(true, true, true, false),
      isVerified: fc.constantFrom(true, true, false),
      isThere: fc.constantFrom(false, false, false, true),
      groups: fc.subarray(["admins", "staff", "all"]),
    }),
    { minLength: 1, maxLength: 70 },
  ),
  faults: fc.array(
    fc.record({
      call: fc.integer({ min: 1, max: 160 }),
      fault: fc.constantFrom<Fault>("throttled", "unanswered", "lost", "killed before", "killed after"),
    }),
    { maxLength: 8 },
  ),
  torn: fc.integer({ min: 0, max: 300 }),
  isBusy: fc.boolean(),
  signsInByEmail: fc.boolean(),
});

const nameOf = (index: number) => `user-${index}`;
const emailOf = (index: number) => `user-${index}@example.com`;

function tell({ users, faults, signsInByEmail }: Story): UsersWorld {
  const world = new UsersWorld({ new: signsInByEmail ? { UsernameAttributes: ["email"] } : {} });
  const { cognito, old } = world;
  for (const [index, { status, enabled, isVerified, isThere }] of users.entries()) {
    const attributes = { email: emailOf(index), email_verified: String(isVerified) };
    cognito.addUser(old, { username: nameOf(index), attributes, status, enabled });
    const there = signsInByEmail ? `uuid-${index}` : nameOf(index);
    if (isThere) cognito.addUser(world.new, { username: there, attributes, password: "there" });
  }
  for (const group of ["admins", "staff", "all"])
    cognito.addGroup(
      old,
      group,
      users.flatMap(({ groups }, index) => (groups.includes(group) ? [nameOf(index)] : [])),
    );
  const byCall = new Map(faults.map(({ call, fault }) => [call, fault]));
  cognito.fault = (call) => byCall.get(call);
  return world;
}

/** Runs a command again and again until it is not killed. What it writes after its death is taken back. */
async function toItsEnd(world: UsersWorld, story: Story, file: string, args: string[]) {
  const own = new Set<FakeUser>();
  for (;;) {
    let left: Buffer | undefined;
    let isKilled = false;
    world.cognito.onKill = () => {
      isKilled = true;
      left = existsSync(file) ? readFileSync(file) : undefined;
    };
    const result = await world.run(...args, "--json");
    if (!isKilled) return { said: JSON.parse(result.stdout) as Record<string, number>, own };
    if (left) writeFileSync(file, torn(left, story.torn));
    world.cognito.revive();
    if (!story.isBusy) continue;
    for (const user of world.new.users.values())
      if (user.status === "CONFIRMED" && user.enabled) {
        user.password = "own";
        own.add(user);
      }
  }
}

/** A kill of the machine takes the end that was not synchronized; windows of a journal always are. */
function torn(bytes: Buffer, most: number): Buffer {
  const safe =
    bytes.lastIndexOf('{"window"') >= 0 ? bytes.indexOf("\n", bytes.lastIndexOf('{"window"')) + 1 : 0;
  const isJournal = bytes.includes('{"begun"');
  return bytes.subarray(0, Math.max(isJournal ? safe : 0, bytes.length - most));
}

const isMoved = ({ status }: DrawnUser) => status !== "UNCONFIRMED" && status !== "EXTERNAL_PROVIDER";

function writeOld(world: UsersWorld, { users }: Story): void {
  world.write(
    users.map(({ status, enabled, isVerified, groups }, index) => ({
      user: {
        username: nameOf(index),
        attributes: { email: emailOf(index), email_verified: String(isVerified) },
        status,
        enabled,
        groups,
      },
    })),
  );
}

function inNew(world: UsersWorld, index: number) {
  return [...world.new.users.values()].filter(({ attributes }) => attributes["email"] === emailOf(index));
}

/** What is in the new pool of an old user when all is done: nothing, or one user. */
function expectedOf(user: DrawnUser) {
  if (user.isThere) return [{ enabled: true, status: "CONFIRMED", hasPassword: true }];
  if (!isMoved(user)) return [];
  const { enabled, isVerified, status } = user;
  const canRecover = enabled && isVerified && status !== "FORCE_CHANGE_PASSWORD";
  return [{ enabled, status: canRecover ? "CONFIRMED" : "FORCE_CHANGE_PASSWORD", hasPassword: canRecover }];
}

it("An import loses and doubles no user, whatever happens to its calls and whenever it is killed", async () => {
  await fc.assert(
    fc.asyncProperty(stories, async (story) => {
      const world = tell(story);
      writeOld(world, story);
      const journal = `${world.file()}.${newId}.journal`;

      const { said, own } = await toItsEnd(world, story, journal, [
        "import",
        "--from",
        world.file(),
        "--to",
        newId,
      ]);

      const { users } = story;
      const found = users.map((_user, index) =>
        inNew(world, index).map(({ enabled, status, password }) => ({
          enabled,
          status,
          hasPassword: password !== undefined,
        })),
      );
      expect(found).toEqual(users.map(expectedOf));
      const moved = users.filter(isMoved);
      expect({ created: 0, existed: 0, skipped: 0, ...said }).toMatchObject({
        created: moved.filter(({ isThere }) => !isThere).length,
        existed: moved.filter(({ isThere }) => isThere).length,
        skipped: users.length - moved.length,
      });
      // A password that a user has set is never replaced.
      expect([...own].map(({ password }) => password)).toEqual([...own].map(() => "own"));
      world.close();
    }),
    { numRuns: draws(1000, 150) },
  );
});

it("Copied groups have every member once that is there, whatever happens", async () => {
  await fc.assert(
    fc.asyncProperty(stories, fc.boolean(), async (story, fromFile) => {
      const world = tell(story);
      writeOld(world, story);
      const from = fromFile ? world.file() : oldId;

      await toItsEnd(world, story, world.file("none"), ["groups", "--from", from, "--to", newId]);
      world.cognito.fault = undefined;
      const again = await world.json("groups", "--from", oldId, "--to", newId);

      for (const group of ["admins", "staff", "all"]) {
        const expected = story.users.flatMap(({ groups, isThere }, index) =>
          groups.includes(group) && isThere ? [emailOf(index)] : [],
        );
        const members = [...(world.new.groups.get(group)?.members ?? [])];
        expect(members.map((name) => world.new.users.get(name)?.attributes["email"]).toSorted()).toEqual(
          expected.toSorted(),
        );
      }
      expect(again).toMatchObject({ memberships: 0 });
      world.close();
    }),
    { numRuns: draws(1000, 100) },
  );
});

it("An export has every user once, whatever happens to its calls and whenever it is killed", async () => {
  await fc.assert(
    fc.asyncProperty(stories, async (story) => {
      const world = tell(story);
      world.old.settings.MfaConfiguration = "OPTIONAL";
      const out = world.file("out");

      await toItsEnd(world, story, `${out}.partial`, ["export", "--from", oldId, "--out", out]);

      const lines = world.read("out");
      const users = lines.flatMap(({ user }) => (user ? [user] : []));
      expect(users.map((user) => String(user["username"])).toSorted()).toEqual(
        [...world.old.users.keys()].toSorted(),
      );
      for (const user of users) {
        const index = Number(String(user["username"]).slice("user-".length));
        expect(user["groups"] ?? []).toEqual(story.users[index]?.groups);
      }
      expect(lines.flatMap(({ group }) => group?.["name"] ?? [])).toEqual(["admins", "staff", "all"]);
      expect(lines.at(-1)).toEqual({ end: { users: users.length, groups: 3 } });
      world.close();
    }),
    { numRuns: draws(1000, 100) },
  );
});
