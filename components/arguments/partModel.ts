// Made by `npm run generate:rules` from Cognito's service model in botocore 1.44.8: change that, not this.

import type { Limit } from "../../handlers/userPool/rules/serviceModel";

const providerNameTypeV2: Limit = { min: 1, max: 32, pattern: /^[^_\p{Z}][\p{L}\p{M}\p{S}\p{N}\p{P}][^_\p{Z}]+$/u, rule: "must have at least three characters, none of them white space or `_`" };
const identityProviderTypeType: Limit = { oneOf: ["SAML","Facebook","Google","LoginWithAmazon","SignInWithApple","OIDC"] };
const stringType: Limit = { max: 131072 };
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
const arnType: Limit = { min: 20, max: 2048, pattern: /^arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?$/u, rule: "must be an ARN" };
const precedenceType: Limit = { min: 0 };

/** By the request's name and the member's path in it: `[]` stands for each element of a list or map, `{}` for each key of a map. */
export const partLimits: Readonly<Record<string, Limit>> = {
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
};
