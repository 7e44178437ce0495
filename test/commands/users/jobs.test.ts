import { existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Mapping } from "../../../commands/users/data/mapping";
import { type PoolFacts, poolFacts } from "../../../commands/users/data/pools";
import type { UserRecord } from "../../../commands/users/data/records";
import { type CsvOptions, csvRow, whyNoRow } from "../../../commands/users/work/csv";
import { newId, UsersWorld } from "./world";

const role = "arn:aws:iam::123456789012:role/import";
const bcrypt = `$2b$10$${"a".repeat(53)}`;

let world: UsersWorld;
let server: Server;
/** What Amazon S3 answers. */
let status: number;
let headers: (string | undefined)[];

beforeEach(async () => {
  world = new UsersWorld();
  status = 200;
  headers = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const job = world.new.jobs.get(request.url?.slice(1) ?? "");
      if (job && status === 200) job.csv = Buffer.concat(chunks).toString();
      headers.push(
        request.headers["x-amz-server-side-encryption"] as string,
        request.headers["content-length"],
      );
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  world.cognito.uploads = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  world.close();
  await new Promise((resolve) => server.close(resolve));
});

const user = (username: string, more: object = {}) => ({
  user: { username, attributes: { email: `${username}@example.com`, email_verified: "true" }, ...more },
});

const importJob = (...more: string[]) =>
  world.json("import", "--from", world.file(), "--to", newId, "--job", "--role", role, ...more);

const statusOf = (name: string) => {
  const { status: state, enabled, passwordHash } = world.new.users.get(name) ?? {};
  return { state, enabled, passwordHash };
};

test("A job imports users, who then reset their passwords; whom it cannot have is made one by one", async () => {
  const long = "x".repeat(16_000);
  world.write([
    user("ada"),
    user("bob", { enabled: false }),
    user("cyd", { status: "FORCE_CHANGE_PASSWORD" }),
    { user: { username: "dee", attributes: { email: "dee@example.com" } } },
    user("eve", { status: "UNCONFIRMED" }),
    user("fay", { attributes: { email: "fay@example.com", email_verified: "true", "custom:plan": long } }),
  ]);

  const said = await importJob();

  expect(said).toMatchObject({
    jobs: { jobs: 1, imported: 1, skipped: 0, failed: 0 },
    created: 4,
    skipped: 1,
    elsewhere: 1,
  });
  expect(["ada", "bob", "cyd", "dee"].map((name) => statusOf(name))).toEqual([
    { state: "RESET_REQUIRED", enabled: true, passwordHash: undefined },
    { state: "FORCE_CHANGE_PASSWORD", enabled: false, passwordHash: undefined },
    { state: "FORCE_CHANGE_PASSWORD", enabled: true, passwordHash: undefined },
    { state: "FORCE_CHANGE_PASSWORD", enabled: true, passwordHash: undefined },
  ]);
  expect(headers).toEqual(["aws:kms", expect.stringMatching(/^\d+$/)]);
  expect(existsSync(`${world.file()}.part.csv`)).toBe(false);
});

test("With hashes users keep their passwords", async () => {
  world.write([user("ada", { passwordHash: bcrypt }), user("bob")]);

  await importJob("--hash-algorithm", "BCRYPT");

  expect(statusOf("ada")).toEqual({ state: "CONFIRMED", enabled: true, passwordHash: bcrypt });
  expect(statusOf("bob")).toMatchObject({ state: "RESET_REQUIRED" });
  expect([...world.new.jobs.values()]).toMatchObject([{ PasswordHashingAlgorithm: "BCRYPT" }]);
});

test("A hash of another kind, and one whose kind is not said, is refused before the first job", async () => {
  world.write([user("ada", { passwordHash: bcrypt })]);

  const other = await world.run(
    "import",
    "--from",
    world.file(),
    "--to",
    newId,
    "--job",
    "--role",
    role,
    "--hash-algorithm",
    "SCRYPT",
  );
  const none = await world.run("import", "--from", world.file(), "--to", newId, "--job", "--role", role);

  expect(other.stderr).toContain(`Line 1 of \`${world.file()}\`: its hash is none of SCRYPT.`);
  expect(none.stderr).toContain("no `--hash-algorithm` is said");
  expect(other.stderr + none.stderr).not.toContain(bcrypt);
  expect([other.code, none.code, world.new.jobs.size]).toEqual([1, 1, 0]);
});

