import { NormalizedSchema } from "@smithy/core/schema";
import type { UserPoolSettings } from "../../../../handlers/userPool/settings/schema";
import {
  createOnlyMembers,
  createShape,
  mfaMembers,
  mfaShape,
  type StructureShape,
  settingsShape,
  shapeOf,
  updateShape,
} from "../../../../handlers/userPool/settings/schema";
import { leavesOf, pathsOf } from "../../../support/arbitrarySettings";

const shapes: { name: string; shape: StructureShape }[] = [
  { name: "settingsShape", shape: settingsShape },
  { name: "createShape", shape: createShape },
  { name: "updateShape", shape: updateShape },
  { name: "mfaShape", shape: mfaShape },
];
const leaves = leavesOf(settingsShape);
const pathsOfKind = (kind: string) => leaves.flatMap((leaf) => (leaf.kind === kind ? [leaf.path] : []));

describe("the SDK's schema", () => {
  it.each(shapes)("holds no member of a shape that this version cannot send: $name", ({ shape }) => {
    const unsupported = pathsOf(shape).filter(({ kind }) => kind === "unsupported");

    // A newer SDK brought one: teach schema.ts and settings.ts its kind.
    expect(unsupported).toEqual([]);
  });

  it("is walked to its last leaf", () => {
    // 100 members hold a value in SDK 3.1169. Fewer would mean that the walk misses some; a newer SDK may have more.
    expect(leaves.length).toBeGreaterThanOrEqual(97);
    expect(new Set(leaves.map(({ path }) => path)).size).toBe(leaves.length);
  });

  it.each([
    "DcrConfiguration.AllowedScopes[]",
    "AcrConfiguration[].AcrValue",
    "KeyConfiguration.KmsKeyArn",
    "IssuerConfiguration.Type",
    "SmsConfiguration.EumsSms.CallerArn",
    "SmsMfaConfiguration.SmsConfiguration.EumsSms.Region",
    "LambdaConfig.InboundFederation.LambdaArn",
    "WebAuthnConfiguration.FactorConfiguration",
    "UserPoolTags[]",
    "Schema[].StringAttributeConstraints.MinLength",
  ])("holds `%s`, of those that other tools lack or that lie deep", (path) => {
    expect(leaves.map((leaf) => leaf.path)).toContain(path);
  });

  it("tells numbers and booleans from texts", () => {
    expect(pathsOfKind("number")).toEqual([
      "Policies.PasswordPolicy.MinimumLength",
      "Policies.PasswordPolicy.PasswordHistorySize",
      "Policies.PasswordPolicy.TemporaryPasswordValidityDays",
      "AdminCreateUserConfig.UnusedAccountValidityDays",
      "AccountRecoverySetting.RecoveryMechanisms[].Priority",
    ]);
    expect(pathsOfKind("boolean")).toEqual([
      "SoftwareTokenMfaConfiguration.Enabled",
      "Policies.PasswordPolicy.RequireUppercase",
      "Policies.PasswordPolicy.RequireLowercase",
      "Policies.PasswordPolicy.RequireNumbers",
      "Policies.PasswordPolicy.RequireSymbols",
      "DeviceConfiguration.ChallengeRequiredOnNewDevice",
      "DeviceConfiguration.DeviceOnlyRememberedOnUserPrompt",
      "AdminCreateUserConfig.AllowAdminCreateUserOnly",
      "Schema[].DeveloperOnlyAttribute",
      "Schema[].Mutable",
      "Schema[].Required",
      "DcrConfiguration.OpenDcrEnabled",
      "UsernameConfiguration.CaseSensitive",
    ]);
  });

  it("tells which members are required, as the SDK's types do", () => {
    const required = (shape: StructureShape, name: string) => {
      const member = shape.members.get(name)?.();
      return member?.kind === "structure" ? [...member.required] : undefined;
    };
    // The compiler checks the same: this would not be accepted if one more were required.
    const least: UserPoolSettings = {
      PoolName: "shop",
      UsernameConfiguration: { CaseSensitive: false },
      UserPoolAddOns: { AdvancedSecurityMode: "OFF" },
    };

    expect(settingsShape.required).toEqual(["PoolName"]);
    expect(updateShape.required).toEqual([]);
    expect(mfaShape.required).toEqual([]);
    expect(required(settingsShape, "UsernameConfiguration")).toEqual(["CaseSensitive"]);
    expect(required(settingsShape, "UserPoolAddOns")).toEqual(["AdvancedSecurityMode"]);
    expect(required(settingsShape, "EmailConfiguration")).toEqual([]);
    expect(Object.keys(least)).toHaveLength(3);
  });

  it("knows that it does not know a kind of value", () => {
    const timestamp = 4;

    expect(shapeOf(NormalizedSchema.of(timestamp))).toEqual({ kind: "unsupported" });
  });

  it("tells which members are fixed when a pool is made", () => {
    expect([...createOnlyMembers].sort()).toEqual([
      "AliasAttributes",
      "Schema",
      "UsernameAttributes",
      "UsernameConfiguration",
    ]);
  });

  it("tells which members only SetUserPoolMfaConfig knows", () => {
    expect([...mfaMembers].sort()).toEqual([
      "EmailMfaConfiguration",
      "SmsMfaConfiguration",
      "SoftwareTokenMfaConfiguration",
      "WebAuthnConfiguration",
    ]);
  });

  it("has no member for the pool's id, which is not a setting", () => {
    const names = shapes.flatMap(({ shape }) => [...shape.members.keys()]);

    expect(names).not.toContain("UserPoolId");
  });
});
