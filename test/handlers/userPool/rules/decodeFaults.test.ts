import * as fc from "fast-check";
import { UserError } from "../../../../handlers/customResource/errors";
import {
  decodeSettings,
  faultsError,
  settingsFaults,
  unknownValue,
} from "../../../../handlers/userPool/rules/decode";
import { modelVersion } from "../../../../handlers/userPool/rules/serviceModel";
import { arbitrarySettings } from "../../../support/arbitrarySettings";

const messagesOf = (input: unknown) => settingsFaults(input).map(({ message }) => message);
/** A value of Pulumi's that is not known during a preview. */
const pending = unknownValue;
const fault = (name: string) => ({ path: name, message: `\`${name}\` is wrong.` });

describe("settingsFaults", () => {
  it.each([
    { typo: "PolName", path: "Settings.PolName", hint: "Did you mean `PoolName`?" },
    { typo: "poolName", path: "Settings.poolName", hint: "Did you mean `PoolName`?" },
    { typo: "UserPoolTag", path: "Settings.UserPoolTag", hint: "Did you mean `UserPoolTags`?" },
    { typo: "Deletion", path: "Settings.Deletion", hint: "Did you mean `DeletionProtection`?" },
  ])("names the nearest member for the unknown $typo", ({ typo, path, hint }) => {
    const faults = settingsFaults({ PoolName: "shop", [typo]: "x" });

    expect(faults).toEqual([{ path, message: `\`${path}\` is not a setting of Cognito's API. ${hint}` }]);
  });

  it("finds unknown names at every depth", () => {
    const messages = messagesOf({
      PoolName: "shop",
      Policies: { PasswordPolicy: { MinLength: "8" } },
      Schema: [
        { Name: "a", AttributeDataType: "String" },
        { Name: "b", Typ: "String" },
      ],
      AcrConfiguration: { Level1: { AcrValue: "x", ArcValue: "y" } },
      SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: "arn", EumsSms: { CalerArn: "arn" } } },
    });

    expect(messages).toEqual(
      expect.arrayContaining([
        "`Settings.Policies.PasswordPolicy.MinLength` is not a setting of Cognito's API. Did you mean `MinimumLength`?",
        expect.stringMatching(/^`Settings\.Schema\[1\]\.Typ` is not a setting/),
        expect.stringMatching(
          /^`Settings\.AcrConfiguration\.Level1\.ArcValue` is not a setting .* `AcrValue`\?$/,
        ),
        expect.stringMatching(
          /^`Settings\.SmsMfaConfiguration\.SmsConfiguration\.EumsSms\.CalerArn` .* `CallerArn`\?$/,
        ),
      ]),
    );
  });

  it("lists the known members where none is near", () => {
    const messages = messagesOf({
      PoolName: "shop",
      UsernameConfiguration: { CaseSensitive: "true", Zzzzzzzz: 1 },
    });

    expect(messages).toEqual([
      "`Settings.UsernameConfiguration.Zzzzzzzz` is not a setting of Cognito's API. Known are CaseSensitive.",
    ]);
  });

  it.each(["__proto__", "constructor", "toString", "hasOwnProperty", ""])(
    "takes `%s`, which every object has, for unknown",
    (name) => {
      const input = JSON.parse(`{"PoolName": "shop", "${name}": {"PoolName": "x"}}`) as unknown;

      const faults = settingsFaults(input);

      expect(faults).toHaveLength(1);
      expect(faults[0]?.message).toContain(`\`Settings.${name}\` is not a setting of Cognito's API.`);
    },
  );

  it("does not take inherited members for given ones", () => {
    const input = Object.create({ PoolName: "inherited" }) as unknown;

    const messages = messagesOf(input);

    expect(messages).toEqual(["`Settings.PoolName` is required and missing. Set it."]);
  });

  it("answers in good time for a name of 100,000 characters and for 1,000 unknown names", () => {
    const names = Array.from({ length: 1_000 }, (_, index) => [`Unknown${index}`, "x"]);
    const start = performance.now();

    const messages = messagesOf({
      PoolName: "shop",
      ["x".repeat(100_000)]: "x",
      ...Object.fromEntries(names),
    });

    expect(messages).toHaveLength(1_001);
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  it("reports all faults at once, each with its path", () => {
    const faults = settingsFaults({
      Policies: { PasswordPolicy: { MinimumLength: "5", RequireNumbers: "perhaps" } },
      AliasAttributes: ["email"],
      UsernameAttributes: ["email"],
      UserPoolTier: "GOLD",
      UserPoolAddOns: {},
      Nonsense: 1,
    });

    expect(new Set(faults.map(({ path }) => path))).toEqual(
      new Set([
        "Settings.Policies.PasswordPolicy.RequireNumbers",
        "Settings.UserPoolAddOns.AdvancedSecurityMode",
        "Settings.Nonsense",
        "Settings.PoolName",
        "Settings.Policies.PasswordPolicy.MinimumLength",
        "Settings.UserPoolTier",
        "Settings.AliasAttributes",
      ]),
    );
    expect(faults).toHaveLength(7);
    expect(faults.every(({ path, message }) => message.includes(`\`${path}\``))).toBe(true);
  });

  it.each([
    { input: undefined, got: "undefined" },
    { input: null, got: "null" },
    { input: [], got: "a list" },
    { input: "text", got: "a string" },
    { input: 1, got: "1" },
  ])("refuses $got in place of the settings", ({ input, got }) => {
    const messages = messagesOf(input);

    expect(messages).toEqual([`\`Settings\` must be an object, got ${got}.`]);
  });

  it.each([
    { member: { Policies: null }, message: "`Settings.Policies` must be an object, got null." },
    {
      member: { Policies: { PasswordPolicy: [] } },
      message: "`Settings.Policies.PasswordPolicy` must be an object, got a list.",
    },
    {
      member: { AutoVerifiedAttributes: "email" },
      message: "`Settings.AutoVerifiedAttributes` must be a list, got a string.",
    },
    {
      member: { AutoVerifiedAttributes: { 0: "email" } },
      message: "`Settings.AutoVerifiedAttributes` must be a list, got an object.",
    },
    {
      member: { AutoVerifiedAttributes: [null] },
      message: "`Settings.AutoVerifiedAttributes[0]` must be a string, got null.",
    },
    { member: { UserPoolTags: ["a"] }, message: "`Settings.UserPoolTags` must be a map, got a list." },
    {
      member: { UserPoolTags: { a: { b: "c" } } },
      message: "`Settings.UserPoolTags.a` must be a string, got an object.",
    },
    { member: { PoolName: 8 }, message: "`Settings.PoolName` must be a string, got 8." },
    { member: { PoolName: true }, message: "`Settings.PoolName` must be a string, got true." },
  ])("says what was wanted and what was got: $message", ({ member, message }) => {
    const messages = messagesOf({ PoolName: "shop", ...member });

    expect(messages).toEqual([message]);
  });

  it.each(["VerificationMessageTemplate", "UserPoolTags", "AutoVerifiedAttributes"])(
    "does not show a text that stands where `%s` has its members: it may be a message",
    (name) => {
      const messages = messagesOf({ PoolName: "shop", [name]: "message-canary {####}" });

      expect(messages).toHaveLength(1);
      expect(messages[0]).toMatch(/got a string\.$/);
    },
  );

  it("cuts long values between characters", () => {
    const messages = messagesOf({
      PoolName: "shop",
      DeletionProtection: `${"x".repeat(39)}😀${"y".repeat(1_000_000)}`,
    });

    expect(messages).toEqual([
      `\`Settings.DeletionProtection\` must be one of ACTIVE, INACTIVE, got "${"x".repeat(39)}😀…". Cognito's API has no other in botocore ${modelVersion}.`,
    ]);
  });

  it("calls the settings as it is told", () => {
    const faults = settingsFaults({}, { root: "settings" });

    expect(faults).toEqual([
      { path: "settings.PoolName", message: "`settings.PoolName` is required and missing. Set it." },
    ]);
  });

  it("never throws, whatever stands in the settings", () => {
    fc.assert(
      fc.property(arbitrarySettings, fc.anything(), fc.string(), (settings, value, name) => {
        expect(settingsFaults({ ...settings, [name]: value, Schema: value })).toBeDefined();
        expect(settingsFaults(value)).toBeDefined();
      }),
      { numRuns: 300 },
    );
  });
});

