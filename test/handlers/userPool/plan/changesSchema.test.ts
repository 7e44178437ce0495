import {
  addedAttributes,
  fixedDeclaration,
  immutableChanges,
} from "../../../../handlers/userPool/plan/changes";
import type { Settings } from "../../../../handlers/userPool/settings/values";
import { unknownValue } from "../../../../handlers/userPool/settings/values";

const tenant = { Name: "tenant", AttributeDataType: "String" };
const email = { Name: "email", AttributeDataType: "String", Required: true, Mutable: false };
const nested = (...Schema: unknown[]): Settings => ({ Schema });
const ranged = (MinLength?: string, MaxLength?: string) => ({
  ...tenant,
  StringAttributeConstraints: { ...(MinLength && { MinLength }), ...(MaxLength && { MaxLength }) },
});

/** What DescribeUserPool returns: every standard attribute, the custom ones with their prefix, the ranges filled in. */
function livePool(...declared: Settings[]): Settings {
  const standard = ["sub", "email", "name"].map((Name) => ({
    Name,
    AttributeDataType: "String",
    DeveloperOnlyAttribute: false,
    Mutable: Name !== "sub",
    Required: Name === "sub",
    StringAttributeConstraints: { MinLength: Name === "sub" ? "1" : "0", MaxLength: "2048" },
  }));
  const names = declared.map(({ Name }) => Name);
  const own = declared.map((attribute) => ({
    DeveloperOnlyAttribute: false,
    Mutable: true,
    Required: false,
    StringAttributeConstraints: { MinLength: "0", MaxLength: "2048" },
    ...attribute,
    Name: attribute["Name"] === "email" ? "email" : `custom:${String(attribute["Name"])}`,
  }));
  return { SchemaAttributes: [...standard.filter(({ Name }) => !names.includes(Name)), ...own] };
}

/** The same change, as the preview sees it and as the handler sees it, which has the pool before it. */
function bothWays(desired: Settings, previous: Settings, live: Settings) {
  return {
    preview: immutableChanges({ desired, previous }),
    handler: immutableChanges({ desired, previous, live }),
  };
}

