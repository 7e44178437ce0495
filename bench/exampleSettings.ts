import type { CustomUserPoolArgs } from "../components/customUserPool";

type Settings = CustomUserPoolArgs["settings"];

const policy = { RequireLowercase: true, RequireNumbers: true, RequireSymbols: true, RequireUppercase: true };

/** The settings of index.ts, for what is measured without the program. */
export const exampleSettings = {
  PoolName: "bench",
  UsernameAttributes: ["email"],
  AutoVerifiedAttributes: ["email"],
  VerificationMessageTemplate: { DefaultEmailOption: "CONFIRM_WITH_CODE" },
  Policies: { PasswordPolicy: { MinimumLength: 8, ...policy, TemporaryPasswordValidityDays: 7 } },
  Schema: [
    { Name: "name", AttributeDataType: "String", Mutable: true, Required: true },
    { Name: "email", AttributeDataType: "String", Mutable: false, Required: true },
  ],
  AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
  MfaConfiguration: "OFF",
} satisfies Settings;

const code = "{####}";

/** As much as Cognito takes at once: 50 attributes, and a message of 20,000 characters. */
export const largestSettings = {
  ...exampleSettings,
  Schema: [
    ...exampleSettings.Schema,
    ...Array.from({ length: 48 }, (_, index) => ({
      Name: `attribute${index}`,
      AttributeDataType: "String" as const,
      Mutable: true,
    })),
  ],
  VerificationMessageTemplate: {
    DefaultEmailOption: "CONFIRM_WITH_CODE",
    EmailMessage: code.padEnd(20_000, "a"),
    EmailSubject: "a".repeat(140),
  },
} satisfies Settings;
