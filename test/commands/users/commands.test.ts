import { existsSync, statSync, writeFileSync } from "node:fs";
import { newId, oldId, populate, UsersWorld } from "./world";

let world: UsersWorld;

beforeEach(() => {
  world = new UsersWorld();
  populate(world);
});

afterEach(() => world.close());

const exportOld = (...more: string[]) => world.run("export", "--from", oldId, "--out", world.file(), ...more);
const importNew = (...more: string[]) => world.json("import", "--from", world.file(), "--to", newId, ...more);

const stateOf = (name: string) => {
  const user = world.new.users.get(name);
  return user && { enabled: user.enabled, status: user.status, hasPassword: user.password !== undefined };
};

describe("users export", () => {
  it("writes groups and users with their groups, and that nothing is missing", async () => {
    const { code, stdout } = await exportOld();

    const lines = world.read();
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringContaining("8 users, 2 groups") as string,
    });
    expect(lines[0]).toEqual({ export: { version: 1, userPoolId: oldId, at: expect.any(String) as string } });
    expect(lines[1]).toEqual({ group: { name: "admins", precedence: 1 } });
    expect(lines[3]?.["user"]).toMatchObject({
      username: "ada",
      attributes: { email: "ada@example.com", "custom:plan": "gold" },
      groups: ["admins", "staff"],
    });
    expect(lines.at(-1)).toEqual({ end: { users: 8, groups: 2 } });
  });

  it("can be read by nobody else", async () => {
    await exportOld();

    expect(statSync(world.file()).mode & 0o777).toBe(0o600);
  });

  it("asks for second factors where the pool has them, but of federated users, who have none", async () => {
    world.old.settings.MfaConfiguration = "OPTIONAL";

    await exportOld();

    const bob = world.read().find(({ user }) => user?.["username"] === "bob");
    expect(bob?.["user"]).toMatchObject({ mfa: ["SMS_MFA", "SOFTWARE_TOKEN_MFA"], preferredMfa: "SMS_MFA" });
    expect(world.cognito.count("adminGetUser")).toBe(7);
  });

  it("asks for no second factors with `--no-mfa`, nor where the pool has none", async () => {
    await exportOld();
    world.old.settings.MfaConfiguration = "OPTIONAL";
    await world.run("export", "--from", oldId, "--out", world.file("other"), "--no-mfa");

    expect(world.cognito.count("adminGetUser")).toBe(0);
  });

  it("writes over nothing", async () => {
    writeFileSync(world.file(), "mine");

    expect(await exportOld()).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("is there already") as string,
    });
  });

  it("writes nothing in a dry run", async () => {
    const { code, stdout } = await exportOld("--dry-run");

    expect({ code, stdout }).toEqual({ code: 0, stdout: `${oldId} has about 8 users.\n` });
    expect(existsSync(world.file())).toBe(false);
  });

  it("does not go on with the unfinished export of another pool", async () => {
    writeFileSync(
      world.file("users.jsonl.partial"),
      '{"export":{"version":1,"userPoolId":"eu-west-1_x","at":""}}\n',
    );

    expect(await exportOld()).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("is no unfinished export") as string,
    });
  });
});

