import { planUpdate } from "../../../../handlers/userPool/plan/plan";
import type { Settings } from "../../../../handlers/userPool/settings/values";

const ses = { EmailSendingAccount: "DEVELOPER", SourceArn: "arn:aws:ses:eu-west-1:123456789012:identity/a" };
const emailMfa = { Message: "Code: {####}", Subject: "Code" };
const passkeys = { RelyingPartyId: "example.com", FactorConfiguration: "SINGLE_FACTOR" };
const sms = { SnsCallerArn: "arn:aws:iam::123456789012:role/sms", ExternalId: "a" };

const token = { MfaConfiguration: "OPTIONAL", SoftwareTokenMfaConfiguration: { Enabled: true } };
const recovery = {
  AccountRecoverySetting: { RecoveryMechanisms: [{ Name: "verified_email", Priority: 1 }] },
};
const first = (...others: string[]) => ({
  Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", ...others] } },
});

/** The calls of an update from one program to another, on a pool that is as the first one says. */
function plan(before: { pool: Settings; mfa: Settings }, after: { pool: Settings; mfa: Settings }) {
  const base = { PoolName: "demo", UserPoolTier: "PLUS" };
  return planUpdate({
    previous: { ...base, ...before.pool, ...before.mfa },
    desired: { ...base, ...after.pool, ...after.mfa },
    live: { ...base, ...before.pool },
    liveMfa: { MfaConfiguration: "OFF", ...before.mfa },
  });
}

const operations = (...sides: Parameters<typeof plan>) => plan(...sides).map(({ operation }) => operation);

describe("SetUserPoolMfaConfig comes before UpdateUserPool", () => {
  it.each([
    {
      what: "e-mail codes leave together with the sender that they need",
      before: { pool: { EmailConfiguration: ses }, mfa: { EmailMfaConfiguration: emailMfa } },
      after: { pool: { EmailConfiguration: { EmailSendingAccount: "COGNITO_DEFAULT" } }, mfa: {} },
    },
    {
      what: "e-mail codes leave together with the tier that they need",
      before: { pool: { EmailConfiguration: ses }, mfa: { EmailMfaConfiguration: emailMfa } },
      after: { pool: { EmailConfiguration: ses, UserPoolTier: "LITE" }, mfa: {} },
    },
    {
      what: "passkeys leave together with the tier that they need",
      before: { pool: { EmailConfiguration: ses }, mfa: { WebAuthnConfiguration: passkeys } },
      after: { pool: { EmailConfiguration: ses, UserPoolTier: "LITE" }, mfa: {} },
    },
    {
      what: "MFA is not demanded any more and codes become a first factor",
      before: { pool: {}, mfa: { ...token, MfaConfiguration: "ON" } },
      after: { pool: first("EMAIL_OTP"), mfa: token },
    },
    {
      what: "MFA is turned off and codes become a first factor",
      before: { pool: {}, mfa: { ...token, MfaConfiguration: "ON" } },
      after: { pool: first("SMS_OTP"), mfa: {} },
    },
    {
      what: "passkeys become a first factor and may stand for two",
      before: { pool: {}, mfa: { ...token, MfaConfiguration: "ON" } },
      after: {
        pool: first("WEB_AUTHN"),
        mfa: { ...token, MfaConfiguration: "ON", WebAuthnConfiguration: passkeys },
      },
    },
    {
      what: "e-mail codes leave and only e-mail helps who forgot a password",
      before: { pool: { EmailConfiguration: ses }, mfa: { ...token, EmailMfaConfiguration: emailMfa } },
      after: { pool: { EmailConfiguration: ses, ...recovery }, mfa: token },
    },
  ])("when $what", ({ before, after }) => {
    expect(operations(before, after)).toEqual(["SetUserPoolMfaConfig", "UpdateUserPool"]);
  });
});

describe("SetUserPoolMfaConfig comes after UpdateUserPool", () => {
  const mode = { MfaConfiguration: "OPTIONAL" };
  it.each([
    {
      what: "e-mail codes come together with their sender",
      before: { pool: {}, mfa: {} },
      after: {
        pool: { EmailConfiguration: ses },
        mfa: { ...mode, EmailMfaConfiguration: emailMfa },
      },
    },
    {
      what: "e-mail codes leave and their sender and tier stay",
      before: { pool: { EmailConfiguration: ses }, mfa: { EmailMfaConfiguration: emailMfa } },
      after: { pool: { EmailConfiguration: ses, AutoVerifiedAttributes: ["email"] }, mfa: {} },
    },
    {
      what: "nothing leaves that needs the tier",
      before: { pool: {}, mfa: { ...mode, SoftwareTokenMfaConfiguration: { Enabled: true } } },
      after: { pool: { UserPoolTier: "LITE" }, mfa: { MfaConfiguration: "OFF" } },
    },
    {
      what: "e-mail codes stay and something else changes",
      before: { pool: {}, mfa: { ...mode, EmailMfaConfiguration: emailMfa } },
      after: {
        pool: { AutoVerifiedAttributes: ["email"] },
        mfa: { ...mode, EmailMfaConfiguration: { ...emailMfa, Subject: "Your code" } },
      },
    },
    {
      what: "MFA is demanded and codes are no first factor any more",
      before: { pool: first("EMAIL_OTP"), mfa: token },
      after: { pool: first(), mfa: { ...token, MfaConfiguration: "ON" } },
    },
    {
      what: "passkeys are no first factor any more and stand for none",
      before: {
        pool: first("WEB_AUTHN"),
        mfa: { ...token, MfaConfiguration: "ON", WebAuthnConfiguration: passkeys },
      },
      after: { pool: first(), mfa: { ...token, MfaConfiguration: "ON" } },
    },
    {
      what: "e-mail codes come and not only e-mail helps who forgot a password",
      before: { pool: { EmailConfiguration: ses, ...recovery }, mfa: token },
      after: { pool: { EmailConfiguration: ses }, mfa: { ...token, EmailMfaConfiguration: emailMfa } },
    },
  ])("when $what", ({ before, after }) => {
    expect(operations(before, after)).toEqual(["UpdateUserPool", "SetUserPoolMfaConfig"]);
  });
});

