import {
  CreateGroupRequest$,
  CreateIdentityProviderRequest$,
  CreateResourceServerRequest$,
  IdentityProviderTypeType,
} from "@aws-sdk/client-cognito-identity-provider";
import * as cognito from "@pulumi/aws/cognito";
import type { Fault } from "../../handlers/userPool/settings/values";
import {
  asMembers,
  faultSaying,
  listOf,
  mapOf,
  must,
  objectOf,
  oneOf,
  type Rule,
  required,
  someText,
  text,
} from "./argumentRules";
import { keyOf, limited, withLimits } from "./partLimits";
import { argumentsOf, argumentsRule, typesOf } from "./resourceRules";

/** Every text of a map, whose keys are the user's or the provider's own. */
const texts = mapOf(required(text, "Set it, or leave its name out."), '{ email: "email" }');

const providerArguments = argumentsRule(() => ({
  wanted: 'an object such as { providerType: "Google", providerDetails: {} }',
  names: argumentsOf(cognito.IdentityProvider),
  rules: {
    ...typesOf(CreateIdentityProviderRequest$),
    providerType: required(oneOf(Object.values(IdentityProviderTypeType))),
    providerDetails: required(texts),
    attributeMapping: texts,
  },
}));

/** The rule for an identity provider, from the arguments of the installed `aws.cognito.IdentityProvider` and the API's request types. */
export const identityProvider: Rule = (value, path) => [
  ...limitedProvider(value, path),
  ...detailFaults(asMembers(value) ?? {}, path),
  ...typeNameFaults(asMembers(value) ?? {}, path),
];

const limitedProvider = withLimits(providerArguments, (value, path) =>
  limited("CreateIdentityProviderRequest")(withDefault(value, path, "providerName"), path),
);

const serverArguments = argumentsRule(() => ({
  wanted: 'an object such as { identifier: "orders" }',
  names: argumentsOf(cognito.ResourceServer),
  rules: {
    ...typesOf(CreateResourceServerRequest$),
    identifier: required(someText),
    scopes: listOf(objectOf({ scopeName: required(someText), scopeDescription: required(someText) })),
  },
}));

/** The rule for a resource server, from the arguments of the installed `aws.cognito.ResourceServer` and the API's request types. */
export const resourceServer = withLimits(serverArguments, (value, path) =>
  limited("CreateResourceServerRequest")(withDefault(value, path, "name"), path),
);

const groupArguments = argumentsRule(() => ({
  wanted: "an object such as { precedence: 1 }",
  names: argumentsOf(cognito.UserGroup),
  rules: { ...typesOf(CreateGroupRequest$), name: text },
}));

/** The rule for a group, from the arguments of the installed `aws.cognito.UserGroup` and the API's request types. */
export const group = withLimits(groupArguments, (value, path) =>
  limited("CreateGroupRequest", { name: "GroupName" })(withDefault(value, path, "name"), path),
);

/** Only a regional web ACL can stand before a user pool. */
export const webAclArn: Rule = must(
  "the ARN of a regional web ACL of AWS WAF",
  (value) => typeof value === "string" && /^arn:[\w-]+:wafv2:[\w-]+:\d{12}:regional\/webacl\/.+$/.test(value),
);

/** The argument with the name that it gets of its key. */
function withDefault(value: unknown, path: string, name: string): unknown {
  const members = asMembers(value);
  return members && { ...members, [name]: members[name] ?? keyOf(path) };
}

/**
 * What each type of provider certainly cannot do without.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateIdentityProvider.html
 */
const neededDetails: Readonly<Record<string, readonly string[]>> = {
  [IdentityProviderTypeType.Google]: ["client_id", "client_secret"],
  [IdentityProviderTypeType.Facebook]: ["client_id", "client_secret"],
  [IdentityProviderTypeType.LoginWithAmazon]: ["client_id", "client_secret"],
  [IdentityProviderTypeType.SignInWithApple]: ["client_id", "team_id", "key_id", "private_key"],
  [IdentityProviderTypeType.OIDC]: ["client_id", "oidc_issuer"],
};

function detailFaults({ providerType, providerDetails }: Record<string, unknown>, path: string): Fault[] {
  const details = asMembers(providerDetails);
  if (!details || typeof providerType !== "string") return [];
  const place = `${path}.providerDetails`;
  const missing = (neededDetails[providerType] ?? []).filter((key) => details[key] === undefined);
  const faults = missing.flatMap((key) =>
    faultSaying(`${place}.${key}`, `is required for ${providerType} and missing. Set it.`),
  );
  const isSaml = providerType === IdentityProviderTypeType.SAML;
  return isSaml && details["MetadataURL"] === undefined && details["MetadataFile"] === undefined
    ? faultSaying(place, "must have `MetadataURL` or `MetadataFile` for SAML. Set one of them.")
    : faults;
}

/** The types of which a pool has one provider, which bears the type's name. */
const namedByType: readonly string[] = ["Google", "Facebook", "LoginWithAmazon", "SignInWithApple"];

/**
 * "Provider NameOfGP cannot be of type Google."
 *
 * @see https://github.com/aws/aws-cli/issues/3179
 */
function typeNameFaults({ providerType, providerName }: Record<string, unknown>, path: string): Fault[] {
  if (typeof providerType !== "string" || !namedByType.includes(providerType)) return [];
  const name = providerName ?? keyOf(path);
  if (typeof name !== "string" || name === providerType) return [];
  return faultSaying(
    providerName === undefined ? path : `${path}.providerName`,
    `must be called ${providerType}, as its type is: Cognito has no other name for it.`,
  );
}

/** The details of identity providers that nobody else may know. */
export const secretDetails: readonly string[] = ["client_secret", "private_key"];

/**
 * Details of identity providers that stand in the program for everyone to read. Looks at the arguments as they are given: a
 * secret is an output.
 */
export function plainSecretFaults(args: unknown): Fault[] {
  const providers = Object.entries(asMembers(asMembers(args)?.["identityProviders"]) ?? {});
  return providers.flatMap(([name, provider]) => {
    const details = asMembers(asMembers(provider)?.["providerDetails"]) ?? {};
    const plain = secretDetails.filter((key) => typeof details[key] === "string");
    return plain.flatMap((key) =>
      faultSaying(
        `identityProviders.${name}.providerDetails.${key}`,
        "must be a secret, got a plain string: give config.requireSecret(…) of what `pulumi config set --secret` knows, " +
          "or pulumi.secret(…).",
      ),
    );
  });
}
