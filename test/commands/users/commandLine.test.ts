import { writeFileSync } from "node:fs";
import { newId, oldId, populate, UsersWorld } from "./world";

let world: UsersWorld;

beforeEach(() => {
  world = new UsersWorld();
  populate(world);
});

afterEach(() => world.close());

it.each([
  [["stauts"], "Unknown command `users stauts`. Did you mean `status`?"],
  [["status", "--form", "x"], "Unknown option `--form`. Did you mean `--from`?"],
  [["status", "--to", newId], "Expected `--from POOL|FILE`"],
  [["status", "--days", "0"], "Expected `--days` to be a whole number above 0, got `0`."],
  [["compare", "--limit", "x"], "Expected `--limit` to be a whole number, got `x`."],
  [["import", "--rate", "2"], "Expected `--rate` to be above 0 and at most 1, got `2`."],
  [["import", "--quota", "UserCreate=9"], "UserCreation"],
  [["compare", "--limit", " "], "Expected `--limit` to be a whole number, got ` `."],
  [["status", "--days", "1e2"], "Expected `--days` to be a whole number above 0, got `1e2`."],
  [["import", "--from", "eu-west-1_pool"], "to be a file, got the pool `eu-west-1_pool`: write its users"],
  [
    ["import", "--to", "pool"],
    "Expected `--to` to be a user pool's id such as eu-west-1_AbCdEf123, got `pool`.",
  ],
  [["import", "--to", newId, "--to", oldId], `Expected \`--to\` once, got \`${newId}\` and \`${oldId}\`.`],
  [
    ["status", "--from", "arn:aws:cognito-idp:eu-west-1:1:userpool/eu-west-1_A"],
    "its pool's id is `eu-west-1_A`",
  ],
  [
    ["export", "--out", "-"],
    "Expected `--out` to be the name of a file, so that a run that was stopped can go on",
  ],
  [["import", "--attribute", "x"], "Expected `--attribute` to be OLD=NEW, got `x`."],
  [["import", "--from", "x", "--role", "arn"], "`--role` and `--hash-algorithm` are for import jobs"],
  [["import", "--from", "x", "--job"], "Expected `--role ARN`"],
])("refuses %j", async (args, message) => {
  expect(await world.run(...args)).toMatchObject({
    code: 64,
    stderr: expect.stringContaining(message) as string,
  });
});

it.each([
  [["--attribute", "sub=custom:none"], "has no attribute `custom:none`"],
  [["--match", "none"], "has no attribute `none`"],
])("refuses a mapping that the new pool does not fit: %j", async (args, message) => {
  const { code, stderr } = await world.run("status", "--from", oldId, "--to", newId, ...args);

  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(message) as string });
});

it.each([
  [
    ["import", "--from", "/nonexistent/users.jsonl", "--to", newId],
    "The file `/nonexistent/users.jsonl` cannot be used (ENOENT",
  ],
  [["import", "--from", "/", "--to", newId], "The file `/` cannot be used (EISDIR"],
  [
    ["compare", "--from", "/nonexistent/users.jsonl", "--to", newId],
    "The file `/nonexistent/users.jsonl` cannot be used",
  ],
  [
    ["export", "--from", oldId, "--out", "/nonexistent/users.jsonl"],
    "The file `/nonexistent/users.jsonl` cannot be used",
  ],
])("names a file that cannot be used: %j", async (args, message) => {
  const { code, stderr } = await world.run(...args);

  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(message) as string });
});

it("names a journal that cannot be used", async () => {
  world.write([{ user: { username: "ada" } }]);
  const { code, stderr } = await world.run("import", "--from", world.file(), "--to", newId, "--journal", "/");

  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringMatching(/The file `\/` cannot be used .* say another `--journal`\./) as string,
  });
});

it("reads a file that begins with the mark of its encoding and ends its lines as Windows does", async () => {
  writeFileSync(world.file(), '\uFEFF{"user":{"username":"ada"}}\r\n{"user":{"username":"bob"}}\r\n');

  expect(await world.json("import", "--from", world.file(), "--to", newId)).toMatchObject({ created: 2 });
});

it("lists the commands", async () => {
  expect((await world.run("--help")).stdout).toContain("status ");
});

it("says that a pool is not there, and what to do", async () => {
  expect(await world.run("status", "--from", oldId, "--to", "eu-west-1_none")).toMatchObject({
    code: 1,
    stderr:
      "✖ There is no user pool `eu-west-1_none` in this account and Region. Correct the id, or use the credentials of its account.\n",
  });
});