describe("SetUserPoolMfaConfig comes before and after UpdateUserPool", () => {
  const inputs = (...sides: Parameters<typeof plan>) => plan(...sides).map(({ input }) => input);

  it("when neither may come first: what every pool may have is kept meanwhile, and MFA is tightened last", () => {
    const before = { pool: {}, mfa: { ...token, MfaConfiguration: "ON" } };
    const after = {
      pool: { EmailConfiguration: ses, ...first("EMAIL_OTP") },
      mfa: { ...token, EmailMfaConfiguration: emailMfa },
    };

    expect(inputs(before, after)).toEqual([
      token,
      expect.objectContaining({ MfaConfiguration: "OPTIONAL", EmailConfiguration: ses }),
      { ...token, EmailMfaConfiguration: emailMfa },
    ]);
  });

  it("when e-mail codes leave with their sender and passkeys come with another tier: nothing is left meanwhile", () => {
    const lite = { UserPoolTier: "LITE" };
    const codes = { MfaConfiguration: "OPTIONAL", EmailMfaConfiguration: emailMfa };
    const before = {
      pool: { EmailConfiguration: ses, ...first("EMAIL_OTP") },
      mfa: { ...codes, WebAuthnConfiguration: passkeys },
    };
    const after = { pool: { ...lite, ...first("EMAIL_OTP") }, mfa: { ...token, MfaConfiguration: "ON" } };

    const [loosened, update, last] = plan(before, after).map(({ input }) => input);

    expect(loosened).toEqual({ MfaConfiguration: "OFF" });
    expect(update).toMatchObject({ MfaConfiguration: "OFF", ...lite });
    expect(last).toEqual({ ...token, MfaConfiguration: "ON" });
  });
});

describe("SetUserPoolMfaConfig", () => {
  const totp = { MfaConfiguration: "ON", SoftwareTokenMfaConfiguration: { Enabled: true } };
  const inputOf = (...sides: Parameters<typeof plan>) =>
    plan(...sides).find(({ operation }) => operation === "SetUserPoolMfaConfig")?.input;

  it.each([
    { what: "on", before: {}, after: { EmailMfaConfiguration: {} } },
    { what: "off", before: { EmailMfaConfiguration: {} }, after: {} },
  ])("turns codes by e-mail $what, although their configuration says nothing", ({ before, after }) => {
    const pool = { EmailConfiguration: ses };

    const calls = plan({ pool, mfa: { ...totp, ...before } }, { pool, mfa: { ...totp, ...after } });

    expect(calls).toEqual([
      { operation: "SetUserPoolMfaConfig", input: { ...totp, ...after }, because: ["EmailMfaConfiguration"] },
    ]);
  });

  it("turns MFA off without naming a factor, which the API would refuse", () => {
    const after = { pool: {}, mfa: { ...totp, MfaConfiguration: "OFF", WebAuthnConfiguration: passkeys } };

    expect(inputOf({ pool: {}, mfa: totp }, after)).toEqual({
      MfaConfiguration: "OFF",
      WebAuthnConfiguration: passkeys,
    });
  });

  it("makes SMS the factor where there is a role for it and no other factor", () => {
    const web = { WebAuthnConfiguration: passkeys };
    const after = { pool: { SmsConfiguration: sms }, mfa: { MfaConfiguration: "ON", ...web } };

    expect(inputOf({ pool: {}, mfa: {} }, after)).toMatchObject({
      MfaConfiguration: "ON",
      SmsMfaConfiguration: { SmsConfiguration: sms },
    });
  });

  it.each([
    { what: "another factor", pool: { SmsConfiguration: sms }, mfa: totp },
    { what: "no role", pool: {}, mfa: { MfaConfiguration: "ON", WebAuthnConfiguration: passkeys } },
    {
      what: "MFA off",
      pool: { SmsConfiguration: sms },
      mfa: { MfaConfiguration: "OFF", WebAuthnConfiguration: passkeys },
    },
    { what: "no mode", pool: { SmsConfiguration: sms }, mfa: { WebAuthnConfiguration: passkeys } },
  ])("leaves SMS out with $what", ({ pool, mfa }) => {
    expect(inputOf({ pool: {}, mfa: {} }, { pool, mfa })).not.toHaveProperty("SmsMfaConfiguration");
  });

  it("is repeated by UpdateUserPool with OFF where the live pool names no mode", () => {
    const [update] = planUpdate({
      previous: {},
      desired: { PoolName: "new", WebAuthnConfiguration: passkeys },
      live: { PoolName: "demo" },
      liveMfa: {},
    });

    expect(update).toMatchObject({ operation: "UpdateUserPool", input: { MfaConfiguration: "OFF" } });
  });
});
