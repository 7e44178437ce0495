import { judgeUpdate, type PoolUpdate } from "../../../components/guard/refusals";
import { type DeclaredPool } from "../../../components/stack/readTemplate";
import { unknownValue } from "../../../handlers/userPool/settings/values";

const ServiceToken = "arn:aws:lambda:eu-west-1:123456789012:function:shop-dev-handler";
const retained = { OnDelete: "retain" };
const pool: DeclaredPool = {
  ServiceToken,
  Settings: {
    PoolName: "users",
    UsernameAttributes: ["email"],
    Schema: [{ Name: "plan", AttributeDataType: "String", Mutable: true }],
  },
};

function judge(after: Partial<DeclaredPool>, some: Partial<PoolUpdate> = {}) {
  return judgeUpdate({
    before: pool,
    after: { ...pool, ...after },
    functionName: "shop-dev-handler",
    userPoolId: "eu-west-1_Deployed",
    secrets: [],
    ...some,
  });
}

function settings(some: Record<string, unknown>): { Settings: Record<string, unknown> } {
  return { Settings: { ...pool.Settings, ...some } };
}

test.each([
  { what: "a new name", some: { PoolName: "customers" } },
  { what: "another password policy", some: { Policies: { PasswordPolicy: { MinimumLength: 12 } } } },
  {
    what: "an added attribute",
    some: {
      Schema: [
        { Name: "plan", AttributeDataType: "String", Mutable: true },
        { Name: "size", AttributeDataType: "Number" },
      ],
    },
  },
])("lets $what pass, and knows that the pool stays", ({ some }) => {
  expect(judge(settings(some))).toEqual({ keepsPool: true });
});

test("names every path with its old and its new value, and the way out", () => {
  const after = settings({
    UsernameAttributes: ["phone_number"],
    Schema: [{ Name: "plan", AttributeDataType: "Number", Mutable: false }],
  });

  const { refusal } = judge(after);

  expect(refusal).toContain('- `settings.UsernameAttributes`: ["email"] → ["phone_number"]');
  expect(refusal).toContain('- `settings.Schema[plan].AttributeDataType`: "String" → "Number"');
  expect(refusal).toContain("- `settings.Schema[plan].Mutable`: true → false");
  expect(refusal).toContain(
    "let the users move to it, with their passwords: docs/migrating-users.md in this package says how",
  );
});

test("shows no value of secret settings", () => {
  const { refusal } = judge(settings({ UsernameAttributes: ["phone_number"] }), {
    secrets: ["settings.UsernameAttributes"],
  });

  expect(refusal).toContain("`settings.UsernameAttributes`");
  expect(refusal).not.toContain("phone_number");
});

test.each([
  {
    some: {},
    fate: "is deleted if it has no users; if it has any users, the deployment fails and changes nothing",
  },
  {
    some: { ReplaceNonEmpty: "true" },
    fate: "is deleted with all its users, since `replaceNonEmpty` is true",
  },
  {
    some: { ReplaceNonEmpty: true },
    both: retained,
    fate: 'stays in the account with its users, unmanaged, since `onDelete` is "retain"',
  },
  {
    some: {},
    both: retained,
    fate: 'stays in the account, unmanaged, since `onDelete` is "retain"; if it has any users, the deployment fails and changes nothing',
  },
])(
  "lets a replacement pass that the program asks for, and warns that the old pool $fate",
  ({ some, both = {}, fate }) => {
    const after = {
      ...settings({ UsernameAttributes: ["phone_number"] }),
      OnImmutableChange: "replace",
      ...some,
      ...both,
    };
    const before = { ...pool, ...both };

    const { warning, ...verdict } = judge(after, { before });

    expect(verdict).toEqual({ keepsPool: false, refusal: undefined });
    expect(warning).toContain('- `settings.UsernameAttributes`: ["email"] → ["phone_number"]');
    expect(warning).toContain(
      `A new pool with another id is made, and the old one, \`eu-west-1_Deployed\`, ${fate}.`,
    );
    expect(judge(after, { before, userPoolId: undefined }).warning).toContain(`and the old one ${fate}.`);
  },
);

