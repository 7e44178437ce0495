import * as fc from "fast-check";
import { normalizeSettings } from "../../../../handlers/userPool/settings/normalize";
import { legalSettings } from "../../../support/arbitrarySettings";

const former = [
  { name: "SmsVerificationMessage", current: "SmsMessage" },
  { name: "EmailVerificationMessage", current: "EmailMessage" },
  { name: "EmailVerificationSubject", current: "EmailSubject" },
];

describe("normalizeSettings", () => {
  it.each(former)("moves `$name` to its place of today", ({ name, current }) => {
    const normal = normalizeSettings({ PoolName: "shop", [name]: "text" });

    expect(normal).toStrictEqual({ PoolName: "shop", VerificationMessageTemplate: { [current]: "text" } });
  });

  it.each(former)("prefers the place of today to `$name`, and keeps the rest of it", ({ name, current }) => {
    const VerificationMessageTemplate = { [current]: "today", DefaultEmailOption: "CONFIRM_WITH_LINK" };

    const normal = normalizeSettings({ [name]: "former", VerificationMessageTemplate });

    expect(normal).toStrictEqual({ VerificationMessageTemplate });
  });

  it("moves the days that an unused account is valid to the password policy", () => {
    const normal = normalizeSettings({
      AdminCreateUserConfig: { UnusedAccountValidityDays: 7, AllowAdminCreateUserOnly: true },
      Policies: { PasswordPolicy: { MinimumLength: 10 }, SignInPolicy: {} },
    });

    expect(normal).toStrictEqual({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      Policies: { PasswordPolicy: { TemporaryPasswordValidityDays: 7, MinimumLength: 10 }, SignInPolicy: {} },
    });
  });

  it("prefers the days of today to the former ones", () => {
    const normal = normalizeSettings({
      AdminCreateUserConfig: { UnusedAccountValidityDays: 7 },
      Policies: { PasswordPolicy: { TemporaryPasswordValidityDays: 3 } },
    });

    expect(normal).toMatchObject({ Policies: { PasswordPolicy: { TemporaryPasswordValidityDays: 3 } } });
  });

  it("does not weaken the passwords of a pool that names no policy", () => {
    const normal = normalizeSettings({ AdminCreateUserConfig: { UnusedAccountValidityDays: 3 } });

    expect(normal["Policies"]).toEqual({
      PasswordPolicy: {
        MinimumLength: 8,
        RequireLowercase: true,
        RequireNumbers: true,
        RequireSymbols: true,
        RequireUppercase: true,
        PasswordHistorySize: 0,
        TemporaryPasswordValidityDays: 3,
      },
    });
  });

  it("keeps 0 days, which are days too", () => {
    const normal = normalizeSettings({ AdminCreateUserConfig: { UnusedAccountValidityDays: 0 } });

    expect(normal).toMatchObject({ Policies: { PasswordPolicy: { TemporaryPasswordValidityDays: 0 } } });
  });

  it("moves the role and the text for SMS out of the factor that uses them, and keeps the factor", () => {
    const [sms, text] = [{ SnsCallerArn: "role" }, "{####}"];

    const normal = normalizeSettings({
      SmsMfaConfiguration: { SmsConfiguration: sms, SmsAuthenticationMessage: text },
    });

    expect(normal).toEqual({
      SmsConfiguration: sms,
      SmsAuthenticationMessage: text,
      SmsMfaConfiguration: {},
    });
  });

  it("adds no role and no text for SMS where the factor has none", () => {
    const normal = normalizeSettings({ SmsConfiguration: { SnsCallerArn: "role" }, SmsMfaConfiguration: {} });

    expect(Object.keys(normal).toSorted()).toEqual(["SmsConfiguration", "SmsMfaConfiguration"]);
  });

  it("returns settings without former members as they are", () => {
    const settings = { PoolName: "shop", AdminCreateUserConfig: {}, Policies: {} };

    const normal = normalizeSettings(settings);

    expect(normal).toBe(settings);
  });

  it("leaves no former member, changes nothing the second time, and does not touch what it is given", () => {
    fc.assert(
      fc.property(legalSettings, (settings) => {
        const before = structuredClone(settings);

        const normal = normalizeSettings({ ...settings });

        expect(JSON.stringify(normal)).not.toMatch(
          /"(UnusedAccountValidityDays|SmsVerificationMessage|EmailVerificationMessage|EmailVerificationSubject)":/,
        );
        expect(normalizeSettings(normal)).toEqual(normal);
        expect(settings).toEqual(before);
      }),
      { numRuns: 200 },
    );
  });
});
