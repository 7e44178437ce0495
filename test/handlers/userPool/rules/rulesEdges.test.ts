import { ruleFaults } from "../../../../handlers/userPool/rules/rules";
import type { UserPoolSettings } from "../../../../handlers/userPool/settings/schema";
import { unknownValue } from "../../../../handlers/userPool/settings/values";

type Settings = Partial<UserPoolSettings>;

const faultsOf = (settings: Settings) => ruleFaults({ ...settings }, "Settings");

const role = "arn:aws:iam::123456789012:role/sender";
const emailMfa: Settings = {
  MfaConfiguration: "OPTIONAL",
  EmailMfaConfiguration: {},
  EmailConfiguration: {
    EmailSendingAccount: "DEVELOPER",
    SourceArn: "arn:aws:ses:eu-west-1:123456789012:identity/example.com",
  },
};

describe("ruleFaults, at its edges,", () => {
  it("is content with the fewest settings that there can be", () => {
    const faults = faultsOf({ PoolName: "shop" });

    expect(faults).toEqual([]);
  });

  it("reports every broken rule, not only the first", () => {
    const faults = faultsOf({
      AliasAttributes: ["email"],
      UsernameAttributes: ["email"],
      KeyConfiguration: { KeyType: "CUSTOMER_MANAGED_KEY" },
    });

    expect(faults.map(({ path }) => path)).toEqual([
      "Settings.AliasAttributes",
      "Settings.KeyConfiguration.KmsKeyArn",
    ]);
  });

  it("does not take an error of its own for a broken rule", () => {
    const broken = {
      get Schema(): never {
        throw new TypeError("broken");
      },
    };

    expect(() => ruleFaults(broken, "Settings")).toThrow(new TypeError("broken"));
  });

  it.each<{ name: string; settings: Settings }>([
    { name: "nothing but its tier", settings: { UserPoolTier: "LITE" } },
    { name: "no first factors", settings: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: [] } } } },
    { name: "no first factors but its password's", settings: { Policies: { SignInPolicy: {} } } },
    { name: "levels without names", settings: { AcrConfiguration: {} } },
    {
      name: "SMS as a second factor and for recovery",
      settings: {
        MfaConfiguration: "ON",
        SmsConfiguration: { SnsCallerArn: role },
        SmsMfaConfiguration: {},
        AccountRecoverySetting: { RecoveryMechanisms: [{ Name: "verified_phone_number", Priority: 1 }] },
      },
    },
    {
      name: "e-mail as a second factor and an administrator for recovery",
      settings: {
        ...emailMfa,
        AccountRecoverySetting: { RecoveryMechanisms: [{ Name: "admin_only", Priority: 1 }] },
      },
    },
    { name: "e-mail as a second factor and no word of recovery", settings: emailMfa },
    {
      name: "SMS as a first factor, sent by the second one's role",
      settings: {
        MfaConfiguration: "OPTIONAL",
        SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: role } },
        Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "SMS_OTP"] } },
      },
    },
    { name: "recovery without mechanisms", settings: { AccountRecoverySetting: {} } },
  ])("is content with a pool that has $name", ({ settings }) => {
    const faults = faultsOf(settings);

    expect(faults).toEqual([]);
  });

  it("reports a verification before the update of attributes where none are verified at all", () => {
    const faults = faultsOf({
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] },
    });

    expect(faults[0]?.message).toContain("holds email, which `AutoVerifiedAttributes` does not.");
  });

  it("reports the same of an attribute without a name, whatever else it lacks", () => {
    const [fault] = faultsOf({ Schema: [{ Name: "email" }, { Required: true }] });

    expect(fault?.message).toBe("`Settings.Schema[1].Name` is missing: an attribute needs a name. Set it.");
  });

  it("leaves an attribute for later whose type is not known yet, and with it what depends on that", () => {
    const faults = ruleFaults({ Schema: [{ Name: "tenant", AttributeDataType: unknownValue }] }, "Settings");

    expect(faults).toEqual([]);
  });

  it.each([
    {
      name: "first factors",
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["EMAIL_OTP", unknownValue] } },
    },
    { name: "tier", UserPoolTier: unknownValue, UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" } },
    {
      name: "sending account",
      EmailConfiguration: { From: "a@example.com", EmailSendingAccount: unknownValue },
    },
    {
      name: "names of levels",
      AcrConfiguration: { Level1: { AcrValue: unknownValue }, Level2: { AcrValue: "x" } },
    },
    { name: "constraints", Schema: [{ Name: "email", StringAttributeConstraints: unknownValue }] },
  ])("waits for $name that are not known yet", ({ name: _name, ...settings }) => {
    const faults = ruleFaults(settings, "Settings");

    expect(faults).toEqual([]);
  });

  it("leaves a rule for later that needs what is not known yet, and keeps to the others", () => {
    const faults = ruleFaults(
      {
        MfaConfiguration: "ON",
        SmsConfiguration: unknownValue,
        AliasAttributes: ["email"],
        UsernameAttributes: ["email"],
      },
      "Settings",
    );

    expect(faults.map(({ path }) => path)).toEqual(["Settings.AliasAttributes"]);
  });
});

describe("ruleFaults, of a pool that is adopted,", () => {
  const threatProtection: Settings = { UserPoolAddOns: { AdvancedSecurityMode: "ENFORCED" } };
  const former: Settings = {
    ...threatProtection,
    ...emailMfa,
    UserPoolTier: "LITE",
    Policies: { PasswordPolicy: { PasswordHistorySize: 3 } },
    LambdaConfig: {
      PreTokenGenerationConfig: {
        LambdaArn: "arn:aws:lambda:eu-west-1:123456789012:function:claims",
        LambdaVersion: "V2_0",
      },
    },
  };

  it.each<{ name: string; settings: Settings }>([
    { name: "what the Lite tier has from the time before there were tiers", settings: former },
    { name: "threat protection in the tier that it has", settings: threatProtection },
    { name: "threat protection in the Plus tier", settings: { ...threatProtection, UserPoolTier: "PLUS" } },
  ])("is content with $name", ({ settings }) => {
    const [adopted, made] = [true, false].map((isAdopted) =>
      ruleFaults({ ...settings }, "Settings", { isAdopted }),
    );

    expect(adopted).toEqual([]);
    expect(made?.length === 0).toBe(settings.UserPoolTier === "PLUS");
  });

  it.each<{ path: string; settings: Settings }>([
    { path: "UserPoolTier", settings: { UserPoolTier: "LITE", DcrConfiguration: {} } },
    {
      path: "UserPoolAddOns.AdvancedSecurityMode",
      settings: { ...threatProtection, UserPoolTier: "ESSENTIALS" },
    },
  ])("reports at `$path` what no tier ever had", ({ path, settings }) => {
    const faults = ruleFaults({ ...settings }, "Settings", { isAdopted: true });

    expect(faults.map((fault) => fault.path)).toEqual([`Settings.${path}`]);
  });
});
