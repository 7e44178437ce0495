import { isDeepStrictEqual } from "node:util";
import { ownTagPrefix, ownTags } from "./ownership";
import { duplicates, type Rule } from "./rule";
import type { UserPoolSettings } from "./settings";

/** Tags of a pool are at most 50, ours among them. */
const maxUserTags = 50 - Object.keys(ownTags).length;

const tierOf = (settings: UserPoolSettings) => settings.UserPoolTier ?? "ESSENTIALS";
const isMfaOn = ({ MfaConfiguration }: UserPoolSettings) =>
  MfaConfiguration === "ON" || MfaConfiguration === "OPTIONAL";
const hasSmsFactor = (settings: UserPoolSettings) => settings.SmsMfaConfiguration !== undefined;
const hasTotpFactor = (settings: UserPoolSettings) =>
  settings.SoftwareTokenMfaConfiguration?.Enabled === true;
const hasEmailFactor = (settings: UserPoolSettings) => settings.EmailMfaConfiguration !== undefined;
const hasFactor = (settings: UserPoolSettings) =>
  hasSmsFactor(settings) || hasTotpFactor(settings) || hasEmailFactor(settings);

/** Features that the Lite tier does not have. */
function usesEssentials(settings: UserPoolSettings): string[] {
  const factors = settings.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? [];
  const used = {
    "Policies.SignInPolicy.AllowedFirstAuthFactors": factors.some((factor) => factor !== "PASSWORD"),
    EmailMfaConfiguration: hasEmailFactor(settings),
    "WebAuthnConfiguration.FactorConfiguration":
      settings.WebAuthnConfiguration?.FactorConfiguration !== undefined,
    DcrConfiguration:
      settings.DcrConfiguration !== undefined && settings.DcrConfiguration.EnableStatus !== "Disabled",
    AcrConfiguration: Object.keys(settings.AcrConfiguration ?? {}).length > 0,
  };
  return Object.entries(used).flatMap(([path, isUsed]) => (isUsed ? [path] : []));
}

/**
 * Cognito's rules between members, which its service model does not hold. Each would end a deployment half-way.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserPoolMfaConfig.html
 */
