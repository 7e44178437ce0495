import {
  GetUserPoolMfaConfigCommand,
  SetUserPoolMfaConfigCommand,
  type SetUserPoolMfaConfigRequest,
} from "@aws-sdk/client-cognito-identity-provider";
import { isRefused, type LivePool, lets, type Probe, type ProbeContext } from "../probe";

type Mfa = Omit<SetUserPoolMfaConfigRequest, "UserPoolId">;

const app = { SoftwareTokenMfaConfiguration: { Enabled: true } } as const;
const withFactors = (...AllowedFirstAuthFactors: ("PASSWORD" | "EMAIL_OTP" | "SMS_OTP")[]) => ({
  Policies: { SignInPolicy: { AllowedFirstAuthFactors } },
});

function set({ cognito }: ProbeContext, { id: UserPoolId }: LivePool, mfa: Mfa) {
  return cognito.send(new SetUserPoolMfaConfigCommand({ UserPoolId, ...mfa }));
}

async function modeOf({ cognito }: ProbeContext, { id: UserPoolId }: LivePool): Promise<string> {
  const { MfaConfiguration = "OFF" } = await cognito.send(new GetUserPoolMfaConfigCommand({ UserPoolId }));
  return MfaConfiguration;
}

/** A question after what SetUserPoolMfaConfig lets pass on a pool with these settings. */
function combination(
  id: string,
  what: string,
  { settings = {}, mfa }: { settings?: Parameters<ProbeContext["makePool"]>[0]; mfa: Mfa },
): Probe {
  return {
    id: `mfa.${id}`,
    question: what,
    answers: lets("it"),
    ask: async (context) => {
      const pool = await context.makePool(settings);
      return isRefused(() => set(context, pool, mfa));
    },
  };
}

/** Which settings of MFA and of sign-in go together, and what is kept of them. */
export const mfaProbes: Probe[] = [
  combination("offWithFactor", "MFA OFF together with a factor", {
    mfa: { MfaConfiguration: "OFF", ...app },
  }),
  combination("onWithoutFactor", "MFA ON without a factor", { mfa: { MfaConfiguration: "ON" } }),
  combination("onWithEmailOtp", "MFA ON where EMAIL_OTP is a first factor", {
    settings: withFactors("PASSWORD", "EMAIL_OTP"),
    mfa: { MfaConfiguration: "ON", ...app },
  }),
  combination("optionalWithEmailOtp", "MFA OPTIONAL where EMAIL_OTP is a first factor", {
    settings: withFactors("PASSWORD", "EMAIL_OTP"),
    mfa: { MfaConfiguration: "OPTIONAL", ...app },
  }),
  combination("emailWithoutDeveloper", "MFA by e-mail with Cognito's own sender", {
    mfa: { MfaConfiguration: "OPTIONAL", EmailMfaConfiguration: {} },
  }),
  combination("passkeysWhileOff", "Settings of passkeys while MFA is OFF", {
    mfa: { MfaConfiguration: "OFF", WebAuthnConfiguration: { UserVerification: "preferred" } },
  }),
  {
    id: "mfa.firstFactorsWithoutPassword",
    question: "First factors without PASSWORD",
    answers: lets("it"),
    ask: ({ makePool }) => isRefused(() => makePool(withFactors("EMAIL_OTP"))),
  },
  {
    id: "mfa.smsOtpWithoutSms",
    question: "SMS_OTP as a first factor without `SmsConfiguration`",
    answers: lets("it"),
    ask: ({ makePool }) => isRefused(() => makePool(withFactors("PASSWORD", "SMS_OTP"))),
  },
  {
    id: "mfa.atCreateWithoutSms",
    question: "CreateUserPool with MFA OPTIONAL and without `SmsConfiguration`",
    answers: lets("it"),
    ask: ({ makePool }) => isRefused(() => makePool({ MfaConfiguration: "OPTIONAL" })),
  },
  {
    id: "mfa.bareCall",
    question: "SetUserPoolMfaConfig without any member, on a pool with MFA by an app",
    answers: { off: "turns MFA off", kept: "changes nothing", refused: "it is refused" },
    ask: async (context) => {
      const pool = await context.makePool();
      await set(context, pool, { MfaConfiguration: "OPTIONAL", ...app });
      if ((await isRefused(() => set(context, pool, {}))) === "refused") return "refused";
      return (await modeOf(context, pool)) === "OFF" ? "off" : "kept";
    },
  },
  {
    id: "mfa.updateTakesMode",
    question: "UpdateUserPool with the live `MfaConfiguration` of a pool with MFA by an app",
    answers: { kept: "keeps MFA as it is", changed: "changes MFA", refused: "it is refused" },
    ask: async (context) => {
      const pool = await context.makePool();
      await set(context, pool, { MfaConfiguration: "OPTIONAL", ...app });
      const answer = await isRefused(() => pool.update({ MfaConfiguration: "OPTIONAL" }));
      if (answer === "refused") return answer;
      return (await modeOf(context, pool)) === "OPTIONAL" ? "kept" : "changed";
    },
  },
];