describe("immutableChanges, of the schema,", () => {
  const rows: {
    name: string;
    before: Settings;
    after: Settings | undefined;
    path: string;
    values: [unknown, unknown];
  }[] = [
    {
      name: "removed",
      before: tenant,
      after: undefined,
      path: "Schema[tenant]",
      values: ["String", undefined],
    },
    {
      name: "renamed",
      before: tenant,
      after: { ...tenant, Name: "client" },
      path: "Schema[tenant]",
      values: ["String", undefined],
    },
    {
      name: "retyped",
      before: tenant,
      after: { ...tenant, AttributeDataType: "Number" },
      path: "Schema[tenant].AttributeDataType",
      values: ["String", "Number"],
    },
    {
      name: "made immutable",
      before: { ...tenant, Mutable: true },
      after: { ...tenant, Mutable: false },
      path: "Schema[tenant].Mutable",
      values: [true, false],
    },
    {
      name: "made mutable",
      before: { ...tenant, Mutable: false },
      after: { ...tenant, Mutable: true },
      path: "Schema[tenant].Mutable",
      values: [false, true],
    },
    {
      name: "made required",
      before: { ...email, Required: false },
      after: email,
      path: "Schema[email].Required",
      values: [false, true],
    },
    {
      name: "made optional",
      before: email,
      after: { ...email, Required: false },
      path: "Schema[email].Required",
      values: [true, false],
    },
    {
      name: "kept for developers",
      before: tenant,
      after: { ...tenant, DeveloperOnlyAttribute: true },
      path: "Schema[tenant].DeveloperOnlyAttribute",
      values: [false, true],
    },
    {
      name: "bounded anew above",
      before: ranged("0", "256"),
      after: ranged("0", "512"),
      path: "Schema[tenant].constraints",
      values: ["0..256", "0..512"],
    },
    {
      name: "bounded anew below",
      before: ranged("1", "256"),
      after: ranged("2", "256"),
      path: "Schema[tenant].constraints",
      values: ["1..256", "2..256"],
    },
  ];

  it.each(rows)("reports an attribute that is $name, at `$path`", ({ before, after, path, values }) => {
    const { preview, handler } = bothWays(after ? nested(after) : {}, nested(before), livePool(before));

    expect(preview).toEqual([{ path, before: values[0], after: values[1] }]);
    expect(handler).toEqual(preview);
  });

  it("reports a standard attribute that is declared only now and differs from what every pool has", () => {
    const { preview, handler } = bothWays(nested(email), {}, livePool());

    expect(preview).toEqual([
      { path: "Schema[email].Mutable", before: true, after: false },
      { path: "Schema[email].Required", before: false, after: true },
    ]);
    expect(handler).toEqual(preview);
  });

  it("takes whatever the pool has for what a declaration does not say any more", () => {
    const silent = nested({ Name: "email", AttributeDataType: "String" });

    const changes = [silent, {}].map((desired) => bothWays(desired, nested(email), livePool(email)));

    expect(changes).toEqual([
      { preview: [], handler: [] },
      { preview: [], handler: [] },
    ]);
  });

  const said = [
    { member: "Mutable", value: true },
    { member: "Mutable", value: false },
    { member: "Required", value: false },
    { member: "DeveloperOnlyAttribute", value: false },
    { member: "StringAttributeConstraints", value: { MinLength: "3", MaxLength: "40" } },
  ];

  it.each(said)(
    "takes `$member: $value`, said later, for no change where the pool is like that",
    ({ member, value }) => {
      const later = nested({ ...tenant, [member]: value });

      const { preview, handler } = bothWays(later, nested(tenant), livePool({ ...tenant, [member]: value }));

      expect([preview, handler]).toEqual([[], []]);
    },
  );

  it.each([
    { later: { Mutable: true }, shown: { Mutable: false }, change: ["Mutable", false, true] },
    { later: { Mutable: false }, shown: { Mutable: true }, change: ["Mutable", true, false] },
    {
      later: { StringAttributeConstraints: { MaxLength: "50" } },
      shown: { StringAttributeConstraints: { MinLength: "0", MaxLength: "64" } },
      change: ["constraints", "0..64", "..50"],
    },
  ])(
    "lets only the pool decide about $later, said later: the preview cannot know",
    ({ later, shown, change }) => {
      const { preview, handler } = bothWays(
        nested({ ...tenant, ...later }),
        nested(tenant),
        livePool({ ...tenant, ...shown }),
      );

      const [member, before, after] = change;
      expect(preview).toEqual([]);
      expect(handler).toEqual([{ path: `Schema[tenant].${String(member)}`, before, after }]);
    },
  );

  it.each([
    { what: "its mutability", shown: { Mutable: false } },
    { what: "whether it is required", shown: { Required: true } },
    { what: "its type", shown: { AttributeDataType: "Number" } },
    { what: "its range", shown: { StringAttributeConstraints: { MinLength: "9", MaxLength: "9" } } },
    { what: "all of it", shown: { Name: "other" } },
  ])("does not mind that the pool shows otherwise than an unchanged declaration: $what", ({ shown }) => {
    const declared = nested({ ...ranged("1", "8"), Mutable: true, Required: false });

    const changes = immutableChanges({
      desired: declared,
      previous: declared,
      live: livePool({ ...tenant, ...shown }),
    });

    expect(changes).toEqual([]);
  });

  it("reports what the program changes although the pool is neither as it was declared nor as it is now", () => {
    const changes = immutableChanges({
      desired: nested({ ...tenant, Required: true }),
      previous: nested({ ...tenant, Required: false }),
      live: { SchemaAttributes: [{ Name: "custom:tenant" }] },
    });

    expect(changes).toEqual([{ path: "Schema[tenant].Required", before: false, after: true }]);
  });

  it("takes back an attribute that the pool has otherwise, since its declaration was refused", () => {
    const previous = nested({ ...tenant, AttributeDataType: "Number" });

    expect(immutableChanges({ desired: {}, previous, live: livePool(tenant) })).toEqual([]);
    expect(immutableChanges({ desired: {}, previous: nested(tenant), live: livePool(tenant) })).toHaveLength(
      1,
    );
  });

  it("says nothing about `sub` before it sees the pool", () => {
    const sub = { Name: "sub", AttributeDataType: "String", Mutable: false, Required: true };

    const { preview, handler } = bothWays(nested(sub), { PoolName: "shop" }, livePool());

    expect([preview, handler]).toEqual([[], []]);
  });

  it("takes `email_verified` for the custom attribute that Cognito makes of it", () => {
    const declared = nested({ Name: "email_verified", AttributeDataType: "Boolean", Mutable: true });
    const own = { Name: "email_verified", AttributeDataType: "Boolean", Mutable: false };
    const made = { ...own, Name: "custom:email_verified", Mutable: true };

    const fresh = addedAttributes({ desired: declared, previous: {}, live: { SchemaAttributes: [own] } });
    const there = addedAttributes({
      desired: declared,
      previous: {},
      live: { SchemaAttributes: [own, made] },
    });

    expect([fresh.length, there.length]).toEqual([1, 0]);
    expect(
      immutableChanges({ desired: declared, previous: {}, live: { SchemaAttributes: [own, made] } }),
    ).toEqual([]);
  });

  it.each([
    {
      name: "another order",
      desired: nested(email, tenant),
      previous: nested(tenant, email),
      declared: [tenant, email],
    },
    {
      name: "the prefix `custom:`",
      desired: nested({ ...tenant, Name: "custom:tenant" }),
      previous: nested(tenant),
      declared: [tenant],
    },
    {
      name: "the defaults, spelled out,",
      desired: nested({ ...tenant, Mutable: true, Required: false, DeveloperOnlyAttribute: false }),
      previous: nested(tenant),
      declared: [tenant],
    },
    {
      name: "the defaults, left out,",
      desired: nested(tenant),
      previous: nested({ ...tenant, Mutable: true, Required: false }),
      declared: [tenant],
    },
    {
      name: "a range that is left out",
      desired: nested(tenant),
      previous: nested(tenant),
      declared: [ranged("0", "2048")],
    },
    {
      name: "no bound below for one of 0",
      desired: nested(ranged(undefined, "256")),
      previous: nested(ranged("0", "256")),
      declared: [ranged("0", "256")],
    },
    {
      name: "a bound of 0 below for none",
      desired: nested(ranged("0", "256")),
      previous: nested(ranged(undefined, "256")),
      declared: [ranged(undefined, "256")],
    },
    {
      name: "a bound above that only Cognito declares",
      desired: nested(ranged("3")),
      previous: nested(ranged("3")),
      declared: [ranged("3", "2048")],
    },
    {
      name: "a standard attribute as every pool has it",
      desired: nested({ Name: "name", AttributeDataType: "String" }),
      previous: {},
      declared: [],
    },
    { name: "an empty schema", desired: { Schema: [] }, previous: {}, declared: [] },
  ])("takes $name for no change", ({ desired, previous, declared }) => {
    const { preview, handler } = bothWays(desired, previous, livePool(...declared));

    expect([preview, handler]).toEqual([[], []]);
    expect(addedAttributes({ desired, previous, live: livePool(...declared) })).toEqual([]);
  });

  it("tells a custom attribute from the standard one of the same name", () => {
    const [declared, live] = [nested(email), livePool(email)];
    const foreign = { Name: "custom:email", AttributeDataType: "Number", Mutable: true, Required: false };
    const attributes = [...(live["SchemaAttributes"] as unknown[]), foreign];

    const changes = immutableChanges({
      desired: declared,
      previous: declared,
      live: { SchemaAttributes: attributes },
    });

    expect(changes).toEqual([]);
  });

  it("says of a removed attribute without a type that it was declared, and compares no type with none", () => {
    const untyped = { Name: "tenant" };

    expect(immutableChanges({ desired: {}, previous: nested(untyped) })).toEqual([
      { path: "Schema[tenant]", before: "declared", after: undefined },
    ]);
    expect(immutableChanges({ desired: nested(tenant), previous: nested(untyped) })).toEqual([]);
  });

  it.each(["constructor", "__proto__", "toString"])("takes `%s` for a name like any other", (Name) => {
    const attribute = { Name, AttributeDataType: "String" };

    const removed = immutableChanges({ desired: {}, previous: nested(attribute) });
    const kept = immutableChanges({ desired: nested(attribute), previous: nested(attribute) });

    expect(removed).toEqual([{ path: `Schema[${Name}]`, before: "String", after: undefined }]);
    expect(kept).toEqual([]);
    expect(addedAttributes({ desired: nested(attribute), previous: {} })).toEqual([attribute]);
  });
});

