import * as fc from "fast-check";
import {
  confidentialTexts,
  readFormerPoolProperties,
  readFormerTriggers,
  readPoolProperties,
  readTriggerProperties,
} from "../../../../handlers/userPool/rules/properties";
import { settingsShape } from "../../../../handlers/userPool/settings/schema";
import { leavesOf } from "../../../support/arbitrarySettings";
import { poolId } from "../../../support/events";

const Settings = { PoolName: "shop" };
const arn = "arn:aws:lambda:eu-west-1:123456789012:function:trigger";

describe("readPoolProperties", () => {
  it("fills in the defaults, beside what CloudFormation itself wants", () => {
    const properties = readPoolProperties({ ServiceToken: arn, ServiceTimeout: "600", Settings });

    expect(properties).toEqual({
      settings: Settings,
      onImmutableChange: "refuse",
      replaceNonEmpty: false,
      forceDestroy: false,
      onDelete: "delete",
      adoptUserPoolId: undefined,
    });
  });

  it("reads CloudFormation's texts", () => {
    const properties = readPoolProperties({
      Settings: { PoolName: "true", Policies: { PasswordPolicy: { MinimumLength: "8" } } },
      OnImmutableChange: "replace",
      ReplaceNonEmpty: "true",
      ForceDestroy: "false",
      AdoptUserPoolId: poolId,
    });

    expect(properties).toEqual({
      settings: { PoolName: "true", Policies: { PasswordPolicy: { MinimumLength: 8 } } },
      onImmutableChange: "replace",
      replaceNonEmpty: true,
      forceDestroy: false,
      onDelete: "delete",
      adoptUserPoolId: poolId,
    });
  });

  it("lets an adopted pool keep what new pools of its tier do not have", () => {
    const former = {
      ...Settings,
      UserPoolTier: "LITE",
      UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" },
    };

    const adopted = readPoolProperties({ Settings: former, AdoptUserPoolId: poolId });
    const read = () => readPoolProperties({ Settings: former });

    expect(adopted.settings).toEqual(former);
    expect(read).toThrow("`Settings.UserPoolAddOns.AdvancedSecurityMode` AUDIT needs `UserPoolTier` PLUS");
  });

  it("reads flags that are typed already", () => {
    const properties = readPoolProperties({ Settings, ReplaceNonEmpty: false, ForceDestroy: true });

    expect(properties).toMatchObject({ replaceNonEmpty: false, forceDestroy: true });
  });

  it("puts former members in their places of today", () => {
    const properties = readPoolProperties({ Settings: { ...Settings, SmsVerificationMessage: "{####}" } });

    expect(properties.settings).toEqual({
      ...Settings,
      VerificationMessageTemplate: { SmsMessage: "{####}" },
    });
  });

  it.each([
    { raw: {}, message: "`Settings` must be an object, got undefined." },
    { raw: { Settings: "shop" }, message: "`Settings` must be an object, got a string." },
    { raw: { Settings: {} }, message: "`Settings.PoolName` is required and missing. Set it." },
    { raw: { Settings, ForceDestroy: "yes" }, message: '`ForceDestroy` must be true or false, got "yes".' },
    { raw: { Settings, ReplaceNonEmpty: "" }, message: '`ReplaceNonEmpty` must be true or false, got "".' },
    { raw: { Settings, ForceDestroy: null }, message: "`ForceDestroy` must be true or false, got null." },
    {
      raw: { Settings, OnImmutableChange: "Replace" },
      message: '`OnImmutableChange` must be refuse or replace, got "Replace".',
    },
    { raw: { Settings, OnDelete: "keep" }, message: '`OnDelete` must be delete or retain, got "keep".' },
    { raw: { Settings, AdoptUserPoolId: ["x"] }, message: "`AdoptUserPoolId` must be a string, got a list." },
    {
      raw: { Settings, AdoptUserPoolId: "" },
      message: '`AdoptUserPoolId` must be a user pool\'s id such as `eu-west-1_AbCdEf123`, got "".',
    },
    {
      raw: { Settings, ForceDestoy: "true" },
      message: "`ForceDestoy` is not a property of this resource. Did you mean `ForceDestroy`?",
    },
    {
      raw: { Settings, settings: {} },
      message: "`settings` is not a property of this resource. Did you mean `Settings`?",
    },
  ])("refuses: $message", ({ raw, message }) => {
    const read = () => readPoolProperties(raw);

    expect(read).toThrow(new Error(message));
  });

  it.each(["delete", "retain"])("reads `OnDelete`: %s", (onDelete) => {
    expect(readPoolProperties({ Settings, OnDelete: onDelete })).toMatchObject({ onDelete });
  });

  it.each(["constructor", "__proto__", "toString"])("takes `%s` for an unknown property", (name) => {
    const raw = JSON.parse(`{"Settings": {"PoolName": "shop"}, "${name}": "x"}`) as Record<string, unknown>;

    const read = () => readPoolProperties(raw);

    expect(read).toThrow(`\`${name}\` is not a property of this resource.`);
  });

  it("reports the faults of all properties and settings at once", () => {
    const raw = {
      Settings: { PoolName: "" },
      ForceDestoy: "true",
      ReplaceNonEmpty: "perhaps",
      OnImmutableChange: "ask",
      AdoptUserPoolId: "mine",
    };

    const read = () => readPoolProperties(raw);

    expect(read).toThrow(
      new Error(
        [
          "`ForceDestoy` is not a property of this resource. Did you mean `ForceDestroy`?",
          "`Settings.PoolName` must have 1 to 128 characters, got 0.",
          '`OnImmutableChange` must be refuse or replace, got "ask".',
          '`ReplaceNonEmpty` must be true or false, got "perhaps".',
          '`AdoptUserPoolId` must be a user pool\'s id such as `eu-west-1_AbCdEf123`, got "mine".',
        ].join("\n"),
      ),
    );
  });
});