describe("a replacement of a protected pool with a domain", () => {
  const before = { ...pool, ...settings({ DeletionProtection: "ACTIVE" }) };
  const after = { ...settings({ UsernameAttributes: [] }), OnImmutableChange: "replace" };
  const domain = "members";

  test("is refused, even if asked for", () => {
    const { refusal } = judge(after, { before, domain });

    expect(refusal).toContain("Deploy `deletionProtection: false` first");
    expect(refusal).toContain('or `onDelete: "retain"`, if the old pool shall stay in the account');
    expect(judge(after, { before: { ...before, ForceDestroy: true }, domain }).refusal).toBeUndefined();
  });

  test("goes ahead where the old pool is retained, since nothing is deleted then", () => {
    const { refusal, warning } = judge(
      { ...after, ...retained },
      { before: { ...before, ...retained }, domain },
    );

    expect(refusal).toBeUndefined();
    expect(warning).toContain("stays in the account");
  });

  test.each([
    { from: {}, to: retained },
    { from: retained, to: {} },
    { from: retained, to: { OnDelete: "delete" } },
  ])("is refused where `onDelete` changes with it: $from to $to", ({ from, to }) => {
    const { refusal } = judge({ ...after, ...to }, { before: { ...before, ForceDestroy: true, ...from } });

    expect(refusal).toContain("`onDelete` decides what becomes of the old pool");
    expect(refusal).toContain("Deploy its change first, without the others.");
  });

  test("is not refused for an `onDelete` that is not known yet", () => {
    const { refusal } = judge(
      { ...after, OnDelete: unknownValue },
      { before: { ...before, ForceDestroy: true } },
    );

    expect(refusal).toBeUndefined();
  });
});

test("skips what is not known, and guesses nothing", () => {
  const after = settings({ UsernameAttributes: unknownValue, Schema: unknownValue });

  expect(judge(after)).toEqual({ keepsPool: true });
  expect(judge({ ...after, OnImmutableChange: "replace" })).toEqual({ keepsPool: false });
  expect(judge({ ...settings({ UsernameAttributes: [] }), OnImmutableChange: unknownValue })).toEqual({
    keepsPool: false,
  });
});

test("still refuses what is known beside something unknown", () => {
  const { refusal } = judge(settings({ Schema: unknownValue, UsernameAttributes: ["phone_number"] }));

  expect(refusal).toContain("UsernameAttributes");
});

test("refuses another handler with the reason, which CloudFormation does not give", () => {
  const { refusal } = judge({}, { functionName: "shop-dev-pools" });

  expect(refusal).toContain("from the function `shop-dev-handler` to `shop-dev-pools`");
  expect(refusal).toContain("take the change of those back");
});

test("says how the shared handler is kept when its pools get a provider of their own", () => {
  const handlerOf = (name: string) => `arn:aws:lambda:eu-west-1:123456789012:function:shop-dev-${name}`;
  const refusalFrom = (name: string) =>
    judge(
      {},
      {
        functionName: "shop-dev-user-pool-handler-tagged",
        before: { ...pool, ServiceToken: handlerOf(name) },
      },
    ).refusal;
  const wayOut = (name: string) => `\`handler: new UserPoolHandler("${name}", {}, { provider })\``;

  expect(refusalFrom("user-pool-handler")).toContain(wayOut("user-pool-handler"));
  expect(refusalFrom("user-pool-handler-frankfurt")).toContain(wayOut("user-pool-handler-frankfurt"));
  expect(refusalFrom("pools")).not.toContain("new UserPoolHandler");
  expect(refusalFrom(`user-pool-handler-${"x".repeat(40)}`)).not.toContain("new UserPoolHandler");
});

test("refuses to adopt another pool in the place of the deployed one", () => {
  const { refusal } = judge({ AdoptUserPoolId: "eu-west-1_Other" });

  expect(refusal).toContain('- `adoptUserPoolId`: "eu-west-1_Deployed" → "eu-west-1_Other"');
  expect(judge({ AdoptUserPoolId: "eu-west-1_Deployed" }).refusal).toBeUndefined();
});

test("leaves the settings of an adopted pool to the handler, which sees the pool", () => {
  const adopted = { AdoptUserPoolId: "eu-west-1_Deployed" };

  const verdict = judge(
    { ...adopted, ...settings({ UsernameAttributes: [] }) },
    { before: { ...pool, ...adopted } },
  );

  expect(verdict.refusal).toBeUndefined();
});