describe("addedAttributes", () => {
  it("are the custom ones that the pool does not have yet, as they are declared", () => {
    const added = { Name: "client", AttributeDataType: "Number", Mutable: false };
    const [desired, previous] = [nested(tenant, added, email), nested(tenant)];

    const preview = addedAttributes({ desired, previous });
    const handler = addedAttributes({ desired, previous, live: livePool(tenant) });

    expect(preview).toEqual([added]);
    expect(handler).toEqual([added]);
    expect(immutableChanges({ desired: nested(tenant, added), previous })).toEqual([]);
  });

  it("believe the pool: one that somebody else added is there, one that got lost is missing", () => {
    const desired = nested(tenant);

    const there = addedAttributes({ desired, previous: {}, live: livePool(tenant) });
    const missing = addedAttributes({ desired, previous: desired, live: livePool() });

    expect(there).toEqual([]);
    expect(missing).toEqual([tenant]);
  });

  it("are none where there is no schema, or one that is not known", () => {
    const added = [
      addedAttributes({ desired: {}, previous: {} }),
      addedAttributes({ desired: { Schema: unknownValue }, previous: {} }),
    ];

    expect(added).toEqual([[], []]);
  });
});

describe("fixedDeclaration", () => {
  const base = { PoolName: "shop", ...nested(tenant, email) };

  it.each([
    { what: "order", other: { PoolName: "other", ...nested(email, tenant) } },
    { what: "prefix", other: nested({ ...tenant, Name: "custom:tenant" }, email) },
    { what: "default of user names", other: { ...base, UsernameConfiguration: { CaseSensitive: true } } },
    { what: "empty list", other: { ...base, AliasAttributes: [] } },
  ])("is the same whatever the $what", ({ other }) => {
    expect(fixedDeclaration(other)).toBe(fixedDeclaration(base));
  });

  it.each([
    { what: "a removed attribute", other: nested(tenant) },
    { what: "a member that is said", other: nested({ ...tenant, Mutable: true }, email) },
    { what: "another way to sign in", other: { ...base, UsernameAttributes: ["email"] } },
    { what: "user names of any case", other: { ...base, UsernameConfiguration: { CaseSensitive: false } } },
  ])("is another with $what", ({ other }) => {
    expect(fixedDeclaration(other)).not.toBe(fixedDeclaration(base));
  });
});
