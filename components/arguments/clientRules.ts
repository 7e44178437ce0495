import {
  CreateUserPoolClientRequest$,
  CreateUserPoolDomainRequest$,
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
import { choicesOf, keyOf, limited, withLimits } from "./partLimits";
import { argumentsOf, argumentsRule, typesOf } from "./resourceRules";

/** Cognito's own words for the members that take only certain ones. */
const choices: Readonly<Record<string, Rule>> = {
  // The installed SDK lags behind the model.
  explicitAuthFlows: listOf(oneOf(choicesOf("CreateUserPoolClientRequest.ExplicitAuthFlows[]"))),
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

const clientArguments = argumentsRule(() => ({
  wanted: "an object with the arguments of an app client, such as {}",
  names: argumentsOf(cognito.UserPoolClient),
  rules: { ...typesOf(CreateUserPoolClientRequest$), name: text, ...choices },
}));

/** The rule for an app client, from the arguments of the installed `aws.cognito.UserPoolClient` and the API's request types. */
export const client: Rule = (value, path) => {
  const members = asMembers(value);
  return [...limitedClient(value, path), ...(members ? keyFaults(members, path) : [])];
};

const clientLimits = limited("CreateUserPoolClientRequest", { name: "ClientName" });
const limitedClient = withLimits(clientArguments, clientLimits);

/** A client without a `name` gets one that begins with its key. */
function keyFaults({ name }: Record<string, unknown>, path: string): Fault[] {
  if (name !== undefined) return [];
  const [broken] = clientLimits({ name: keyOf(path) }, path);
  return broken === undefined
    ? []
    : faultSaying(
        path,
        `${broken.message.replace(/^`[^`]*` /, "")} The client's name begins with this key: change it, or set its \`name\`.`,
      );
}

const domainArguments = argumentsRule(() => ({
  wanted: 'an object such as { domain: "customers" }',
  names: [...argumentsOf(cognito.UserPoolDomain), "hostedZoneId"],
  rules: {
    ...typesOf(CreateUserPoolDomainRequest$),
    domain: required(domainName),
    certificateArn: certificate,
    hostedZoneId: someText,
    managedLoginVersion: oneOf([1, 2]),
  },
}));

/** The rule for a domain, from the arguments of the installed `aws.cognito.UserPoolDomain`. */
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
  if (typeof value !== "string" || faults.length > 0) return faults;
  if (value.includes(".")) return ownName(value, path);
  return must(
    "a prefix of at most 63 lower-case letters, digits and hyphens, without a hyphen at either end and without the words " +
      "aws, amazon or cognito, or a name of your own such as login.example.com",
    () => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(value) && !/aws|amazon|cognito/.test(value),
  )(value, path);
};

/** Names of hosts in small letters: no URL, no path. */
const ownName = must(
  "the name of a host alone, in lower case, such as login.example.com",
  (value) =>
    typeof value === "string" &&
    value.length <= 253 &&
    value.split(".").every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label)),
);

/** CloudFront, which serves the domain, knows the certificates of one Region; partitions of their own have others. */
const certificate = must(
  "the ARN of a certificate of ACM in us-east-1",
  (value) =>
    typeof value === "string" &&
    /^arn:(?:aws:acm:us-east-1|aws-[\w-]+:acm:[\w-]+):\d{12}:certificate\/.+$/.test(value),
);

function certificateFaults(given: Record<string, unknown>, path: string): Fault[] {
  const { domain: name, certificateArn, hostedZoneId } = given;
  if (typeof name !== "string") return [];
  if (!name.includes(".")) {
    return [
      ...(hostedZoneId === undefined
        ? []
        : faultSaying(
            `${path}.hostedZoneId`,
            "is for a domain of your own: a prefix of Cognito's domain needs no records.",
          )),
      ...(certificateArn === undefined
        ? []
        : faultSaying(
            `${path}.certificateArn`,
            "is for a domain of your own: a prefix of Cognito's domain has Cognito's certificate.",
          )),
    ];
  }
  return certificateArn === undefined && hostedZoneId === undefined
    ? faultSaying(
        `${path}.hostedZoneId`,
        "is required beside a domain of your own. Set it to its zone in Route 53; or set " +
          `\`${path}.certificateArn\` to the ARN of a certificate in us-east-1, and make the records yourself.`,
      )
    : [];
}