describe("users import", () => {
  beforeEach(() => exportOld());

  it("makes users of each kind as they were, without a message", async () => {
    expect(await importNew()).toMatchObject({ created: 6, skipped: 2 });
    expect(["ada", "cyd", "dee", "eve", "Google_1", "gil", "hal"].map(stateOf)).toEqual([
      { enabled: true, status: "CONFIRMED", hasPassword: true },
      { enabled: false, status: "FORCE_CHANGE_PASSWORD", hasPassword: false },
      { enabled: true, status: "FORCE_CHANGE_PASSWORD", hasPassword: false },
      undefined,
      undefined,
      { enabled: true, status: "CONFIRMED", hasPassword: true },
      // Without a verified address "forgot password" could not reach the user.
      { enabled: true, status: "FORCE_CHANGE_PASSWORD", hasPassword: false },
    ]);
    const { sub: _, ...attributes } = world.new.users.get("ada")?.attributes ?? {};
    expect(attributes).toEqual({ email: "ada@example.com", email_verified: "true", "custom:plan": "gold" });
  });

  it("says of each user who is skipped why, by line and name", async () => {
    const { problems } = await importNew();

    expect(problems).toEqual([
      { line: 8, username: "eve", reason: expect.stringContaining("never confirmed") as string },
      { line: 9, username: "Google_1", reason: expect.stringContaining("federated") as string },
    ]);
  });

  it("leaves alone who is there already", async () => {
    const ada = world.cognito.addUser(world.new, {
      username: "ada",
      attributes: { email: "new@example.com" },
    });
    const before = structuredClone(ada);

    expect(await importNew()).toMatchObject({ created: 5, existed: 1 });
    expect(ada).toEqual(before);
  });

  it("leaves confirmed users with their temporary password if it shall", async () => {
    await importNew("--keep-temporary");

    expect(world.cognito.count("adminSetUserPassword")).toBe(0);
  });

  it("renames and drops attributes, and keeps the old `sub` where it is told", async () => {
    world.close();
    world = new UsersWorld({}, ["custom:old_sub"]);
    populate(world);
    await exportOld();

    await importNew("--attribute", "sub=custom:old_sub", "--drop", "custom:plan");

    const { attributes } = world.new.users.get("ada") ?? {};
    expect(attributes?.["custom:old_sub"]).toBe(world.old.users.get("ada")?.attributes["sub"]);
    expect(attributes).not.toHaveProperty("custom:plan");
  });

  it("refuses attributes that the new pool does not know before it makes anybody, and says what to do", async () => {
    world.write([
      { user: { username: "ada", attributes: { "custom:x": "1", "custom:y": "1" } } },
      { user: { username: "bob", attributes: { "custom:x": "1" } } },
    ]);

    const { code, stderr } = await world.run("import", "--from", world.file(), "--to", newId);

    expect(code).toBe(1);
    expect(stderr).toContain("no attribute `custom:x` (line 1 of ");
    expect(stderr).toContain("`--drop custom:y`");
    expect(world.new.users.size).toBe(0);
  });

  it("says what there is to do in a dry run, and does nothing", async () => {
    expect(await importNew("--dry-run")).toMatchObject({ dryRun: true, users: 8, importable: 6 });
    expect(world.new.users.size).toBe(0);
    expect(existsSync(`${world.file()}.${newId}.journal`)).toBe(false);
  });

  it("tells users that Cognito does not take from those that it does, and ends with 2", async () => {
    world.write([
      { user: { username: "ada", attributes: { email: "a@example.com" } } },
      { user: { username: "bob@example.com", attributes: { email: "b@example.com" } } },
    ]);
    world.new.settings.AliasAttributes = ["email"];

    const { code, stdout } = await world.run("import", "--from", world.file(), "--to", newId, "--json");

    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ created: 1, failed: 1, problems: [{ line: 2 }] });
  });

  it("says that an address is another user's, instead of taking that one for the user", async () => {
    world.new.settings.AliasAttributes = ["email"];
    world.cognito.addUser(world.new, { username: "other", attributes: { email: "ada@example.com" } });

    const { existed, problems } = await importNew();

    expect(existed).toBeUndefined();
    expect(problems).toContainEqual({
      line: 4,
      username: "ada",
      reason: "UsernameExistsException: An account with the email already exists.",
    });
  });

  it("makes only the first of two users who would be one in the new pool", async () => {
    world.new.settings.UsernameAttributes = ["email"];
    world.write([
      { user: { username: "ada", attributes: { email: "A@example.com" } } },
      { user: { username: "bob", attributes: { email: "a@example.com" } } },
    ]);

    expect(await importNew()).toMatchObject({
      created: 1,
      skipped: 1,
      problems: [{ line: 2, username: "bob", reason: expect.stringContaining("an earlier user") as string }],
    });
  });

  it("skips users who lack what the new pool requires", async () => {
    world.new.settings.SchemaAttributes?.push({ Name: "name", Required: true });

    expect(await importNew("--dry-run")).toMatchObject({
      importable: 0,
      reasons: { "it lacks name, which the new pool requires": 6 },
    });
  });

  it("makes users by their address where they sign in with it", async () => {
    world.new.settings.UsernameAttributes = ["email"];

    await importNew();

    const names = [...world.new.users.values()].map(({ attributes }) => attributes["email"]);
    expect(names).toEqual(["ada", "bob", "cyd", "dee", "gil", "hal"].map((name) => `${name}@example.com`));
  });

  it("keeps the second factors that need no enrolment", async () => {
    world.old.settings.MfaConfiguration = "OPTIONAL";
    world.new.settings.MfaConfiguration = "OPTIONAL";
    await world.run("export", "--from", oldId, "--out", world.file("mfa"));

    await world.json("import", "--from", world.file("mfa"), "--to", newId);

    expect(world.new.users.get("bob")).toMatchObject({ mfa: ["SMS_MFA"], preferredMfa: "SMS_MFA" });
  });

  it("refuses an export that was cut off, and a line that is none", async () => {
    world.write(world.read().slice(0, -1), "cut");
    writeFileSync(world.file("odd"), '{"user":{"username":"ada"}}\n{"user":{"username":1}}\n');

    const cut = await world.run("import", "--from", world.file("cut"), "--to", newId);
    const odd = await world.run("import", "--from", world.file("odd"), "--to", newId);

    expect(cut.stderr).toContain("ends before the export did");
    expect(odd.stderr).toContain(`Line 2 of \`${world.file("odd")}\` is no line of an export`);
    expect([cut.code, odd.code, world.new.users.size]).toEqual([1, 1, 0]);
  });

  it("does not go on with another file's journal", async () => {
    await importNew();
    world.write([{ user: { username: "zoe" } }]);

    const { code, stderr } = await world.run("import", "--from", world.file(), "--to", newId);

    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining("is the journal of another run") as string,
    });
  });

  it("has nothing to do the second time", async () => {
    await importNew();
    const calls = world.cognito.calls.length;

    expect(await importNew()).toMatchObject({ created: 6, skipped: 2 });
    expect(world.cognito.calls.length).toBe(calls + 1);
  });
});

