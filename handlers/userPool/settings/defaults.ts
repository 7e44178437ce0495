/**
 * What a member is on a pool that never mentioned it. A setting that leaves the program is set to this explicitly, since
 * UpdateUserPool keeps some members that a request omits and resets others. Where nothing stands here, a member can only
 * be left out.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPool.html
 */
export const defaults: Readonly<Record<string, unknown>> = {
  Policies: {
    PasswordPolicy: {
      MinimumLength: 8,
      RequireUppercase: false,
      RequireLowercase: false,
      RequireNumbers: false,
      RequireSymbols: false,
      PasswordHistorySize: 0,
      TemporaryPasswordValidityDays: 7,
    },
    SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD"] },
  },
  DeletionProtection: "INACTIVE",
  AutoVerifiedAttributes: [],
  VerificationMessageTemplate: { DefaultEmailOption: "CONFIRM_WITH_CODE" },
  MfaConfiguration: "OFF",
  SoftwareTokenMfaConfiguration: { Enabled: false },
  // "To turn off this setting, send an empty list": leaving it out changes nothing.
  UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: [] },
  EmailConfiguration: { EmailSendingAccount: "COGNITO_DEFAULT" },
  AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
  UserPoolAddOns: { AdvancedSecurityMode: "OFF" },
  DcrConfiguration: { EnableStatus: "Disabled", OpenDcrEnabled: false },
  // "In the absence of this setting, Amazon Cognito uses the legacy behavior … where SMS is preferred through email."
  AccountRecoverySetting: {
    RecoveryMechanisms: [
      { Name: "verified_phone_number", Priority: 1 },
      { Name: "verified_email", Priority: 2 },
    ],
  },
  UserPoolTier: "ESSENTIALS",
  KeyConfiguration: { KeyType: "AWS_OWNED_KEY" },
  IssuerConfiguration: { Type: "ORIGINAL" },
  AcrConfiguration: {},
  UserPoolTags: {},
  LambdaConfig: {},
};

/** Where a whole structure's default is not made of its members' defaults: a pool without a policy demands all classes. */
export const structureDefaults: ReadonlyMap<string, unknown> = new Map([
  [
    "Policies.PasswordPolicy",
    {
      MinimumLength: 8,
      RequireUppercase: true,
      RequireLowercase: true,
      RequireNumbers: true,
      RequireSymbols: true,
      PasswordHistorySize: 0,
      TemporaryPasswordValidityDays: 7,
    },
  ],
]);

/** Members that Cognito cannot take away from a pool once they are set; they stay as they are. */
export const unremovableMembers: readonly string[] = ["SmsConfiguration"];
