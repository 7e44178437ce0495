import * as pulumi from "@pulumi/pulumi";
import { CustomUserPool } from "../../../components/customUserPool";
import { record } from "../../support/mocks";

jest.mock("../../../components/lambda/bundle", () =>
  jest.requireActual<object>("../../support/fakeBundleOfFiles"),
);

const settings = { PoolName: "members" };

/** What JavaScript lets a program write, and what the component says to it. */
async function faultsOf(args: unknown): Promise<string[]> {
  const { registrations, result } = await record(() => {
    try {
      return new CustomUserPool("members", args as never);
    } catch (error: unknown) {
      return error;
    }
  });
  expect(registrations).toEqual([]);
  expect(pulumi.RunError.isInstance(result)).toBe(true);
  const [head, ...faults] = (result as Error).message.split("\n");
  expect(head).toBe('CustomUserPool "members" cannot be made as it is declared:');
  return faults.map((line) => line.replace(/^ {2}- /, ""));
}

/** An object that holds itself. */
function circle(name: string): Record<string, unknown> {
  const whole: Record<string, unknown> = { PoolName: "members" };
  whole[name] = whole;
  return whole;
}

/** A list of which only the last item is there. */
function lastOf(length: number, last: unknown): unknown[] {
  const list: unknown[] = [];
  list[length - 1] = last;
  return list;
}

test.each([
  {
    args: { settings: circle("self") },
    says: ["`settings.self` must not hold itself, got `settings` again."],
  },
  {
    args: { settings, clients: { web: circle("web") }, tags: circle("all") },
    says: [
      "`clients.web.web` must not hold itself, got `clients.web` again.",
      "`tags.all` must not hold itself, got `tags` again.",
    ],
  },
  { args: circle("settings"), says: ["`settings` must not hold itself, got the arguments again."] },
])("refuses an object without an end: $says", async ({ args, says }) => {
  expect(await faultsOf(args)).toEqual(says);
});

test("takes the same object in two places, which is no circle", async () => {
  const tags = { team: "identity" };

  const { find } = await record(
    () => new CustomUserPool("members", { settings: { ...settings, UserPoolTags: tags }, tags }),
  );

  expect(find("aws:cloudformation/stack:Stack").inputs["tags"]).toEqual(tags);
});

test.each([
  {
    args: { settings: { ...settings, Schema: lastOf(2, { Name: "plan", AttributeDataType: "String" }) } },
    says: "`settings.Schema[0]` must be an object, got undefined.",
  },
  {
    args: { settings: { ...settings, UsernameAttributes: lastOf(2, "email") } },
    says: "`settings.UsernameAttributes[0]` must be a string, got undefined.",
  },
  {
    args: { settings, clients: { web: { readAttributes: lastOf(2, "email") } } },
    says: "`clients.web.readAttributes[0]` is required and missing. Set it.",
  },
  {
    args: { settings, monitoring: { alarmActions: [undefined] } },
    says: "`monitoring.alarmActions[0]` is required and missing. Set it.",
  },
])("refuses a hole in a list: $says", async ({ args, says }) => {
  expect(await faultsOf(args)).toEqual([says]);
});

test.each([
  [12n, "a bigint"],
  [Symbol("twelve"), "a symbol"],
  [Number.NaN, "NaN"],
])("refuses %p for a number as any other value of the wrong kind", async (MinimumLength, got) => {
  expect(
    await faultsOf({ settings: { ...settings, Policies: { PasswordPolicy: { MinimumLength } } } }),
  ).toEqual([`\`settings.Policies.PasswordPolicy.MinimumLength\` must be a number, got ${got}.`]);
});

test.each([
  {
    trigger: "handlers",
    says: /^`triggers.PreSignUp` is a folder, \/.*handlers: give the source file in it/,
  },
  { trigger: "a\u0000b.ts", says: /^`triggers.PreSignUp` does not exist: expected a source file at / },
  {
    trigger: `export const handler = () => ${JSON.stringify("x".repeat(9_000))}`,
    says: /^`triggers.PreSignUp` does not exist: expected a source file at .{1,4096}\. Give a path/,
  },
])("refuses what is no path of a source file: $says", async ({ trigger, says }) => {
  expect(await faultsOf({ settings, triggers: { PreSignUp: trigger } })).toEqual([
    expect.stringMatching(says),
  ]);
});

test("knows no client by a name that every object has", async () => {
  const { result } = await record(() => {
    try {
      return new CustomUserPool("members", { settings, clients: { web: {} } }).client("toString");
    } catch (error: unknown) {
      return String(error);
    }
  });

  expect(result).toContain("The user pool has no client `toString`");
});