export const memberRules: readonly Rule[] = [
  {
    path: "AliasAttributes",
    check: ({ AliasAttributes: alias = [], UsernameAttributes: username = [] }, path) =>
      alias.length > 0 && username.length > 0
        ? `\`${path}\` and \`UsernameAttributes\` exclude each other. Keep one of them.`
        : undefined,
  },
  {
    path: "MfaConfiguration",
    check: (settings, path) =>
      isMfaOn(settings) && !hasFactor(settings) && !settings.SmsConfiguration
        ? `\`${path}\` is ${settings.MfaConfiguration}, but there is no factor. Set \`SoftwareTokenMfaConfiguration\`, \`SmsMfaConfiguration\` or \`EmailMfaConfiguration\`.`
        : undefined,
  },
  {
    path: "MfaConfiguration",
    check: (settings, path) =>
      !isMfaOn(settings) && hasFactor(settings)
        ? `\`${path}\` must be ON or OPTIONAL beside a factor, got ${settings.MfaConfiguration ?? "none"}. Set it, or leave the factor out.`
        : undefined,
  },
  {
    path: "MfaConfiguration",
    check: (settings, path) =>
      settings.MfaConfiguration === "ON" &&
      settings.Policies?.SignInPolicy?.AllowedFirstAuthFactors?.includes("WEB_AUTHN") &&
      settings.WebAuthnConfiguration?.FactorConfiguration !== "MULTI_FACTOR_WITH_USER_VERIFICATION"
        ? `\`${path}\` ON beside the first factor WEB_AUTHN needs \`WebAuthnConfiguration.FactorConfiguration\` MULTI_FACTOR_WITH_USER_VERIFICATION. Set it, or make MFA OPTIONAL.`
        : undefined,
  },
  {
    path: "SmsMfaConfiguration",
    check: (settings, path) =>
      settings.SmsMfaConfiguration &&
      !settings.SmsMfaConfiguration.SmsConfiguration &&
      !settings.SmsConfiguration
        ? `\`${path}\` needs a role that may send messages. Set \`SmsConfiguration\`.`
        : undefined,
  },
  ...(["SmsConfiguration", "SmsAuthenticationMessage"] as const).map((name): Rule => {
    return {
      path: `SmsMfaConfiguration.${name}`,
      check: ({ SmsMfaConfiguration: factor, ...settings }, path) =>
        factor?.[name] && settings[name] && !isDeepStrictEqual(factor[name], settings[name])
          ? `\`${path}\` must be what \`${name}\` is: a pool has one of them. Keep the latter.`
          : undefined,
    };
  }),
  {
    path: "EmailMfaConfiguration",
    check: (settings, path) =>
      hasEmailFactor(settings) && settings.EmailConfiguration?.EmailSendingAccount !== "DEVELOPER"
        ? `\`${path}\` needs \`EmailConfiguration.EmailSendingAccount\` DEVELOPER with an SES identity in \`SourceArn\`. Set both.`
        : undefined,
  },
  ...["SmsConfiguration", "SmsMfaConfiguration.SmsConfiguration"].map(smsRule),
  {
    path: "EmailConfiguration.SourceArn",
    check: ({ EmailConfiguration: email }, path) =>
      email?.EmailSendingAccount === "DEVELOPER" && !email.SourceArn
        ? `\`${path}\` is required beside \`EmailSendingAccount\` DEVELOPER. Set it to the ARN of a verified SES identity.`
        : undefined,
  },
  {
    path: "UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate",
    check: (settings, path) => {
      const required = settings.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? [];
      const missing = required.filter((name) => !(settings.AutoVerifiedAttributes ?? []).includes(name));
      return missing.length > 0
        ? `\`${path}\` holds ${missing.join(", ")}, which \`AutoVerifiedAttributes\` does not. Add it there, or remove it here.`
        : undefined;
    },
  },
  {
    path: "LambdaConfig.PreTokenGeneration",
    check: ({ LambdaConfig: lambda }, path) =>
      lambda?.PreTokenGeneration &&
      lambda.PreTokenGenerationConfig &&
      lambda.PreTokenGeneration !== lambda.PreTokenGenerationConfig.LambdaArn
        ? `\`${path}\` and \`LambdaConfig.PreTokenGenerationConfig.LambdaArn\` must be the same function. Keep only the latter.`
        : undefined,
  },
  {
    path: "LambdaConfig.KMSKeyID",
    check: ({ LambdaConfig: lambda }, path) =>
      (lambda?.CustomEmailSender || lambda?.CustomSMSSender) && !lambda.KMSKeyID
        ? `\`${path}\` is required beside a custom sender: Cognito encrypts the codes with it. Set it to a symmetric KMS key's ARN.`
        : undefined,
  },
  {
    path: "UserPoolTier",
    check: (settings, path) => {
      const used = tierOf(settings) === "LITE" ? usesEssentials(settings) : [];
      return used.length > 0
        ? `\`${path}\` LITE does not have ${used.map((name) => `\`${name}\``).join(", ")}. Choose ESSENTIALS or PLUS, or leave them out.`
        : undefined;
    },
  },
  {
    path: "UserPoolAddOns.AdvancedSecurityMode",
    check: (settings, path) => {
      const mode = settings.UserPoolAddOns?.AdvancedSecurityMode ?? "OFF";
      return mode !== "OFF" && tierOf(settings) !== "PLUS"
        ? `\`${path}\` ${mode} needs \`UserPoolTier\` PLUS, got ${tierOf(settings)}. Choose PLUS, or OFF.`
        : undefined;
    },
  },
  {
    path: "Policies.SignInPolicy.AllowedFirstAuthFactors",
    check: (settings, path) =>
      settings.Policies?.SignInPolicy?.AllowedFirstAuthFactors?.includes("SOFTWARE_TOKEN")
        ? `\`${path}\` may not hold SOFTWARE_TOKEN: Cognito does not support it as a first factor. Remove it.`
        : undefined,
  },
  {
    path: "AdminCreateUserConfig.UnusedAccountValidityDays",
    check: (settings, path) => {
      const legacy = settings.AdminCreateUserConfig?.UnusedAccountValidityDays;
      const current = settings.Policies?.PasswordPolicy?.TemporaryPasswordValidityDays;
      return legacy !== undefined && current !== undefined && legacy !== current
        ? `\`${path}\` is the former name of \`Policies.PasswordPolicy.TemporaryPasswordValidityDays\` and must not differ from it. Remove it.`
        : undefined;
    },
  },
  {
    path: "KeyConfiguration.KmsKeyArn",
    check: ({ KeyConfiguration: key }, path) =>
      key?.KeyType === "CUSTOMER_MANAGED_KEY" && !key.KmsKeyArn
        ? `\`${path}\` is required beside \`KeyType\` CUSTOMER_MANAGED_KEY. Set it.`
        : undefined,
  },
  {
    path: "AccountRecoverySetting.RecoveryMechanisms",
    check: ({ AccountRecoverySetting: recovery }, path) => {
      const mechanisms = recovery?.RecoveryMechanisms ?? [];
      if (mechanisms.length > 1 && mechanisms.some(({ Name }) => Name === "admin_only")) {
        return `\`${path}\` may not hold anything beside admin_only. Keep one of them.`;
      }
      const repeated = duplicates(mechanisms.map(({ Priority }) => Priority));
      return repeated.length > 0
        ? `\`${path}\` holds the priority ${repeated.join(", ")} twice. Use each once.`
        : undefined;
    },
  },
  {
    path: "UserPoolTags",
    check: ({ UserPoolTags: tags = {} }, path) => {
      const reserved = Object.keys(tags).filter((name) => /^(custom-user-pool:|aws:)/i.test(name));
      if (reserved.length > 0) {
        return `\`${path}\` may not hold ${reserved.join(", ")}: \`${ownTagPrefix}\` and \`aws:\` are reserved. Rename them.`;
      }
      const count = Object.keys(tags).length;
      return count > maxUserTags
        ? `\`${path}\` must have at most ${maxUserTags} entries, got ${count}.`
        : undefined;
    },
  },
  {
    path: "UserPoolTags",
    check: ({ UserPoolTags: tags = {} }, path) => {
      const wrong = Object.keys(tags).filter((name) => name.length < 1 || name.length > 128);
      return wrong.length > 0
        ? `\`${path}\` has a key that is not 1 to 128 characters long. Rename it.`
        : undefined;
    },
  },
];

/** Cognito sends messages either through SNS or through AWS End User Messaging. */
function smsRule(path: string): Rule {
  return {
    path,
    check: (settings, shown) => {
      const sms =
        path === "SmsConfiguration"
          ? settings.SmsConfiguration
          : settings.SmsMfaConfiguration?.SmsConfiguration;
      return sms && Boolean(sms.SnsCallerArn) === Boolean(sms.EumsSms)
        ? `\`${shown}\` must have exactly one of \`SnsCallerArn\` and \`EumsSms\`. Set the role that sends the messages.`
        : undefined;
    },
  };
}
