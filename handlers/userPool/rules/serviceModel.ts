// Made by `npm run generate:rules` from Cognito's service model in botocore 1.44.8: change that, not this.

/** What one member must satisfy by itself. For numbers `min` and `max` bound the value, for texts and lists the length. */
export interface Limit {
  min?: number;
  max?: number;
  /** The whole text must match it. */
  pattern?: RegExp;
  /** What the pattern means, as "must …". */
  rule?: string;
  oneOf?: readonly string[];
}

export const modelVersion = "1.44.8";

const userPoolNameType: Limit = { min: 1, max: 128, pattern: /^[\w\s+=,.@-]+$/u, rule: "must consist of letters, digits, white space and `_+=,.@-`" };
const passwordPolicyMinLengthType: Limit = { min: 6, max: 99 };
const passwordHistorySizeType: Limit = { min: 0, max: 24 };
const temporaryPasswordValidityDaysType: Limit = { min: 0, max: 365 };
const allowedFirstAuthFactorsListType: Limit = { min: 1, max: 5 };
const authFactorType: Limit = { oneOf: ["PASSWORD","EMAIL_OTP","SMS_OTP","WEB_AUTHN","SOFTWARE_TOKEN"] };
const deletionProtectionType: Limit = { oneOf: ["ACTIVE","INACTIVE"] };
const arnType: Limit = { min: 20, max: 2048, pattern: /^arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?$/u, rule: "must be an ARN" };
const preTokenGenerationLambdaVersionType: Limit = { oneOf: ["V1_0","V2_0","V3_0"] };
const customSMSSenderLambdaVersionType: Limit = { oneOf: ["V1_0"] };
const customEmailSenderLambdaVersionType: Limit = { oneOf: ["V1_0"] };
const inboundFederationLambdaVersionType: Limit = { oneOf: ["V1_0"] };
const verifiedAttributeType: Limit = { oneOf: ["phone_number","email"] };
const aliasAttributeType: Limit = { oneOf: ["phone_number","email","preferred_username"] };
const usernameAttributeType: Limit = { oneOf: ["phone_number","email"] };
const smsVerificationMessageType: Limit = { min: 6, max: 140, pattern: /^(?=[^]*?\{####\})[^\n\r\x85\u2028\u2029]*$/u, rule: "must be one line that contains the code's place `{####}`" };
const emailVerificationMessageType: Limit = { min: 6, max: 20000, pattern: /^(?=[^]*?\{####\})[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*$/u, rule: "must be plain text or HTML that contains the code's place `{####}`" };
const emailVerificationSubjectType: Limit = { min: 1, max: 140, pattern: /^[\p{L}\p{M}\p{S}\p{N}\p{P}\s]+$/u, rule: "must be plain text" };
const emailVerificationMessageByLinkType: Limit = { min: 6, max: 20000, pattern: /^(?=[^]*?\{##[^]*?##\})[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*$/u, rule: "must be plain text or HTML that contains the link as `{##its text##}`" };
const emailVerificationSubjectByLinkType: Limit = { min: 1, max: 140, pattern: /^[\p{L}\p{M}\p{S}\p{N}\p{P}\s]+$/u, rule: "must be plain text" };
const defaultEmailOptionType: Limit = { oneOf: ["CONFIRM_WITH_LINK","CONFIRM_WITH_CODE"] };
const userPoolMfaType: Limit = { oneOf: ["OFF","ON","OPTIONAL"] };
const emailAddressType: Limit = { pattern: /^(?=[^]+?@[^])[\p{L}\p{M}\p{S}\p{N}\p{P}]*$/u, rule: "must be an e-mail address" };
const emailSendingAccountType: Limit = { oneOf: ["COGNITO_DEFAULT","DEVELOPER"] };
const stringType: Limit = { max: 131072 };
const sESConfigurationSet: Limit = { min: 1, max: 64, pattern: /^[a-zA-Z0-9_-]+$/u, rule: "must consist of letters, digits, `_` and `-`" };
const optionalArnType: Limit = { max: 2048, pattern: /^(arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?)?$/u, rule: "must be an ARN" };
const regionCodeType: Limit = { min: 5, max: 32 };
const tagKeysType: Limit = { min: 1, max: 128 };
const tagValueType: Limit = { max: 256 };
const adminCreateUserUnusedAccountValidityDaysType: Limit = { min: 0, max: 365 };
const smsInviteMessageType: Limit = { min: 6, max: 140 };
const emailInviteMessageType: Limit = { min: 6, max: 20000, pattern: /^[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*$/u, rule: "must be plain text or HTML" };
const schemaAttributesListType: Limit = { min: 1, max: 50 };
const customAttributeNameType: Limit = { min: 1, max: 20, pattern: /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u, rule: "must consist of letters, digits and signs, without white space" };
const attributeDataType: Limit = { oneOf: ["String","Number","DateTime","Boolean"] };
const advancedSecurityModeType: Limit = { oneOf: ["OFF","AUDIT","ENFORCED"] };
const advancedSecurityEnabledModeType: Limit = { oneOf: ["AUDIT","ENFORCED"] };
const statusType: Limit = { oneOf: ["Enabled","Disabled"] };
const oAuthFlowsType: Limit = { max: 3 };
const oAuthFlowType: Limit = { oneOf: ["code","implicit","client_credentials"] };
const scopeListType: Limit = { max: 50 };
const scopeType: Limit = { min: 1, max: 256, pattern: /^[\x21\x23-\x5B\x5D-\x7E]+$/u, rule: "must consist of visible ASCII characters, without quotation marks and backslashes" };
const recoveryMechanismsType: Limit = { min: 1, max: 2 };
const priorityType: Limit = { min: 1, max: 2 };
const recoveryOptionNameType: Limit = { oneOf: ["verified_email","verified_phone_number","admin_only"] };
const userPoolTierType: Limit = { oneOf: ["LITE","ESSENTIALS","PLUS"] };
const encryptionKeyType: Limit = { oneOf: ["AWS_OWNED_KEY","CUSTOMER_MANAGED_KEY"] };
const encryptionKeyArnType: Limit = { min: 20, max: 2048, pattern: /^arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?$/u, rule: "must be an ARN" };
const issuerType: Limit = { oneOf: ["ORIGINAL","UPDATED"] };
const acrConfigurationType: Limit = { max: 4 };
const acrLevelKeyType: Limit = { pattern: /^Level[1-4]$/u, rule: "must be Level1, Level2, Level3 or Level4" };
const acrValueType: Limit = { min: 1, max: 64, pattern: /^[\x21\x23-\x5B\x5D-\x7E]+$/u, rule: "must consist of visible ASCII characters, without quotation marks and backslashes" };
const emailMfaMessageType: Limit = { min: 6, max: 20000, pattern: /^(?=[^]*?\{####\})[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*$/u, rule: "must be plain text or HTML that contains the code's place `{####}`" };
const emailMfaSubjectType: Limit = { pattern: /^[\p{L}\p{M}\p{S}\p{N}\p{P}\s]+$/u, rule: "must be plain text" };
const relyingPartyIdType: Limit = { min: 1, max: 127 };
const userVerificationType: Limit = { oneOf: ["required","preferred"] };
const webAuthnFactorConfigurationType: Limit = { oneOf: ["SINGLE_FACTOR","MULTI_FACTOR_WITH_USER_VERIFICATION"] };

/** By the member's path: `[]` stands for each element of a list or map, `{}` for each key of a map. */
export const modelLimits: Readonly<Record<string, Limit>> = {
  "PoolName": userPoolNameType,
  "Policies.PasswordPolicy.MinimumLength": passwordPolicyMinLengthType,
  "Policies.PasswordPolicy.PasswordHistorySize": passwordHistorySizeType,
  "Policies.PasswordPolicy.TemporaryPasswordValidityDays": temporaryPasswordValidityDaysType,
  "Policies.SignInPolicy.AllowedFirstAuthFactors": allowedFirstAuthFactorsListType,
  "Policies.SignInPolicy.AllowedFirstAuthFactors[]": authFactorType,
  "DeletionProtection": deletionProtectionType,
  "LambdaConfig.PreSignUp": arnType,
  "LambdaConfig.CustomMessage": arnType,
  "LambdaConfig.PostConfirmation": arnType,
  "LambdaConfig.PreAuthentication": arnType,
  "LambdaConfig.PostAuthentication": arnType,
  "LambdaConfig.DefineAuthChallenge": arnType,
  "LambdaConfig.CreateAuthChallenge": arnType,
  "LambdaConfig.VerifyAuthChallengeResponse": arnType,
  "LambdaConfig.PreTokenGeneration": arnType,
  "LambdaConfig.UserMigration": arnType,
  "LambdaConfig.PreTokenGenerationConfig.LambdaVersion": preTokenGenerationLambdaVersionType,
  "LambdaConfig.PreTokenGenerationConfig.LambdaArn": arnType,
  "LambdaConfig.CustomSMSSender.LambdaVersion": customSMSSenderLambdaVersionType,
  "LambdaConfig.CustomSMSSender.LambdaArn": arnType,
  "LambdaConfig.CustomEmailSender.LambdaVersion": customEmailSenderLambdaVersionType,
  "LambdaConfig.CustomEmailSender.LambdaArn": arnType,
  "LambdaConfig.KMSKeyID": arnType,
  "LambdaConfig.InboundFederation.LambdaVersion": inboundFederationLambdaVersionType,
  "LambdaConfig.InboundFederation.LambdaArn": arnType,
  "AutoVerifiedAttributes[]": verifiedAttributeType,
  "AliasAttributes[]": aliasAttributeType,
  "UsernameAttributes[]": usernameAttributeType,
  "SmsVerificationMessage": smsVerificationMessageType,
  "EmailVerificationMessage": emailVerificationMessageType,
  "EmailVerificationSubject": emailVerificationSubjectType,
  "VerificationMessageTemplate.SmsMessage": smsVerificationMessageType,
  "VerificationMessageTemplate.EmailMessage": emailVerificationMessageType,
  "VerificationMessageTemplate.EmailSubject": emailVerificationSubjectType,
  "VerificationMessageTemplate.EmailMessageByLink": emailVerificationMessageByLinkType,
  "VerificationMessageTemplate.EmailSubjectByLink": emailVerificationSubjectByLinkType,
  "VerificationMessageTemplate.DefaultEmailOption": defaultEmailOptionType,
  "SmsAuthenticationMessage": smsVerificationMessageType,
  "MfaConfiguration": userPoolMfaType,
  "UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate[]": verifiedAttributeType,
  "EmailConfiguration.SourceArn": arnType,
  "EmailConfiguration.ReplyToEmailAddress": emailAddressType,
  "EmailConfiguration.EmailSendingAccount": emailSendingAccountType,
  "EmailConfiguration.From": stringType,
  "EmailConfiguration.ConfigurationSet": sESConfigurationSet,
  "SmsConfiguration.SnsCallerArn": optionalArnType,
  "SmsConfiguration.ExternalId": stringType,
  "SmsConfiguration.SnsRegion": regionCodeType,
  "SmsConfiguration.EumsSms.CallerArn": arnType,
  "SmsConfiguration.EumsSms.ExternalId": stringType,
  "SmsConfiguration.EumsSms.OriginationIdentity": stringType,
  "SmsConfiguration.EumsSms.ConfigurationSetName": stringType,
  "SmsConfiguration.EumsSms.InEntityId": stringType,
  "SmsConfiguration.EumsSms.InTemplateId": stringType,
  "SmsConfiguration.EumsSms.Region": regionCodeType,
  "UserPoolTags{}": tagKeysType,
  "UserPoolTags[]": tagValueType,
  "AdminCreateUserConfig.UnusedAccountValidityDays": adminCreateUserUnusedAccountValidityDaysType,
  "AdminCreateUserConfig.InviteMessageTemplate.SMSMessage": smsInviteMessageType,
  "AdminCreateUserConfig.InviteMessageTemplate.EmailMessage": emailInviteMessageType,
  "AdminCreateUserConfig.InviteMessageTemplate.EmailSubject": emailVerificationSubjectType,
  "Schema": schemaAttributesListType,
  "Schema[].Name": customAttributeNameType,
  "Schema[].AttributeDataType": attributeDataType,
  "Schema[].NumberAttributeConstraints.MinValue": stringType,
  "Schema[].NumberAttributeConstraints.MaxValue": stringType,
  "Schema[].StringAttributeConstraints.MinLength": stringType,
  "Schema[].StringAttributeConstraints.MaxLength": stringType,
  "UserPoolAddOns.AdvancedSecurityMode": advancedSecurityModeType,
  "UserPoolAddOns.AdvancedSecurityAdditionalFlows.CustomAuthMode": advancedSecurityEnabledModeType,
  "DcrConfiguration.EnableStatus": statusType,
  "DcrConfiguration.AuthenticatedGrantTypes": oAuthFlowsType,
  "DcrConfiguration.AuthenticatedGrantTypes[]": oAuthFlowType,
  "DcrConfiguration.OpenDcrGrantTypes": oAuthFlowsType,
  "DcrConfiguration.OpenDcrGrantTypes[]": oAuthFlowType,
  "DcrConfiguration.AllowedScopes": scopeListType,
  "DcrConfiguration.AllowedScopes[]": scopeType,
  "AccountRecoverySetting.RecoveryMechanisms": recoveryMechanismsType,
  "AccountRecoverySetting.RecoveryMechanisms[].Priority": priorityType,
  "AccountRecoverySetting.RecoveryMechanisms[].Name": recoveryOptionNameType,
  "UserPoolTier": userPoolTierType,
  "KeyConfiguration.KeyType": encryptionKeyType,
  "KeyConfiguration.KmsKeyArn": encryptionKeyArnType,
  "IssuerConfiguration.Type": issuerType,
  "AcrConfiguration": acrConfigurationType,
  "AcrConfiguration{}": acrLevelKeyType,
  "AcrConfiguration[].AcrValue": acrValueType,
  "SmsMfaConfiguration.SmsAuthenticationMessage": smsVerificationMessageType,
  "SmsMfaConfiguration.SmsConfiguration.SnsCallerArn": optionalArnType,
  "SmsMfaConfiguration.SmsConfiguration.ExternalId": stringType,
  "SmsMfaConfiguration.SmsConfiguration.SnsRegion": regionCodeType,
  "SmsMfaConfiguration.SmsConfiguration.EumsSms.CallerArn": arnType,
  "SmsMfaConfiguration.SmsConfiguration.EumsSms.ExternalId": stringType,
  "SmsMfaConfiguration.SmsConfiguration.EumsSms.OriginationIdentity": stringType,
  "SmsMfaConfiguration.SmsConfiguration.EumsSms.ConfigurationSetName": stringType,
  "SmsMfaConfiguration.SmsConfiguration.EumsSms.InEntityId": stringType,
  "SmsMfaConfiguration.SmsConfiguration.EumsSms.InTemplateId": stringType,
  "SmsMfaConfiguration.SmsConfiguration.EumsSms.Region": regionCodeType,
  "EmailMfaConfiguration.Message": emailMfaMessageType,
  "EmailMfaConfiguration.Subject": emailMfaSubjectType,
  "WebAuthnConfiguration.RelyingPartyId": relyingPartyIdType,
  "WebAuthnConfiguration.UserVerification": userVerificationType,
  "WebAuthnConfiguration.FactorConfiguration": webAuthnFactorConfigurationType,
};