describe("readPoolProperties and readTriggerProperties", () => {
  it("do not take an error of their own for a fault of the user's", () => {
    const broken = {
      get Settings(): never {
        throw new TypeError("broken");
      },
    };

    expect(() => readPoolProperties(broken)).toThrow(new TypeError("broken"));
  });
});

describe("readFormerPoolProperties", () => {
  it.each([
    {
      name: "nothing",
      raw: {},
      expected: { settings: {}, forceDestroy: false, onDelete: "delete", onImmutableChange: "refuse" },
    },
    {
      name: "properties of an older version",
      raw: {
        Settings: { PoolName: "shop", Gone: "x" },
        Older: "x",
        ForceDestroy: "true",
        OnImmutableChange: "replace",
        OnDelete: "retain",
      },
      expected: { settings: Settings, forceDestroy: true, onDelete: "retain", onImmutableChange: "replace" },
    },
    {
      name: "a flag and a mode that are none",
      raw: { Settings, ForceDestroy: "yes", OnImmutableChange: "perhaps", OnDelete: "keep" },
      expected: { settings: Settings, forceDestroy: false, onDelete: "delete", onImmutableChange: "refuse" },
    },
  ])("takes $name as it is", ({ raw, expected }) => {
    const properties = readFormerPoolProperties(raw);

    expect(properties).toEqual(expected);
  });

  it("never throws, whatever was there before", () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (settings, flag) => {
        expect(readFormerPoolProperties({ Settings: settings, ForceDestroy: flag })).toBeDefined();
        expect(readFormerTriggers({ UserPoolId: flag, LambdaConfig: settings })).toBeDefined();
      }),
    );
  });
});

describe("readTriggerProperties", () => {
  it("reads the pool and its functions", () => {
    const properties = readTriggerProperties({
      ServiceToken: arn,
      ServiceTimeout: "600",
      UserPoolId: poolId,
      LambdaConfig: { PostConfirmation: arn },
    });

    expect(properties).toEqual({ userPoolId: poolId, lambdaConfig: { PostConfirmation: arn } });
  });

  it("takes no functions for none attached", () => {
    const properties = readTriggerProperties({ UserPoolId: poolId });

    expect(properties).toEqual({ userPoolId: poolId, lambdaConfig: {} });
  });

  it.each([
    { raw: {}, message: "`UserPoolId` must be a string, got undefined." },
    {
      raw: { UserPoolId: "mine" },
      message: '`UserPoolId` must be a user pool\'s id such as `eu-west-1_AbCdEf123`, got "mine".',
    },
    {
      raw: { UserPoolId: poolId, LambdaConfg: {} },
      message: "`LambdaConfg` is not a property of this resource. Did you mean `LambdaConfig`?",
    },
    {
      raw: { UserPoolId: poolId, LambdaConfig: { PreSignUp: "fn" } },
      message: "`LambdaConfig.PreSignUp` must have 20 to 2048 characters, got 2.",
    },
    {
      raw: { UserPoolId: poolId, LambdaConfig: "fn" },
      message: "`LambdaConfig` must be an object, got a string.",
    },
  ])("refuses: $message", ({ raw, message }) => {
    const read = () => readTriggerProperties(raw);

    expect(read).toThrow(new Error(message));
  });
});

describe("confidentialTexts", () => {
  it("are the texts of all members of the schema that hold a message, a subject or a secret", () => {
    const members = leavesOf(settingsShape).flatMap(({ path }) =>
      /(Message|Subject|ExternalId)(ByLink)?$/.test(path) && !path.startsWith("LambdaConfig.") ? [path] : [],
    );
    const settings = members.reduce((made, path) => deepSet(made, path.split("."), `canary of ${path}`), {});

    const texts = confidentialTexts(settings);

    expect(members.length).toBeGreaterThan(15);
    expect(new Set(texts)).toEqual(new Set(members.map((path) => `canary of ${path}`)));
  });

  it("are no other texts", () => {
    const texts = confidentialTexts({ PoolName: "shop", UserPoolTags: { a: "b" }, Schema: [{ Name: "c" }] });

    expect(texts).toEqual([]);
  });
});

function deepSet(target: object, [name = "", ...rest]: string[], value: string): Record<string, unknown> {
  const inner = new Map<string, unknown>(Object.entries(target)).get(name);
  return { ...target, [name]: rest.length > 0 ? deepSet(Object(inner ?? {}) as object, rest, value) : value };
}
