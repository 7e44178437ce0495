import { describeImmutableChanges, immutableChanges } from "../../../../handlers/userPool/plan/changes";
import { createOnlyMembers } from "../../../../handlers/userPool/settings/schema";
import type { Settings } from "../../../../handlers/userPool/settings/values";
import { unknownValue } from "../../../../handlers/userPool/settings/values";

/** The same change, as the preview sees it and as the handler sees it, which has the pool before it. */
function bothWays(desired: Settings, previous: Settings, live: Settings) {
  return {
    preview: immutableChanges({ desired, previous }),
    handler: immutableChanges({ desired, previous, live }),
  };
}

describe("immutableChanges, of the members that CreateUserPool alone takes,", () => {
  const values: Record<string, [unknown, unknown]> = {
    UsernameAttributes: [["email"], ["phone_number"]],
    AliasAttributes: [["email"], ["email", "preferred_username"]],
    UsernameConfiguration: [{ CaseSensitive: false }, { CaseSensitive: true }],
  };
  const members = createOnlyMembers.filter((name) => name !== "Schema");

  it("is tried with all of them", () => {
    expect(new Set(members)).toEqual(new Set(Object.keys(values)));
  });

  it.each(members)("reports a changed `%s`, with its old and its new value", (name) => {
    const [before, after] = values[name] ?? [];

    const { preview, handler } = bothWays({ [name]: after }, { [name]: before }, { [name]: before });

    expect(preview).toEqual([{ path: name, before, after }]);
    expect(handler).toEqual(preview);
  });

  it.each(members)("reports that `%s` is added or removed", (name) => {
    const [value] = values[name] ?? [];

    const added = bothWays({ [name]: value }, {}, {});
    const removed = bothWays({}, { [name]: value }, { [name]: value });

    expect(added.preview).toEqual([{ path: name, before: undefined, after: value }]);
    expect(added.handler).toEqual(added.preview);
    expect(removed.preview).toEqual([{ path: name, before: value, after: undefined }]);
    expect(removed.handler).toEqual(removed.preview);
  });

  it.each(members)("takes an unchanged `%s` for no change", (name) => {
    const [value] = values[name] ?? [];

    const { preview, handler } = bothWays({ [name]: value }, { [name]: value }, { [name]: value });

    expect([preview, handler]).toEqual([[], []]);
  });

  it.each([
    { name: "another order", desired: ["phone_number", "email"], previous: ["email", "phone_number"] },
    { name: "an empty list for none", desired: [], previous: undefined },
    { name: "none for an empty list", desired: undefined, previous: [] },
  ])("takes $name for no change", ({ desired, previous }) => {
    const { preview, handler } = bothWays(
      { UsernameAttributes: desired },
      { UsernameAttributes: previous },
      { UsernameAttributes: previous },
    );

    expect([preview, handler]).toEqual([[], []]);
  });

  it.each([undefined, { CaseSensitive: true }])(
    "takes user names of any case for the default, said or not: %j",
    (value) => {
      const { preview, handler } = bothWays(
        { UsernameConfiguration: { CaseSensitive: true } },
        { PoolName: "shop", UsernameConfiguration: value },
        {},
      );

      expect([preview, handler]).toEqual([[], []]);
    },
  );

  it.each(members)(
    "does not mind a `%s` that the pool shows otherwise than it is declared, or not at all",
    (name) => {
      const [declared, other] = values[name] ?? [];
      const sides = { desired: { [name]: declared }, previous: { [name]: declared } };

      const changes = [{ [name]: other }, {}].map((live) => immutableChanges({ ...sides, live }));

      expect(changes).toEqual([[], []]);
    },
  );

  it.each(members)("takes a `%s` that the pool does not show for what was declared", (name) => {
    const [before, after] = values[name] ?? [];

    const changes = immutableChanges({ desired: {}, previous: { [name]: before }, live: {} });
    const added = immutableChanges({ desired: { [name]: after }, previous: { [name]: before }, live: {} });

    expect(changes).toEqual([{ path: name, before, after: undefined }]);
    expect(added).toEqual([{ path: name, before, after }]);
  });

  it("compares a pool that had no declaration with all that is said now", () => {
    const live = { UsernameAttributes: ["email"] };

    expect(immutableChanges({ desired: { UsernameAttributes: [] }, previous: {}, live })).toHaveLength(1);
    expect(
      immutableChanges({ desired: { UsernameAttributes: [] }, previous: { PoolName: "a" }, live }),
    ).toEqual([]);
  });

  it("leaves alone what the program never mentioned, as on an adopted pool", () => {
    const live = { UsernameAttributes: ["email"], UsernameConfiguration: { CaseSensitive: false } };

    const changes = immutableChanges({ desired: { PoolName: "shop" }, previous: {}, live });

    expect(changes).toEqual([]);
  });

  it("believes the pool rather than the settings before", () => {
    const live = { UsernameAttributes: ["email"] };

    const changes = immutableChanges({
      desired: live,
      previous: { UsernameAttributes: ["phone_number"] },
      live,
    });

    expect(changes).toEqual([]);
  });

  it("takes what UpdateUserPool can change for no such change", () => {
    const changes = immutableChanges({
      desired: { PoolName: "b", UserPoolTier: "PLUS", DeletionProtection: "ACTIVE" },
      previous: { PoolName: "a", UserPoolTier: "LITE", LambdaConfig: {} },
    });

    expect(changes).toEqual([]);
  });

  it.each(["UsernameAttributes", "Schema"])("guesses nothing while `%s` is not known", (name) => {
    const changes = [
      immutableChanges({ desired: { [name]: unknownValue }, previous: { [name]: [{}] } }),
      immutableChanges({ desired: { [name]: [unknownValue] }, previous: { [name]: [{}] } }),
      immutableChanges({ desired: { [name]: [{ Name: unknownValue }] }, previous: { [name]: [{}] } }),
    ];

    expect(changes).toEqual([[], [], []]);
  });
});

describe("describeImmutableChanges", () => {
  it("has one line per change, with both values", () => {
    const text = describeImmutableChanges(
      [
        { path: "UsernameAttributes", before: undefined, after: ["email"] },
        { path: "Schema[tenant].Mutable", before: true, after: false },
      ],
      "Settings",
    );

    expect(text).toBe(
      '- `Settings.UsernameAttributes`: not set → ["email"]\n- `Settings.Schema[tenant].Mutable`: true → false',
    );
  });
});
