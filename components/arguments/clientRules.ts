import {
  CreateUserPoolClientRequest$,
  CreateUserPoolDomainRequest$,
  ExplicitAuthFlowsType,
  FeatureType,
  OAuthFlowType,
  PreventUserExistenceErrorTypes,
  TimeUnitsType,
} from "@aws-sdk/client-cognito-identity-provider";
import * as cognito from "@pulumi/aws/cognito";
import type { Fault } from "../../handlers/userPool/settings/values";
import {
  asMembers,
  faultSaying,
  listOf,
  must,
  numeric,
  objectOf,
  oneOf,
  type Rule,
  required,
  someText,
  text,
} from "./argumentRules";
import { argumentsOf, argumentsRule, typesOf } from "./resourceRules";

/** Cognito's own words for the members that take only certain ones. */
const choices: Readonly<Record<string, Rule>> = {
  explicitAuthFlows: listOf(oneOf(Object.values(ExplicitAuthFlowsType))),
  allowedOauthFlows: listOf(oneOf(Object.values(OAuthFlowType))),
  preventUserExistenceErrors: oneOf(Object.values(PreventUserExistenceErrorTypes)),
  tokenValidityUnits: objectOf(
    Object.fromEntries(
      ["accessToken", "idToken", "refreshToken"].map((name) => [name, oneOf(Object.values(TimeUnitsType))]),
    ),
  ),
  refreshTokenRotation: objectOf({
    feature: required(oneOf(Object.values(FeatureType))),
    retryGracePeriodSeconds: numeric,
  }),
};

/** An app client, by the arguments of the installed `aws.cognito.UserPoolClient` and the types of the API's request. */
export const client = argumentsRule(() => ({
  wanted: "an object with the arguments of an app client, such as {}",
  names: argumentsOf(cognito.UserPoolClient),
  rules: { ...typesOf(CreateUserPoolClientRequest$), ...choices },
}));

const domainArguments = argumentsRule(() => ({
  wanted: 'an object such as { domain: "customers" }',
  names: [...argumentsOf(cognito.UserPoolDomain), "hostedZoneId"],
  rules: {
    ...typesOf(CreateUserPoolDomainRequest$),
    domain: required(domainName),
    certificateArn: text,
    hostedZoneId: someText,
  },
}));

/** A domain, by the arguments of the installed `aws.cognito.UserPoolDomain`. */
export const domain: Rule = (value, path) => [
  ...domainArguments(value, path),
  ...certificateFaults(asMembers(value) ?? {}, path),
];

/**
 * A prefix of Cognito's own domain, or a name with dots.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html
 */
const domainName: Rule = (value, path) => {
  const faults = someText(value, path);
  if (typeof value !== "string" || faults.length > 0 || value.includes(".")) return faults;
  return must(
    "a prefix of at most 63 lower-case letters, digits and hyphens, without a hyphen at either end and without the words " +
      "aws, amazon or cognito, or a name of your own such as login.example.com",
    () => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(value) && !/aws|amazon|cognito/.test(value),
  )(value, path);
};

function certificateFaults(given: Record<string, unknown>, path: string): Fault[] {
  const { domain: name, certificateArn, hostedZoneId } = given;
  if (typeof name !== "string") return [];
  if (!name.includes(".")) {
    return hostedZoneId === undefined
      ? []
      : faultSaying(
          `${path}.hostedZoneId`,
          "is for a domain of your own: a prefix of Cognito's domain needs no records.",
        );
  }
  return certificateArn === undefined && hostedZoneId === undefined
    ? faultSaying(
        `${path}.hostedZoneId`,
        "is required beside a domain of your own. Set it to its zone in Route 53; or set " +
          `\`${path}.certificateArn\` to the ARN of a certificate in us-east-1, and make the records yourself.`,
      )
    : [];
}
