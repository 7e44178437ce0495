import { ownTagPrefix, ownTags } from "../settings/ownTags";
import { duplicates, type Rule } from "./rule";

/** Tags of a pool are at most 50, ours among them. */
const maxUserTags = 50 - Object.keys(ownTags).length;

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
  ...["SmsConfiguration", "SmsMfaConfiguration.SmsConfiguration"].map(smsRule),
  {
    path: "EmailConfiguration.SourceArn",
    check: ({ EmailConfiguration: email }, path) =>
      email?.EmailSendingAccount === "DEVELOPER" && !email.SourceArn
        ? `\`${path}\` is required beside \`EmailSendingAccount\` DEVELOPER. Set it to the ARN of a verified SES identity.`
        : undefined,
  },
  ...(["From", "ConfigurationSet"] as const).map((name): Rule => {
    return {
      path: `EmailConfiguration.${name}`,
      // "Cannot configure From email address for default email configuration", whatever `SourceArn` says:
      // https://github.com/aws/aws-cdk/issues/9739 and https://github.com/cds-snc/forms-terraform/pull/245
      check: ({ EmailConfiguration: email }, path) =>
        email?.[name] && email.EmailSendingAccount !== "DEVELOPER"
          ? `\`${path}\` needs \`EmailConfiguration.EmailSendingAccount\` DEVELOPER with an SES identity in \`SourceArn\`. Set both, or remove it.`
          : undefined,
    };
  }),
  {
    path: "AcrConfiguration",
    // "Each name must be unique across all four levels, including any default names that apply to levels you don't override."
    check: ({ AcrConfiguration: levels = {} }, path) => {
      const names = [1, 2, 3, 4].map(
        (level) => levels[`Level${level}`]?.AcrValue ?? `urn:cognito:loa:${level}`,
      );
      const repeated = duplicates(names);
      return repeated.length > 0
        ? `\`${path}\` calls two levels ${repeated.join(", ")}; one without a name is called urn:cognito:loa:1 to 4. Use each name once.`
        : undefined;
    },
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
