import { isDeepStrictEqual } from "node:util";
import type { UserPoolSettings } from "../settings/schema";
import type { Rule } from "./rule";

const isMfaOn = ({ MfaConfiguration }: UserPoolSettings) =>
  MfaConfiguration === "ON" || MfaConfiguration === "OPTIONAL";
const hasFactor = (settings: UserPoolSettings) =>
  settings.SmsMfaConfiguration !== undefined ||
  settings.SoftwareTokenMfaConfiguration?.Enabled === true ||
  settings.EmailMfaConfiguration !== undefined;
const firstFactors = ({ Policies }: UserPoolSettings) =>
  Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? [];

/**
 * How people may sign in, first and second factors.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserPoolMfaConfig.html
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html
 */
export const mfaRules: readonly Rule[] = [
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
      firstFactors(settings).includes("WEB_AUTHN") &&
      settings.WebAuthnConfiguration?.FactorConfiguration !== "MULTI_FACTOR_WITH_USER_VERIFICATION"
        ? `\`${path}\` ON beside the first factor WEB_AUTHN needs \`WebAuthnConfiguration.FactorConfiguration\` MULTI_FACTOR_WITH_USER_VERIFICATION. Set it, or make MFA OPTIONAL.`
        : undefined,
  },
  {
    path: "MfaConfiguration",
    // "Only PASSWORD and WEB_AUTHN (if configured) can be enabled as an auth factor if MFA is enabled", which OPTIONAL is
    // not: https://github.com/go-to-k/cdkd/issues/1975
    check: (settings, path) => {
      const codes = firstFactors(settings).filter((factor) => factor === "EMAIL_OTP" || factor === "SMS_OTP");
      return settings.MfaConfiguration === "ON" && codes.length > 0
        ? `\`${path}\` ON excludes ${codes.join(" and ")} in \`Policies.SignInPolicy.AllowedFirstAuthFactors\`. Make MFA OPTIONAL, or remove them there.`
        : undefined;
    },
  },
  {
    path: "Policies.SignInPolicy.AllowedFirstAuthFactors",
    check: (settings, path) =>
      firstFactors(settings).includes("SOFTWARE_TOKEN")
        ? `\`${path}\` may not hold SOFTWARE_TOKEN: Cognito does not support it as a first factor. Remove it.`
        : undefined,
  },
  {
    path: "Policies.SignInPolicy.AllowedFirstAuthFactors",
    // https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_cognito.AllowedFirstAuthFactors.html
    check: (settings, path) =>
      firstFactors(settings).length > 0 && !firstFactors(settings).includes("PASSWORD")
        ? `\`${path}\` must hold PASSWORD. Add it.`
        : undefined,
  },
  {
    path: "Policies.SignInPolicy.AllowedFirstAuthFactors",
    // "SMS_OTP can not be configured as AuthFactor as user pool is missing valid SMS configuration":
    // https://github.com/go-to-k/cdkd/issues/1975
    check: (settings, path) =>
      firstFactors(settings).includes("SMS_OTP") &&
      !settings.SmsConfiguration &&
      !settings.SmsMfaConfiguration?.SmsConfiguration
        ? `\`${path}\` SMS_OTP needs a role that may send messages. Set \`SmsConfiguration\`.`
        : undefined,
  },
  {
    path: "SmsMfaConfiguration",
    check: ({ SmsMfaConfiguration: factor, SmsConfiguration: sms }, path) =>
      factor && !factor.SmsConfiguration && !sms
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
    check: ({ EmailMfaConfiguration: factor, EmailConfiguration: email }, path) =>
      factor && email?.EmailSendingAccount !== "DEVELOPER"
        ? `\`${path}\` needs \`EmailConfiguration.EmailSendingAccount\` DEVELOPER with an SES identity in \`SourceArn\`. Set both.`
        : undefined,
  },
  {
    path: "EmailMfaConfiguration",
    // "Email MFA is also disqualifying for account recovery with email"; with recovery by nothing else Cognito refuses it:
    // https://github.com/hashicorp/terraform-provider-aws/issues/41049
    check: ({ EmailMfaConfiguration: factor, AccountRecoverySetting: recovery }, path) => {
      const names = (recovery?.RecoveryMechanisms ?? []).map(({ Name }) => Name);
      return factor && names.length > 0 && names.every((name) => name === "verified_email")
        ? `\`${path}\` and recovery only by e-mail exclude each other: one mailbox would be enough to take an account over. Add verified_phone_number to \`AccountRecoverySetting.RecoveryMechanisms\`.`
        : undefined;
    },
  },
];
