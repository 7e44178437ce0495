import { describeRules } from "../../../support/ruleRows";

const text = (Name: string, more = {}) => ({ Name, AttributeDataType: "String" as const, ...more });
const number = (Name: string, MinValue: string, MaxValue: string) => ({
  Name,
  AttributeDataType: "Number" as const,
  NumberAttributeConstraints: { MinValue, MaxValue },
});
const lengths = (MinLength: string, MaxLength: string) => ({
  StringAttributeConstraints: { MinLength, MaxLength },
});

describeRules("the rules for attributes", [
  {
    path: "Schema",
    wrong: { Schema: [text("tenant"), text("tenant", { Mutable: true })] },
    right: { Schema: [text("tenant"), text("Tenant")] },
    message: "`Settings.Schema` declares tenant twice. Declare each once.",
  },
  {
    path: "Schema",
    wrong: { Schema: [text("custom:tenant"), text("dev:secret")] },
    right: { Schema: [text("customer")] },
    message:
      "`Settings.Schema`: Cognito itself puts `custom:` before the names of custom attributes, got custom:tenant, dev:secret. Leave the prefix out.",
  },
  {
    path: "Schema",
    wrong: { Schema: [text("email", { Required: true }), text("constructor", { Required: true })] },
    right: { Schema: [text("email", { Required: true }), text("tenant", { Required: false })] },
    message:
      "`Settings.Schema`: Cognito does not support required custom attributes, got constructor. Set `Required` to false.",
  },
  {
    path: "Schema",
    wrong: {
      Schema: [
        text("a", { StringAttributeConstraints: { MinLength: "1.5", MaxLength: "" } }),
        { Name: "b", AttributeDataType: "Number", NumberAttributeConstraints: { MinValue: "one" } },
      ],
    },
    right: {
      Schema: [
        text("a", { StringAttributeConstraints: { MinLength: "0", MaxLength: "2048" } }),
        { Name: "b", AttributeDataType: "Number", NumberAttributeConstraints: { MinValue: "-5" } },
      ],
    },
    message: "`Settings.Schema`: constraints must be whole numbers written as texts, got others for a, b.",
  },
  {
    path: "Schema",
    wrong: { Schema: [{ Name: "tenant", Mutable: true }, { Name: "email" }, { Name: "plan" }] },
    right: { Schema: [text("tenant", { Mutable: true }), { Name: "email" }, text("email_verified")] },
    message:
      "`Settings.Schema`: a custom attribute needs a type, which tenant, plan lacks. Set `AttributeDataType` to String, Number, DateTime or Boolean.",
  },
  {
    path: "Schema",
    wrong: { Schema: [{ Name: "birthdate", AttributeDataType: "DateTime" }, text("updated_at")] },
    right: {
      Schema: [
        text("birthdate"),
        { Name: "updated_at", AttributeDataType: "Number" },
        { Name: "phone_number_verified", AttributeDataType: "Boolean" },
      ],
    },
    message:
      "`Settings.Schema`: the type of a standard attribute is fixed, got another one for birthdate, updated_at. Remove `AttributeDataType`.",
  },
  {
    path: "Schema",
    wrong: { Schema: [text("nickname", { DeveloperOnlyAttribute: true })] },
    right: {
      Schema: [
        text("nickname", { DeveloperOnlyAttribute: false }),
        text("x", { DeveloperOnlyAttribute: true }),
      ],
    },
    message:
      "`Settings.Schema`: a standard attribute cannot be for developers only, got nickname. Remove `DeveloperOnlyAttribute`.",
  },
  {
    path: "Schema",
    wrong: { Schema: [{ Mutable: true }] },
    right: { Schema: [text("x")] },
    message: "`Settings.Schema[0].Name` is missing: an attribute needs a name. Set it.",
  },
  {
    path: "Schema",
    wrong: {
      Schema: [
        text("a", lengths("20", "3")),
        number("b", "10", "9"),
        { Name: "website", ...lengths("2", "1") },
      ],
    },
    right: {
      Schema: [
        text("a", lengths("3", "3")),
        number("b", "-10", "-9"),
        number("c", `1${"0".repeat(300)}`, `2${"0".repeat(300)}`),
        text("d", { StringAttributeConstraints: { MinLength: "7" } }),
        // Cognito drops what is of another type.
        { ...number("e", "1", "2"), ...lengths("9", "8") },
      ],
    },
    message: "`Settings.Schema`: the minimum is above the maximum for a, b, website. Exchange them.",
  },
  {
    path: "Schema",
    wrong: {
      Schema: [
        text("a", lengths("0", "2049")),
        text("b", { StringAttributeConstraints: { MinLength: "-1" } }),
        text("c", { StringAttributeConstraints: { MinLength: "5000" } }),
      ],
    },
    right: { Schema: [text("a", lengths("2048", "2048")), number("b", "-1", "5000")] },
    message: "`Settings.Schema`: the length of a text must be 0 to 2048, got another one for a, b, c.",
  },
]);