test("A run after one that was killed waits for the job that was started, and imports nobody twice", async () => {
  world.write([user("ada"), user("bob")]);
  world.cognito.fault = (_, operation) => (operation === "startUserImportJob" ? "killed after" : undefined);
  await world.run("import", "--from", world.file(), "--to", newId, "--job", "--role", role);
  world.cognito.revive();
  world.cognito.fault = undefined;

  expect(await importJob()).toMatchObject({ jobs: { jobs: 1, imported: 2 }, elsewhere: 2 });
  expect(world.new.jobs.size).toBe(1);
  expect(world.new.users.size).toBe(2);
});

test("A job that was made and not started is left to expire, and another one is made", async () => {
  world.write([user("ada")]);
  world.cognito.fault = (_, operation) => (operation === "createUserImportJob" ? "killed after" : undefined);
  await world.run("import", "--from", world.file(), "--to", newId, "--job", "--role", role);
  world.cognito.revive();
  world.cognito.fault = undefined;

  expect(await importJob()).toMatchObject({ jobs: { jobs: 1, imported: 1 } });
  expect([...world.new.jobs.values()].map(({ Status }) => Status)).toEqual(["Created", "Succeeded"]);
});

test("A start whose answer is lost has started the job", async () => {
  world.write([user("ada")]);
  let isFirst = true;
  world.cognito.fault = (_, operation) => {
    if (operation !== "startUserImportJob" || !isFirst) return undefined;
    isFirst = false;
    return "lost";
  };

  expect(await importJob()).toMatchObject({ jobs: { jobs: 1, imported: 1 } });
});

test("An upload that is refused is said without its URL, and leaves no file behind", async () => {
  status = 403;
  world.write([user("ada")]);

  const { code, stderr } = await world.run(
    "import",
    "--from",
    world.file(),
    "--to",
    newId,
    "--job",
    "--role",
    role,
  );

  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: "✖ Amazon S3 did not take the file of the import job (status 403). Run the command again.\n",
  });
  expect(existsSync(`${world.file()}.part.csv`)).toBe(false);
});

test("A pool that verifies nothing is refused at once", async () => {
  world.new.settings.AutoVerifiedAttributes = [];
  world.write([user("ada")]);

  expect(await importJob()).toEqual({ error: expect.stringContaining("verifies no attribute") as string });
});

describe("a row", () => {
  let options: CsvOptions;
  let pool: PoolFacts;

  beforeEach(async () => {
    pool = await world.clock.run(() => poolFacts(world.cognito, newId));
    const mapping = new Mapping(pool, { renamed: new Map(), dropped: new Set() });
    const columns = [
      "cognito:username",
      "birthdate",
      "custom:plan",
      "phone_number_verified",
      "cognito:mfa_enabled",
    ];
    options = { columns, pool, mapping };
  });

  const record = (attributes: Record<string, string>, more: Partial<UserRecord> = {}): UserRecord => ({
    username: "ada",
    enabled: true,
    status: "CONFIRMED",
    attributes: { email: "a@example.com", email_verified: "true", ...attributes },
    ...more,
  });

  it("has no quotes, a backslash before a comma, and a date as Cognito reads it", () => {
    const row = csvRow(record({ birthdate: "1985-02-01", "custom:plan": String.raw`a,"b"\c` }), options);

    expect(row).toBe(String.raw`ada,02/01/1985,a\,"b"\\c,false,false`);
  });

  it.each([
    ["ON", [], "true"],
    ["OPTIONAL", ["SMS_MFA"], "true"],
    ["OPTIONAL", ["SOFTWARE_TOKEN_MFA"], "false"],
    ["OFF", ["SMS_MFA"], "false"],
  ] as const)(
    "says of the second factor of a pool with %s and a user with %j: %s",
    (mfa, factors, expected) => {
      const row = csvRow(record({}, { mfa: factors }), { ...options, pool: { ...pool, mfa } });

      expect(row.split(",").at(-1)).toBe(expected);
    },
  );

  it.each([
    [record({ "custom:plan": "a\nb" }), "a value has more than one line"],
    [record({}, { username: "a b" }), "its user name has spaces"],
    [record({ email_verified: "false" }), "none of email is verified"],
    [record({ birthdate: "1 Feb" }), "its birthdate is not YYYY-MM-DD"],
    [record({}), undefined],
  ])("cannot be made of %j: %s", (given, reason) => {
    expect(whyNoRow(given, options)).toBe(reason);
  });
});
