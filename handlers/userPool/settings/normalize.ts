import { structureDefaults } from "./defaults";
import type { Settings } from "./values";
import { asRecord, recordOf } from "./values";

/** Former members of the request and where they stand in a message template today. */
const messageMembers = {
  SmsVerificationMessage: "SmsMessage",
  EmailVerificationMessage: "EmailMessage",
  EmailVerificationSubject: "EmailSubject",
} as const;

/**
 * The same settings with each thing in one place: Cognito's former members where they stand today, since the API ignores or
 * refuses the former ones beside those, and the pool's role and text for SMS outside of the factor that uses them.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html
 */
export function normalizeSettings(settings: Settings): Settings {
  return nameRegistration(hoistSms(moveTemporaryPasswordValidity(moveMessages(settings))));
}

/** "If you provide a dynamic client registration configuration without this value, Amazon Cognito turns [it] on." */
function nameRegistration(settings: Settings): Settings {
  const registration = asRecord(settings["DcrConfiguration"]);
  return registration
    ? { ...settings, DcrConfiguration: { EnableStatus: "Enabled", ...registration } }
    : settings;
}

/** Former texts in the message template, where it does not have them itself. */
export function moveMessages(settings: Settings): Settings {
  const moved = Object.entries(messageMembers).map(
    ([former, current]) => [current, settings[former]] as const,
  );
  if (moved.every(([, text]) => text === undefined)) return settings;
  const rest = Object.entries(settings).filter(([name]) => !Object.hasOwn(messageMembers, name));
  const template = { ...recordOf(moved), ...asRecord(settings["VerificationMessageTemplate"]) };
  return { ...recordOf(rest), VerificationMessageTemplate: template };
}

function moveTemporaryPasswordValidity(settings: Settings): Settings {
  const admin = asRecord(settings["AdminCreateUserConfig"]);
  if (admin?.["UnusedAccountValidityDays"] === undefined) return settings;
  const { UnusedAccountValidityDays: days, ...rest } = admin;
  const policies = asRecord(settings["Policies"]);
  // A pool that names no policy demands all classes of characters, one whose policy omits them does not.
  const given = asRecord(policies?.["PasswordPolicy"]);
  const whole = asRecord(structureDefaults.get("Policies.PasswordPolicy"));
  const password = { ...(given ? {} : whole), TemporaryPasswordValidityDays: days, ...given };
  return {
    ...settings,
    AdminCreateUserConfig: rest,
    Policies: { ...policies, PasswordPolicy: password },
  };
}

function hoistSms(settings: Settings): Settings {
  const factor = asRecord(settings["SmsMfaConfiguration"]);
  if (!factor) return settings;
  const { SmsConfiguration, SmsAuthenticationMessage, ...rest } = factor;
  const hoisted = recordOf(Object.entries({ SmsConfiguration, SmsAuthenticationMessage }));
  return { ...hoisted, ...settings, SmsMfaConfiguration: rest };
}