describe("settingsFaults, with values that are not known yet,", () => {
  it.each([
    { name: "all of them", input: pending },
    { name: "a required one", input: { PoolName: pending } },
    { name: "a number", input: { PoolName: "p", Policies: { PasswordPolicy: { MinimumLength: pending } } } },
    { name: "a structure", input: { PoolName: "p", Policies: pending } },
    { name: "an element", input: { PoolName: "p", Schema: [pending], AutoVerifiedAttributes: [pending] } },
    { name: "a tag", input: { PoolName: "p", UserPoolTags: { owner: pending } } },
    {
      name: "one side of a rule",
      input: { PoolName: "p", AliasAttributes: ["email"], UsernameAttributes: pending },
    },
    {
      name: "an element of one side",
      input: { PoolName: "p", MfaConfiguration: "ON", SmsMfaConfiguration: pending },
    },
    {
      name: "a part of one side",
      input: {
        PoolName: "p",
        LambdaConfig: { PreTokenGeneration: pending, PreTokenGenerationConfig: pending },
      },
    },
  ])("guesses nothing about $name", ({ input }) => {
    const faults = settingsFaults(input);

    expect(faults).toEqual([]);
  });

  it("still reports what is known to be wrong", () => {
    const faults = settingsFaults({
      PoolName: pending,
      Policies: { PasswordPolicy: { MinimumLength: 5 } },
      Nonsense: pending,
    });

    expect(faults.map(({ path }) => path)).toEqual([
      "Settings.Nonsense",
      "Settings.Policies.PasswordPolicy.MinimumLength",
    ]);
  });

  it("marks them in what it decodes", () => {
    const decoded = decodeSettings({ PoolName: pending, UserPoolTags: { owner: pending } });

    expect(decoded).toEqual({ PoolName: pending, UserPoolTags: { owner: pending } });
  });
});

describe("faultsError", () => {
  it("is the message itself where there is one", () => {
    const error = faultsError([fault("A")]);

    expect(error).toEqual(new UserError("`A` is wrong."));
  });

  it("counts and lists where there are more", () => {
    const error = faultsError([fault("A"), fault("B")]);

    expect(error).toEqual(
      new UserError("2 settings of the user pool are wrong:\n- `A` is wrong.\n- `B` is wrong."),
    );
  });
});
