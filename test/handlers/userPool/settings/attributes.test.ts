import {
  isStandardAttribute,
  readAttribute,
  readLiveAttribute,
  userAttributeName,
} from "../../../../handlers/userPool/settings/attributes";

const unsaid = {
  name: "tenant",
  isStandard: false,
  type: "String",
  developerOnly: undefined,
  mutable: undefined,
  required: undefined,
  minimum: undefined,
  maximum: undefined,
};
const tenant = { Name: "tenant", AttributeDataType: "String" as const };

describe("isStandardAttribute", () => {
  it.each(["email", "phone_number", "name", "sub", "updated_at"])("knows `%s`", (name) => {
    expect(isStandardAttribute(name)).toBe(true);
  });

  it.each([
    "tenant",
    "Email",
    "custom:email",
    "",
    "constructor",
    "__proto__",
    "email_verified",
    "phone_number_verified",
  ])("takes `%s` for a custom one", (name) => {
    expect(isStandardAttribute(name)).toBe(false);
  });
});

describe("readAttribute", () => {
  it.each([
    {
      name: "a text, at both ends",
      raw: { StringAttributeConstraints: { MinLength: "1", MaxLength: "8" } },
      range: ["1", "8"],
    },
    { name: "a text, below", raw: { StringAttributeConstraints: { MinLength: "1" } }, range: ["1"] },
    {
      name: "a text, above",
      raw: { StringAttributeConstraints: { MaxLength: "8" } },
      range: [undefined, "8"],
    },
    { name: "a text, with no bound in its constraints", raw: { StringAttributeConstraints: {} }, range: [] },
    {
      name: "a text, with leading zeros",
      raw: { StringAttributeConstraints: { MinLength: "000", MaxLength: "0256" } },
      range: ["0", "256"],
    },
    {
      name: "a number, at both ends",
      raw: {
        AttributeDataType: "Number" as const,
        NumberAttributeConstraints: { MinValue: "-05", MaxValue: "-0" },
      },
      range: ["-5", "0"],
    },
    {
      name: "a text, by the bounds of a number",
      raw: { NumberAttributeConstraints: { MinValue: "1", MaxValue: "8" } },
      range: [],
    },
    {
      name: "a number, by the bounds of a text",
      raw: { AttributeDataType: "Number" as const, StringAttributeConstraints: { MinLength: "1" } },
      range: [],
    },
    {
      name: "a boolean, by those of a number",
      raw: { AttributeDataType: "Boolean" as const, NumberAttributeConstraints: { MinValue: "1" } },
      range: [],
    },
    {
      name: "one without a type, by those of a text",
      raw: { AttributeDataType: undefined, StringAttributeConstraints: { MinLength: "3" } },
      range: ["3"],
    },
    {
      name: "one without a type, by those of a number",
      raw: { AttributeDataType: undefined, NumberAttributeConstraints: { MaxValue: "3" } },
      range: [undefined, "3"],
    },
    { name: "one without constraints", raw: {}, range: [] },
  ])("reads the range of $name", ({ raw, range: [minimum, maximum] }) => {
    const attribute = readAttribute({ ...tenant, ...raw });

    expect({ minimum: attribute.minimum, maximum: attribute.maximum }).toEqual({ minimum, maximum });
  });

  it.each([
    { name: "as a program declares it, with nothing that it does not say", raw: tenant, expected: {} },
    { name: "with the prefix", raw: { ...tenant, Name: "custom:tenant" }, expected: {} },
    {
      name: "for developers only, by its name",
      raw: { ...tenant, Name: "dev:custom:tenant" },
      expected: { developerOnly: true },
    },
    {
      name: "for developers only, by its declaration",
      raw: { ...tenant, DeveloperOnlyAttribute: true },
      expected: { developerOnly: true },
    },
    {
      name: "of Cognito's own",
      raw: { ...tenant, Name: "email", Mutable: false, Required: true },
      expected: { name: "email", isStandard: true, mutable: false, required: true },
    },
    {
      name: "of the program's own with the name of one of Cognito's",
      raw: { ...tenant, Name: "custom:email" },
      expected: { name: "email" },
    },
    { name: "without a name or a type", raw: {}, expected: { name: "", type: undefined } },
  ])("reads one $name", ({ raw, expected }) => {
    expect(readAttribute(raw)).toEqual({ ...unsaid, ...expected });
  });
});

describe("readLiveAttribute", () => {
  it.each([
    { Name: "email_verified", isStandard: true },
    { Name: "custom:email_verified", isStandard: false },
    { Name: "dev:custom:email_verified", isStandard: false },
  ])("tells by its prefix that `$Name` is Cognito's own: $isStandard", ({ Name, isStandard }) => {
    expect(readLiveAttribute({ Name })).toMatchObject({ name: "email_verified", isStandard });
  });
});

describe("userAttributeName", () => {
  it.each([
    [{ Name: "email" }, "email"],
    [{ Name: "tenant" }, "custom:tenant"],
    [{ Name: "custom:email" }, "custom:email"],
    [{ Name: "dev:tenant" }, "dev:custom:tenant"],
    [{ Name: "tenant", DeveloperOnlyAttribute: true }, "dev:custom:tenant"],
  ])("of %j it is %s", (declared, name) => {
    expect(userAttributeName(readAttribute(declared))).toBe(name);
  });
});
