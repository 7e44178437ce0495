import { isDeepStrictEqual } from "node:util";
import {
  GetUserPoolMfaConfigCommand,
  SetUserPoolMfaConfigCommand,
  type UpdateUserPoolRequest,
  type UserPoolType,
} from "@aws-sdk/client-cognito-identity-provider";
import { type LivePool, NoAnswer, type Probe } from "../probe";

type Settings = Omit<UpdateUserPoolRequest, "UserPoolId">;

const answers = {
  reset: "it goes back to its default",
  kept: "it stays as it is",
};

/** Of a member: what it is set to, and where its value is read. */
interface Member {
  readonly name: string;
  readonly settings: Settings | ((pool: LivePool) => Settings);
  readonly read: (pool: UserPoolType) => unknown;
}

const functionOf = ({ created }: LivePool): string => {
  const [, partition, , region, account] = (created.Arn ?? "").split(":");
  return `arn:${partition}:lambda:${region}:${account}:function:custom-user-pool-probe`;
};

const recovery = [{ Name: "admin_only" as const, Priority: 1 }];

const members: readonly Member[] = [
  {
    name: "Policies.PasswordPolicy",
    settings: { Policies: { PasswordPolicy: { MinimumLength: 14 } } },
    read: (pool) => pool.Policies?.PasswordPolicy?.MinimumLength,
  },
  {
    name: "Policies.SignInPolicy",
    settings: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP"] } } },
    read: (pool) => pool.Policies?.SignInPolicy?.AllowedFirstAuthFactors?.length ?? 1,
  },
  {
    name: "DeletionProtection",
    settings: { DeletionProtection: "ACTIVE" },
    read: (pool) => pool.DeletionProtection ?? "INACTIVE",
  },
  {
    name: "LambdaConfig",
    settings: (pool) => ({ LambdaConfig: { PreSignUp: functionOf(pool) } }),
    read: (pool) => pool.LambdaConfig?.PreSignUp,
  },
  {
    name: "AutoVerifiedAttributes",
    settings: { AutoVerifiedAttributes: ["email"] },
    read: (pool) => pool.AutoVerifiedAttributes ?? [],
  },
  {
    name: "VerificationMessageTemplate",
    settings: { VerificationMessageTemplate: { DefaultEmailOption: "CONFIRM_WITH_LINK" } },
    read: (pool) => pool.VerificationMessageTemplate?.DefaultEmailOption ?? "CONFIRM_WITH_CODE",
  },
  {
    name: "SmsAuthenticationMessage",
    settings: { SmsAuthenticationMessage: "Your code is {####}" },
    read: (pool) => pool.SmsAuthenticationMessage,
  },
  {
    name: "DeviceConfiguration",
    settings: { DeviceConfiguration: { ChallengeRequiredOnNewDevice: true } },
    read: (pool) => pool.DeviceConfiguration?.ChallengeRequiredOnNewDevice ?? false,
  },
  {
    name: "EmailConfiguration",
    settings: { EmailConfiguration: { ReplyToEmailAddress: "probe@example.com" } },
    read: (pool) => pool.EmailConfiguration?.ReplyToEmailAddress,
  },
  {
    name: "AdminCreateUserConfig",
    settings: { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } },
    read: (pool) => pool.AdminCreateUserConfig?.AllowAdminCreateUserOnly ?? false,
  },
  {
    name: "UserPoolTags",
    settings: ({ tags }) => ({ UserPoolTags: { ...tags, "custom-user-pool:probed": "yes" } }),
    read: (pool) => pool.UserPoolTags?.["custom-user-pool:probed"],
  },
  {
    name: "AccountRecoverySetting",
    settings: { AccountRecoverySetting: { RecoveryMechanisms: recovery } },
    read: (pool) => pool.AccountRecoverySetting?.RecoveryMechanisms?.[0]?.Name,
  },
  {
    name: "UserPoolAddOns",
    settings: { UserPoolTier: "PLUS", UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" } },
    read: (pool) => pool.UserPoolAddOns?.AdvancedSecurityMode ?? "OFF",
  },
  {
    name: "UserPoolTier",
    settings: { UserPoolTier: "PLUS" },
    read: (pool) => pool.UserPoolTier ?? "ESSENTIALS",
  },
  {
    name: "UserAttributeUpdateSettings",
    settings: {
      AutoVerifiedAttributes: ["email"],
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] },
    },
    read: (pool) => pool.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? [],
  },
  {
    name: "AcrConfiguration",
    settings: { AcrConfiguration: { Level1: { AcrValue: "probe" } } },
    read: (pool) => pool.AcrConfiguration?.["Level1"]?.AcrValue,
  },
];

/** What UpdateUserPool does with each of its members when a request leaves it out. */
export const omittedMembers: Probe[] = [
  ...members.map(({ name, settings, read }) => ({
    id: `omitted.${name}`,
    question: `What does UpdateUserPool do with \`${name}\` when it is left out?`,
    answers,
    ask: async ({ makePool }: { makePool: () => Promise<LivePool> }) => {
      const pool = await makePool();
      const before = read(await pool.describe());
      await pool.update(typeof settings === "function" ? settings(pool) : settings);
      const set = read(await pool.describe());
      if (isDeepStrictEqual(set, before)) throw new NoAnswer(`\`${name}\` does not show what it was set to`);
      await pool.update(name === "UserPoolTags" ? { UserPoolTags: undefined } : {});
      return compare(read(await pool.describe()), { before, set });
    },
  })),
  {
    id: "omitted.MfaConfiguration",
    question:
      "What does UpdateUserPool do with MFA by an authenticator app when `MfaConfiguration` is left out?",
    answers,
    ask: async ({ makePool, cognito }) => {
      const pool = await makePool();
      const UserPoolId = pool.id;
      const totp = {
        SoftwareTokenMfaConfiguration: { Enabled: true },
        MfaConfiguration: "OPTIONAL",
      } as const;
      await cognito.send(new SetUserPoolMfaConfigCommand({ UserPoolId, ...totp }));
      await pool.update({});
      const { MfaConfiguration } = await cognito.send(new GetUserPoolMfaConfigCommand({ UserPoolId }));
      return compare(MfaConfiguration, { before: "OFF", set: "OPTIONAL" });
    },
  },
];

function compare(now: unknown, { before, set }: { before: unknown; set: unknown }): keyof typeof answers {
  if (isDeepStrictEqual(now, set)) return "kept";
  if (isDeepStrictEqual(now, before)) return "reset";
  throw new NoAnswer(`it is ${JSON.stringify(now)}, neither what it was before nor what it was set to`);
}
