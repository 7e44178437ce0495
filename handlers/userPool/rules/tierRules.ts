import type { UserPoolAddOnsType } from "@aws-sdk/client-cognito-identity-provider";
import type { UserPoolSettings } from "../settings/schema";
import type { Rule } from "./rule";

/** What the Lite tier does not have, whether it is used. */
function beyondLite(settings: UserPoolSettings): Record<string, boolean> {
  const factors = settings.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? [];
  const { WebAuthnConfiguration: passkeys, DcrConfiguration: registration } = settings;
  return {
    "Policies.SignInPolicy.AllowedFirstAuthFactors": factors.some((factor) => factor !== "PASSWORD"),
    "WebAuthnConfiguration.FactorConfiguration": passkeys?.FactorConfiguration !== undefined,
    DcrConfiguration: registration !== undefined && registration.EnableStatus !== "Disabled",
    AcrConfiguration: Object.keys(settings.AcrConfiguration ?? {}).length > 0,
  };
}

/**
 * What the Lite tier does not have either, but pools of the time before the tiers do, where they pay for the threat
 * protection by its former price.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-sign-in-feature-plans.html
 */
function beyondNewLite(settings: UserPoolSettings): Record<string, boolean> {
  const version = settings.LambdaConfig?.PreTokenGenerationConfig?.LambdaVersion ?? "V1_0";
  return {
    EmailMfaConfiguration: settings.EmailMfaConfiguration !== undefined,
    "Policies.PasswordPolicy.PasswordHistorySize":
      (settings.Policies?.PasswordPolicy?.PasswordHistorySize ?? 0) > 0,
    "LambdaConfig.PreTokenGenerationConfig.LambdaVersion": version !== "V1_0",
  };
}

/**
 * Which feature plan has what. A pool that is adopted may be older than the plans, and keeps what it had then; a plan
 * that its settings do not name is the one that it has.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/feature-plans-features-essentials.html
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/feature-plans-features-plus.html
 */
export const tierRules: readonly Rule[] = [
  {
    path: "UserPoolTier",
    check: (settings, path, { isAdopted }) => {
      if (settings.UserPoolTier !== "LITE") return undefined;
      const features = { ...beyondLite(settings), ...(isAdopted ? {} : beyondNewLite(settings)) };
      const used = Object.entries(features).flatMap(([name, isUsed]) => (isUsed ? [`\`${name}\``] : []));
      return used.length > 0
        ? `\`${path}\` LITE does not have ${used.join(", ")}. Choose ESSENTIALS or PLUS, or leave them out.`
        : undefined;
    },
  },
  protectionRule("AdvancedSecurityMode", "OFF", ({ AdvancedSecurityMode: mode }) =>
    mode === "OFF" ? undefined : mode,
  ),
  protectionRule(
    "AdvancedSecurityAdditionalFlows.CustomAuthMode",
    "leave it out",
    ({ AdvancedSecurityAdditionalFlows: flows }) => flows?.CustomAuthMode,
  ),
];

/** "The following features need to be disabled for the ESSENTIALS pricing tier configured: Threat Protection" */
function protectionRule(
  name: string,
  without: string,
  modeIn: (addOns: UserPoolAddOnsType) => string | undefined,
): Rule {
  return {
    path: `UserPoolAddOns.${name}`,
    check: ({ UserPoolAddOns: addOns, UserPoolTier }, path, { isAdopted }) => {
      const mode = addOns && modeIn(addOns);
      const tier = UserPoolTier ?? (isAdopted ? "LITE" : "ESSENTIALS");
      const hasIt = tier === "PLUS" || (isAdopted && tier === "LITE");
      return mode !== undefined && !hasIt
        ? `\`${path}\` ${mode} needs \`UserPoolTier\` PLUS, got ${tier}. Choose PLUS, or ${without}.`
        : undefined;
    },
  };
}
