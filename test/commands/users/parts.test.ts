import { inOrder } from "../../../commands/users/data/inOrder";
import { KeyTable } from "../../../commands/users/data/keyTable";
import { Memberships } from "../../../commands/users/data/memberships";
import { progressLine } from "../../../commands/users/progress";
import { unknownPassword } from "../../../commands/users/work/password";

test("A table of keys knows exactly those that it was given, with their values, while it grows", () => {
  const table = new KeyTable();
  for (let index = 0; index < 20_000; index++) table.set(`user-${index}`, index);
  for (let index = 0; index < 20_000; index += 2) table.set(`user-${index}`, index + 1);

  expect(table.size).toBe(20_000);
  expect(table.get("user-7")).toBe(7);
  expect(table.get("user-19998")).toBe(19_999);
  expect(table.get("user-20000")).toBeUndefined();
  expect([table.add("user-1"), table.add("new"), table.add("new")]).toEqual([false, true, false]);
});

test("Memberships are kept in the groups' order, of many users", () => {
  const memberships = new Memberships();
  for (const group of ["a", "b", "c"]) {
    memberships.group(group);
    for (let index = 0; index < 2000; index++)
      if (group !== "b" || index % 2 === 0) memberships.member(`${index}`);
  }

  expect([memberships.of("0"), memberships.of("1"), memberships.of("2000")]).toEqual([
    ["a", "b", "c"],
    ["a", "c"],
    [],
  ]);
});

test("Work side by side is told in the items' order, and a failure ends it after what came before", async () => {
  const told: number[] = [];
  async function* items() {
    for (let item = 0; item < 100; item++) yield item;
  }
  const work = async (item: number) => {
    await new Promise((resolve) => setTimeout(resolve, item % 3));
    if (item === 60) throw new Error("sixty");
    return item;
  };

  await expect(inOrder(items(), work, (item) => void told.push(item))).rejects.toThrow("sixty");
  expect(told).toEqual(Array.from({ length: 60 }, (_, item) => item));
});

test("A password that nobody knows has all kinds of characters, is long and never the same", () => {
  const passwords = new Set(Array.from({ length: 100 }, () => unknownPassword(8)));

  expect(passwords.size).toBe(100);
  for (const password of passwords)
    expect(password).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[^\w\s])\S{32}$/);
  expect(unknownPassword(99)).toHaveLength(99);
});

test.each([
  [
    450_000,
    45,
    1_000_000,
    "██████████░░░░░░░░░░░░░░ 45 %, 450,000 of 1,000,000 users, 45 a second, about 3.4 h left",
  ],
  [5, 1, 10, "████████████░░░░░░░░░░░░ 50 %, 5 of 10 users, 1 a second, about 5 s left"],
  [1000, 100, 20_000, "█░░░░░░░░░░░░░░░░░░░░░░░ 5 %, 1,000 of 20,000 users, 100 a second, about 3 min left"],
  [5, 0, 10, "████████████░░░░░░░░░░░░ 50 %, 5 of 10 users, 0 a second"],
  [12, 1, 10, "12 users, 1 a second"],
])("Progress of %d at %d a second of %d is shown as it is", (done, perSecond, total, line) => {
  expect(progressLine(done, perSecond, { what: "users", total })).toBe(line);
});
