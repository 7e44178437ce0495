// Made by `npm run generate:rules` from Cognito's service model in botocore 1.44.8: change that, not this.

import type { Limit } from "../../handlers/userPool/rules/serviceModel";

const clientNameType: Limit = { min: 1, max: 128, pattern: /^[\w\s+=,.@-]+$/u, rule: "must consist of letters, digits, white space and `_+=,.@-`" };
const clientSecretType: Limit = { min: 24, max: 64, pattern: /^[\w+]+$/u, rule: "must consist of letters, digits, `_` and `+`" };
const refreshTokenValidityType: Limit = { min: 0, max: 315360000 };
const accessTokenValidityType: Limit = { min: 1, max: 86400 };
const idTokenValidityType: Limit = { min: 1, max: 86400 };
const timeUnitsType: Limit = { oneOf: ["seconds","minutes","hours","days"] };
const clientPermissionType: Limit = { min: 1, max: 2048 };
const explicitAuthFlowsType: Limit = { oneOf: ["ADMIN_NO_SRP_AUTH","CUSTOM_AUTH_FLOW_ONLY","USER_PASSWORD_AUTH","ALLOW_ADMIN_USER_PASSWORD_AUTH","ALLOW_CUSTOM_AUTH","ALLOW_USER_PASSWORD_AUTH","ALLOW_USER_SRP_AUTH","ALLOW_REFRESH_TOKEN_AUTH","ALLOW_USER_AUTH","ALLOW_TOKEN_EXCHANGE_DELEGATION","ALLOW_TOKEN_EXCHANGE_IMPERSONATION"] };
const providerNameType: Limit = { min: 1, max: 32, pattern: /^[\p{L}\p{M}\p{S}\p{N}\p{P}\p{Z}]+$/u, rule: "must be plain text" };
const callbackURLsListType: Limit = { max: 100 };
const redirectUrlType: Limit = { min: 1, max: 1024, pattern: /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u, rule: "must consist of letters, digits and signs, without white space" };
const logoutURLsListType: Limit = { max: 100 };
const oAuthFlowsType: Limit = { max: 3 };
const oAuthFlowType: Limit = { oneOf: ["code","implicit","client_credentials"] };
const scopeListType: Limit = { max: 50 };
const scopeType: Limit = { min: 1, max: 256, pattern: /^[\x21\x23-\x5B\x5D-\x7E]+$/u, rule: "must consist of visible ASCII characters, without quotation marks and backslashes" };
const hexStringType: Limit = { pattern: /^[0-9a-fA-F]+$/u, rule: "must be a hexadecimal number" };
const arnType: Limit = { min: 20, max: 2048, pattern: /^arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?$/u, rule: "must be an ARN" };
const stringType: Limit = { max: 131072 };
const preventUserExistenceErrorTypes: Limit = { oneOf: ["LEGACY","ENABLED"] };
const authSessionValidityType: Limit = { min: 3, max: 15 };
const featureType: Limit = { oneOf: ["ENABLED","DISABLED"] };
const retryGracePeriodSecondsType: Limit = { min: 0, max: 60 };
const providerNameTypeV2: Limit = { min: 1, max: 32, pattern: /^[^_\p{Z}][\p{L}\p{M}\p{S}\p{N}\p{P}][^_\p{Z}]+$/u, rule: "must have at least three characters, none of them white space or `_`" };
const identityProviderTypeType: Limit = { oneOf: ["SAML","Facebook","Google","LoginWithAmazon","SignInWithApple","OIDC"] };
const attributeMappingKeyType: Limit = { min: 1, max: 32 };
const idpIdentifiersListType: Limit = { max: 50 };
const idpIdentifierType: Limit = { min: 1, max: 40, pattern: /^[\w\s+=.@-]+$/u, rule: "must consist of letters, digits, white space and `_+=.@-`" };
const acrMappingType: Limit = { max: 4 };
const acrMappingKeyType: Limit = { pattern: /^Level[1-4]$/u, rule: "must be Level1, Level2, Level3 or Level4" };
const acrValueType: Limit = { min: 1, max: 64, pattern: /^[\x21\x23-\x5B\x5D-\x7E]+$/u, rule: "must consist of visible ASCII characters, without quotation marks and backslashes" };
const resourceServerIdentifierType: Limit = { min: 1, max: 256, pattern: /^[\x21\x23-\x5B\x5D-\x7E]+$/u, rule: "must consist of visible ASCII characters, without quotation marks and backslashes" };
const resourceServerNameType: Limit = { min: 1, max: 256, pattern: /^[\w\s+=,.@-]+$/u, rule: "must consist of letters, digits, white space and `_+=,.@-`" };
const resourceServerScopeListType: Limit = { max: 100 };
const resourceServerScopeNameType: Limit = { min: 1, max: 256, pattern: /^[\x21\x23-\x2E\x30-\x5B\x5D-\x7E]+$/u, rule: "must consist of visible ASCII characters, without quotation marks, slashes and backslashes" };
const resourceServerScopeDescriptionType: Limit = { min: 1, max: 256 };
const groupNameType: Limit = { min: 1, max: 128, pattern: /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u, rule: "must consist of letters, digits and signs, without white space" };
const descriptionType: Limit = { max: 2048 };
const precedenceType: Limit = { min: 0 };
const logConfigurationListType: Limit = { max: 2 };
const logLevel: Limit = { oneOf: ["ERROR","INFO"] };
const eventSourceName: Limit = { oneOf: ["userNotification","userAuthEvents"] };
const s3ArnType: Limit = { min: 3, max: 1024, pattern: /^arn:[\w+=/,.@-]+:[\w+=/,.@-]+:::[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?$/u, rule: "must be an ARN" };

/** By the request's name and the member's path in it: `[]` stands for each element of a list or map, `{}` for each key of a map. */
export const partLimits: Readonly<Record<string, Limit>> = {
  "CreateUserPoolClientRequest.ClientName": clientNameType,
  "CreateUserPoolClientRequest.ClientSecret": clientSecretType,
  "CreateUserPoolClientRequest.RefreshTokenValidity": refreshTokenValidityType,
  "CreateUserPoolClientRequest.AccessTokenValidity": accessTokenValidityType,
  "CreateUserPoolClientRequest.IdTokenValidity": idTokenValidityType,
  "CreateUserPoolClientRequest.TokenValidityUnits.AccessToken": timeUnitsType,
  "CreateUserPoolClientRequest.TokenValidityUnits.IdToken": timeUnitsType,
  "CreateUserPoolClientRequest.TokenValidityUnits.RefreshToken": timeUnitsType,
  "CreateUserPoolClientRequest.ReadAttributes[]": clientPermissionType,
  "CreateUserPoolClientRequest.WriteAttributes[]": clientPermissionType,
  "CreateUserPoolClientRequest.ExplicitAuthFlows[]": explicitAuthFlowsType,
  "CreateUserPoolClientRequest.SupportedIdentityProviders[]": providerNameType,
  "CreateUserPoolClientRequest.CallbackURLs": callbackURLsListType,
  "CreateUserPoolClientRequest.CallbackURLs[]": redirectUrlType,
  "CreateUserPoolClientRequest.LogoutURLs": logoutURLsListType,
  "CreateUserPoolClientRequest.LogoutURLs[]": redirectUrlType,
  "CreateUserPoolClientRequest.DefaultRedirectURI": redirectUrlType,
  "CreateUserPoolClientRequest.AllowedOAuthFlows": oAuthFlowsType,
  "CreateUserPoolClientRequest.AllowedOAuthFlows[]": oAuthFlowType,
  "CreateUserPoolClientRequest.AllowedOAuthScopes": scopeListType,
  "CreateUserPoolClientRequest.AllowedOAuthScopes[]": scopeType,
  "CreateUserPoolClientRequest.AnalyticsConfiguration.ApplicationId": hexStringType,
  "CreateUserPoolClientRequest.AnalyticsConfiguration.ApplicationArn": arnType,
  "CreateUserPoolClientRequest.AnalyticsConfiguration.RoleArn": arnType,
  "CreateUserPoolClientRequest.AnalyticsConfiguration.ExternalId": stringType,
  "CreateUserPoolClientRequest.PreventUserExistenceErrors": preventUserExistenceErrorTypes,
  "CreateUserPoolClientRequest.AuthSessionValidity": authSessionValidityType,
  "CreateUserPoolClientRequest.RefreshTokenRotation.Feature": featureType,
  "CreateUserPoolClientRequest.RefreshTokenRotation.RetryGracePeriodSeconds": retryGracePeriodSecondsType,
  "CreateIdentityProviderRequest.ProviderName": providerNameTypeV2,
  "CreateIdentityProviderRequest.ProviderType": identityProviderTypeType,
  "CreateIdentityProviderRequest.ProviderDetails{}": stringType,
  "CreateIdentityProviderRequest.ProviderDetails[]": stringType,
  "CreateIdentityProviderRequest.AttributeMapping{}": attributeMappingKeyType,
  "CreateIdentityProviderRequest.AttributeMapping[]": stringType,
  "CreateIdentityProviderRequest.IdpIdentifiers": idpIdentifiersListType,
  "CreateIdentityProviderRequest.IdpIdentifiers[]": idpIdentifierType,
  "CreateIdentityProviderRequest.AcrMapping": acrMappingType,
  "CreateIdentityProviderRequest.AcrMapping{}": acrMappingKeyType,
  "CreateIdentityProviderRequest.AcrMapping[]": acrValueType,
  "CreateResourceServerRequest.Identifier": resourceServerIdentifierType,
  "CreateResourceServerRequest.Name": resourceServerNameType,
  "CreateResourceServerRequest.Scopes": resourceServerScopeListType,
  "CreateResourceServerRequest.Scopes[].ScopeName": resourceServerScopeNameType,
  "CreateResourceServerRequest.Scopes[].ScopeDescription": resourceServerScopeDescriptionType,
  "CreateGroupRequest.GroupName": groupNameType,
  "CreateGroupRequest.Description": descriptionType,
  "CreateGroupRequest.RoleArn": arnType,
  "CreateGroupRequest.Precedence": precedenceType,
  "SetLogDeliveryConfigurationRequest.LogConfigurations": logConfigurationListType,
  "SetLogDeliveryConfigurationRequest.LogConfigurations[].LogLevel": logLevel,
  "SetLogDeliveryConfigurationRequest.LogConfigurations[].EventSource": eventSourceName,
  "SetLogDeliveryConfigurationRequest.LogConfigurations[].CloudWatchLogsConfiguration.LogGroupArn": arnType,
  "SetLogDeliveryConfigurationRequest.LogConfigurations[].S3Configuration.BucketArn": s3ArnType,
  "SetLogDeliveryConfigurationRequest.LogConfigurations[].FirehoseConfiguration.StreamArn": arnType,
};
