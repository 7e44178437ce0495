import { ruleFaults } from "../../../handlers/userPool/rules";
import type { UserPoolSettings } from "../../../handlers/userPool/settings";
import { unknownValue } from "../../../handlers/userPool/values";

type Settings = Partial<UserPoolSettings>;

const faultsOf = (settings: Settings) => ruleFaults({ ...settings }, "Settings");

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
    { name: "attributes without a name", settings: { Schema: [{ AttributeDataType: "String" }] } },
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

  it("reports a required attribute without a name", () => {
    const faults = faultsOf({ Schema: [{ AttributeDataType: "String", Required: true }] });

    expect(faults).toHaveLength(1);
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
