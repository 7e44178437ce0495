/** The example's settings: e-mail as the user name, a code by e-mail, a strong password. */
export const exampleSettings = {
  PoolName: "demo",
  UsernameAttributes: ["email"],
  AutoVerifiedAttributes: ["email"],
  VerificationMessageTemplate: { DefaultEmailOption: "CONFIRM_WITH_CODE" },
  Policies: {
    PasswordPolicy: {
      MinimumLength: 8,
      RequireLowercase: true,
      RequireNumbers: true,
      RequireSymbols: true,
      RequireUppercase: true,
      TemporaryPasswordValidityDays: 7,
    },
  },
  Schema: [
    { Name: "name", AttributeDataType: "String", Mutable: true, Required: true },
    { Name: "email", AttributeDataType: "String", Mutable: false, Required: true },
  ],
};

/** Time-based one-time passwords for those who want them. */
export const totp = { MfaConfiguration: "OPTIONAL", SoftwareTokenMfaConfiguration: { Enabled: true } };

/** A custom attribute. */
export function attribute(Name: string) {
  return { Name, AttributeDataType: "String", Mutable: true, Required: false };
}
