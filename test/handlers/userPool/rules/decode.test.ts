import * as fc from "fast-check";
import {
  decodeLeniently,
  decodePart,
  decodeSettings,
  settingsFaults,
  unknownValue,
} from "../../../../handlers/userPool/rules/decode";
import { settingsShape } from "../../../../handlers/userPool/settings/schema";
import { arbitrarySettings, leavesOf, legalSettings } from "../../../support/arbitrarySettings";
import { asCloudFormationSends } from "../../../support/cloudFormation";

const withPolicy = (PasswordPolicy: Record<string, unknown>) => ({
  PoolName: "shop",
  Policies: { PasswordPolicy },
});

describe("decodeSettings", () => {
  it("gives back every legal settings that CloudFormation made texts of", () => {
    fc.assert(
      fc.property(legalSettings, (settings) => {
        const decoded = decodeSettings(asCloudFormationSends({ ...settings }));

        expect(decoded).toEqual(settings);
      }),
      { numRuns: 200 },
    );
  });

  it("gives back every value of every member, legal or not", () => {
    fc.assert(
      fc.property(arbitrarySettings, (settings) => {
        const decoded = decodeLeniently(asCloudFormationSends(settings));

        expect(decoded).toEqual(settings);
      }),
      { numRuns: 200 },
    );
  });

  it("takes settings that are typed already, as they are during a preview", () => {
    fc.assert(
      fc.property(legalSettings, (settings) => {
        const decoded = decodeSettings(settings);

        expect(decoded).toEqual(settings);
      }),
      { numRuns: 200 },
    );
  });

  it("is tried with every leaf of the schema", () => {
    const seen = new Set(fc.sample(legalSettings, { numRuns: 500, seed: 1 }).flatMap((one) => reached(one)));

    const missed = leavesOf(settingsShape).filter(({ path }) => !seen.has(path));

    // The generator never makes this one legal; the property over arbitrary settings covers it.
    expect(missed.map(({ path }) => path)).toEqual([
      "Schema[].NumberAttributeConstraints.MinValue",
      "Schema[].NumberAttributeConstraints.MaxValue",
    ]);
  });

  it.each([
    { name: "a pool called true", settings: { PoolName: "true" } },
    { name: "a pool called 8", settings: { PoolName: "8" } },
    {
      name: "tags with values like numbers",
      settings: { PoolName: "p", UserPoolTags: { release: "8", on: "true" } },
    },
    {
      name: "constraints, which the API wants as texts",
      settings: {
        PoolName: "p",
        Schema: [
          {
            Name: "a",
            AttributeDataType: "Number",
            NumberAttributeConstraints: { MinValue: "1", MaxValue: "8" },
          },
        ],
      },
    },
  ])("leaves texts texts: $name", ({ settings }) => {
    const decoded = decodeSettings(settings);

    expect(decoded).toEqual(settings);
  });

  it.each([
    { text: "8", number: 8 },
    { text: "08", number: 8 },
    { text: "99", number: 99 },
    { text: "8.0", number: 8 },
  ])("reads the text $text as the number $number", ({ text, number }) => {
    const decoded = decodeSettings(withPolicy({ MinimumLength: text }));

    expect(decoded).toEqual(withPolicy({ MinimumLength: number }));
  });

  it.each([
    "",
    " 8",
    "8 ",
    "8\n",
    "1e3",
    "0x8",
    "+8",
    ".8",
    "8.",
    "1_000",
    "٨",
    "NaN",
    "Infinity",
    "--8",
    "8,5",
  ])("does not take %j for a number", (text) => {
    const decode = () => decodeSettings(withPolicy({ MinimumLength: text }));

    expect(decode).toThrow(
      `\`Settings.Policies.PasswordPolicy.MinimumLength\` must be a number, got ${JSON.stringify(text)}.`,
    );
  });

  it.each([
    { value: "8.5", rule: "must be a whole number, got 8.5." },
    { value: 8.5, rule: "must be a whole number, got 8.5." },
    { value: "-1", rule: "must be 6 to 99, got -1." },
    { value: "9".repeat(400), rule: "must be a whole number, got Infinity." },
    { value: 1e21, rule: "must be 6 to 99, got 1e+21." },
    { value: Number.NaN, rule: "must be a number, got NaN." },
    { value: 8n, rule: "must be a number, got a bigint." },
    { value: true, rule: "must be a number, got true." },
    { value: null, rule: "must be a number, got null." },
    { value: [8], rule: "must be a number, got a list." },
  ])("refuses $value where a small whole number is wanted", ({ value, rule }) => {
    const decode = () => decodeSettings(withPolicy({ MinimumLength: value }));

    expect(decode).toThrow(`\`Settings.Policies.PasswordPolicy.MinimumLength\` ${rule}`);
  });

  it.each(["True", "TRUE", "yes", "1", "0", "", " true", 1, 0, null, [], {}])(
    "does not take %j for a boolean",
    (RequireNumbers) => {
      const faults = settingsFaults(withPolicy({ RequireNumbers }));

      expect(faults).toHaveLength(1);
      expect(faults[0]?.message).toMatch(
        /^`Settings\.Policies\.PasswordPolicy\.RequireNumbers` must be true or false, got /,
      );
    },
  );

  it("leaves out what is undefined, as a program's optional values are", () => {
    const decoded = decodeSettings({
      PoolName: "shop",
      MfaConfiguration: undefined,
      UserPoolTags: { a: undefined, b: "1" },
    });

    expect(decoded).toEqual({ PoolName: "shop", UserPoolTags: { b: "1" } });
    expect([Object.keys(decoded), Object.keys(decoded.UserPoolTags ?? {})]).toEqual([
      ["PoolName", "UserPoolTags"],
      ["b"],
    ]);
  });

  it("takes tags with names that every object has", () => {
    const UserPoolTags = JSON.parse('{"__proto__": "1", "constructor": "2", "toString": "3"}') as object;

    const decoded = decodeSettings({ PoolName: "shop", UserPoolTags });

    expect(Object.entries(decoded.UserPoolTags ?? {})).toEqual(Object.entries(UserPoolTags));
    expect(Object.getPrototypeOf(decoded.UserPoolTags)).toBe(Object.prototype);
  });

  it("does not change what it is given", () => {
    const settings = Object.freeze({ PoolName: "shop", Policies: Object.freeze({}) });

    const decoded = decodeSettings(settings);

    expect(decoded).toEqual(settings);
    expect(decoded).not.toBe(settings);
  });
});

