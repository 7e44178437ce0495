import { isStandardAttribute, readAttribute } from "../../../handlers/userPool/attributes";

const defaults = {
  isStandard: false,
  type: "String",
  developerOnly: false,
  mutable: true,
  required: false,
  range: undefined,
};

describe("isStandardAttribute", () => {
  it.each(["email", "phone_number", "name", "sub", "updated_at", "email_verified"])("knows `%s`", (name) => {
    expect(isStandardAttribute(name)).toBe(true);
  });

  it.each(["tenant", "Email", "custom:email", "", "constructor", "__proto__"])(
    "takes `%s` for a custom one",
    (name) => {
      expect(isStandardAttribute(name)).toBe(false);
    },
  );
});

describe("readAttribute", () => {
  it.each([
    {
      name: "a text that is bounded at both ends",
      raw: { StringAttributeConstraints: { MinLength: "1", MaxLength: "8" } },
      range: "1..8",
    },
    {
      name: "a text that is bounded below",
      raw: { StringAttributeConstraints: { MinLength: "1" } },
      range: "1..2048",
    },
    {
      name: "a text that is bounded above",
      raw: { StringAttributeConstraints: { MaxLength: "8" } },
      range: "0..8",
    },
    {
      name: "a text with no bound in its constraints",
      raw: { StringAttributeConstraints: {} },
      range: undefined,
    },
    {
      name: "a number that is bounded at both ends",
      raw: { NumberAttributeConstraints: { MinValue: "-5", MaxValue: "8" } },
      range: "-5..8",
    },
    {
      name: "a number that is bounded below",
      raw: { NumberAttributeConstraints: { MinValue: "-5" } },
      range: "-5..",
    },
    {
      name: "a number that is bounded above",
      raw: { NumberAttributeConstraints: { MaxValue: "8" } },
      range: "..8",
    },
    {
      name: "a number with no bound in its constraints",
      raw: { NumberAttributeConstraints: {} },
      range: undefined,
    },
    { name: "one without constraints", raw: {}, range: undefined },
  ])("reads the range of $name", ({ raw, range }) => {
    const attribute = readAttribute({ Name: "tenant", AttributeDataType: "String", ...raw });

    expect(attribute.range).toBe(range);
  });

  it.each([
    {
      name: "as a program declares it, with the defaults written out",
      raw: { Name: "tenant", AttributeDataType: "String" as const },
      expected: { ...defaults, name: "tenant" },
    },
    {
      name: "as DescribeUserPool names it",
      raw: { Name: "custom:tenant", AttributeDataType: "String" as const },
      expected: { ...defaults, name: "tenant" },
    },
    {
      name: "for developers only, by its name",
      raw: { Name: "dev:custom:tenant", AttributeDataType: "String" as const },
      expected: { ...defaults, name: "tenant", developerOnly: true },
    },
    {
      name: "for developers only, by its declaration",
      raw: { Name: "tenant", AttributeDataType: "String" as const, DeveloperOnlyAttribute: true },
      expected: { ...defaults, name: "tenant", developerOnly: true },
    },
    {
      name: "of Cognito's own",
      raw: { Name: "email", AttributeDataType: "String" as const, Mutable: false, Required: true },
      expected: { ...defaults, name: "email", isStandard: true, mutable: false, required: true },
    },
    {
      name: "of the program's own with the name of one of Cognito's",
      raw: { Name: "custom:email", AttributeDataType: "String" as const },
      expected: { ...defaults, name: "email" },
    },
    {
      name: "without a name or a type",
      raw: {},
      expected: { ...defaults, name: "", type: undefined },
    },
  ])("reads one $name", ({ raw, expected }) => {
    const { range: _range, ...attribute } = readAttribute(raw);

    const { range: _expected, ...rest } = expected;
    expect(attribute).toMatchObject(rest);
  });
});