describe("users groups", () => {
  const groups = (...more: string[]) => world.json("groups", "--from", oldId, "--to", newId, ...more);

  beforeEach(async () => {
    await exportOld();
    await importNew();
  });

  it("makes groups, adds who is there and names who is not", async () => {
    const done = await groups();

    expect(done).toMatchObject({ groups: 2, memberships: 3, existed: 0, absent: 1 });
    expect(done["problems"]).toEqual([
      { username: "eve", group: "admins", reason: "the user is not in the new pool" },
    ]);
    expect([...world.new.groups].map(([name, { members }]) => [name, [...members]])).toEqual([
      ["admins", ["ada"]],
      ["staff", ["ada", "bob"]],
    ]);
  });

  it("does nothing twice, and takes nothing away", async () => {
    await groups();
    world.cognito.addGroup(world.new, "own", ["bob"]);
    const calls = world.cognito.count("adminAddUserToGroup");

    expect(await groups()).toMatchObject({ groups: 0, memberships: 0, existed: 3, absent: 1 });
    expect(world.cognito.count("adminAddUserToGroup")).toBe(calls);
    expect(world.new.groups.size).toBe(3);
  });

  it("finds users of an export as of a pool, also where they have other names", async () => {
    world.close();
    world = new UsersWorld({ new: { UsernameAttributes: ["email"] } });
    populate(world);
    await exportOld();
    await importNew();

    expect(await world.json("groups", "--from", world.file(), "--to", newId)).toMatchObject({
      memberships: 3,
    });
    expect(await world.json("groups", "--from", oldId, "--to", newId)).toMatchObject({ existed: 3 });
  });

  it("does nothing in a dry run", async () => {
    expect(await groups("--dry-run")).toMatchObject({ dryRun: true, groups: 2, memberships: 3, absent: 1 });
    expect(world.new.groups.size).toBe(0);
  });
});

describe("users status", () => {
  const status = () => world.json("status", "--from", oldId, "--to", newId);

  it("counts both pools, and who has come", async () => {
    await exportOld();
    await importNew();

    expect(await status()).toEqual({
      from: {
        users: 8,
        disabled: 1,
        federated: 1,
        statuses: {
          CONFIRMED: 4,
          FORCE_CHANGE_PASSWORD: 1,
          UNCONFIRMED: 1,
          EXTERNAL_PROVIDER: 1,
          RESET_REQUIRED: 1,
        },
        createdLately: 0,
        modifiedLately: 0,
      },
      to: {
        users: 6,
        disabled: 1,
        federated: 0,
        statuses: { CONFIRMED: 3, FORCE_CHANGE_PASSWORD: 3 },
        createdLately: 6,
        modifiedLately: 6,
      },
      moved: 6,
      missing: 1,
    });
  });

  it("shows a table, and ends with 2 while users are missing", async () => {
    const { code, stdout } = await world.run("status", "--from", oldId, "--to", newId);

    expect(code).toBe(2);
    expect(stdout).toMatch(/users +8 +0\n/);
    expect(stdout).toContain("0 of the old pool's users are in the new one, 7 are not.");
  });
});

describe("users compare", () => {
  const compare = (...more: string[]) => world.json("compare", "--from", oldId, "--to", newId, ...more);

  beforeEach(async () => {
    await exportOld();
    await importNew();
  });

  it("names who is missing, different or new, and never a value", async () => {
    world.new.users.delete("gil");
    world.cognito.addUser(world.new, { username: "zoe" });
    Object.assign(world.new.users.get("ada")?.attributes ?? {}, { "custom:plan": "lead" });
    Object.assign(world.new.users.get("cyd") ?? {}, { enabled: true });

    expect(await compare()).toEqual({
      same: 3,
      missing: 2,
      extra: 1,
      different: 2,
      federated: 1,
      differences: [
        { kind: "different", username: "ada", what: ["custom:plan"] },
        { kind: "different", username: "cyd", what: ["enabled"] },
        { kind: "missing", username: "eve" },
        { kind: "missing", username: "gil" },
        { kind: "extra", username: "zoe" },
      ],
    });
  });

  it("shows no more than it shall, and counts all", async () => {
    world.new.users.clear();

    expect(await compare("--limit", "1")).toMatchObject({
      missing: 7,
      differences: [{ kind: "missing", username: "ada" }],
    });
  });

  it("ends with 0 where nothing differs", async () => {
    world.old.users.delete("eve");

    expect(await world.run("compare", "--from", oldId, "--to", newId)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(
        "6 are the same, 0 missing, 0 different, 0 only in the new pool",
      ) as string,
    });
  });
});