describe("decodeLeniently", () => {
  it.each([
    { name: "an unknown member", input: { PoolName: "shop", Future: 1 }, expected: { PoolName: "shop" } },
    {
      name: "a value of the wrong type",
      input: { PoolName: ["shop"], UserPoolTier: "LITE" },
      expected: { UserPoolTier: "LITE" },
    },
    {
      name: "an element that is none",
      input: { AutoVerifiedAttributes: ["email", null, {}] },
      expected: { AutoVerifiedAttributes: ["email"] },
    },
    {
      name: "a member without what it requires",
      input: { UserPoolAddOns: {} },
      expected: { UserPoolAddOns: {} },
    },
    { name: "nothing at all", input: undefined, expected: {} },
    { name: "null", input: null, expected: {} },
    { name: "a text", input: "settings", expected: {} },
  ])("leaves out $name of properties of former times", ({ input, expected }) => {
    const decoded = decodeLeniently(input);

    expect(decoded).toEqual(expected);
  });

  it("keeps what breaks today's limits, since Cognito took it once", () => {
    const decoded = decodeLeniently(withPolicy({ MinimumLength: "5" }));

    expect(decoded).toEqual(withPolicy({ MinimumLength: 5 }));
  });

  it("never throws, whatever it is given", () => {
    fc.assert(
      fc.property(fc.anything(), (input) => {
        expect(decodeLeniently(input)).toBeDefined();
        expect(decodeLeniently({ Schema: input, UserPoolTags: input, PoolName: input })).toBeDefined();
      }),
    );
  });
});

describe("decodePart", () => {
  const arn = "arn:aws:lambda:eu-west-1:123456789012:function:trigger";

  it("reads one member of the settings by its own shape", () => {
    const decoded = decodePart("LambdaConfig", { PostConfirmation: arn });

    expect(decoded).toEqual({ PostConfirmation: arn });
  });

  it.each([
    {
      name: "an unknown name",
      input: { PostConfirm: arn },
      shown: /^`LambdaConfig\.PostConfirm` is not a setting/,
    },
    {
      name: "a broken limit",
      input: { PreSignUp: "no arn, but long" },
      shown: /^`LambdaConfig\.PreSignUp` must have/,
    },
    {
      name: "a broken rule",
      input: { CustomEmailSender: { LambdaArn: arn, LambdaVersion: "V1_0" } },
      shown: /^`LambdaConfig\.KMSKeyID` is required beside a custom sender/,
    },
    { name: "a wrong type", input: [arn], shown: /^`LambdaConfig` must be an object, got a list\.$/ },
  ])("refuses $name", ({ input, shown }) => {
    const decode = () => decodePart("LambdaConfig", input);

    expect(decode).toThrow(shown);
  });

  it("refuses a member that the settings do not have", () => {
    expect(() => decodePart("Nonsense", {})).toThrow("`Nonsense` has a shape that this version cannot send");
  });
});

/** The paths at which a value stands, spelled as {@link leavesOf} spells them. */
function reached(value: unknown, path = ""): string[] {
  if (value === unknownValue) return [];
  if (Array.isArray(value)) return value.flatMap((item) => reached(item, `${path}[]`));
  if (typeof value !== "object" || value === null) return [path];
  const isMap = ["UserPoolTags", "AcrConfiguration"].includes(path);
  return Object.entries(value).flatMap(([name, item]) =>
    reached(item, isMap ? `${path}[]` : [path, name].filter(Boolean).join(".")),
  );
}
