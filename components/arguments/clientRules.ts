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
import { NormalizedSchema } from "@smithy/core/schema";
import { type Shape, shapeOf } from "../../handlers/userPool/settings/schema";
import type { Fault } from "../../handlers/userPool/settings/values";
import {
  asMembers,
  faultSaying,
  flag,
  listOf,
  type Members,
  must,
  numeric,
  objectOf,
  oneOf,
  type Rule,
  required,
  someText,
  text,
} from "./argumentRules";
import { limited, limitedBeside } from "./partLimits";

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
export const client: Rule = (value, path) => {
  const members = asMembers(value);
  const faults = argumentsRule({
    wanted: "an object with the arguments of an app client, such as {}",
    names: argumentsOf(cognito.UserPoolClient),
    rules: { ...typesOf(CreateUserPoolClientRequest$), name: text, ...choices },
  })(value, path);
  if (members === undefined) return faults;
  return [
    ...faults,
    ...limitedBeside(faults, limited("CreateUserPoolClientRequest", { name: "ClientName" })(value, path)),
    ...keyFaults(members, path),
  ];
};

/** A client without a `name` gets one that begins with its key. */
function keyFaults({ name }: Record<string, unknown>, path: string): Fault[] {
  const key = path.slice(path.indexOf(".") + 1);
  if (name !== undefined) return [];
  const [broken] = limited("CreateUserPoolClientRequest", { name: "ClientName" })({ name: key }, path);
  return broken === undefined
    ? []
    : faultSaying(
        path,
        `${broken.message.replace(/^`[^`]*` /, "")} The client's name begins with this key: change it, or set its \`name\`.`,
      );
}

/** A domain, by the arguments of the installed `aws.cognito.UserPoolDomain`. */
export const domain: Rule = (value, path) => [
  ...argumentsRule({
    wanted: 'an object such as { domain: "customers" }',
    names: [...argumentsOf(cognito.UserPoolDomain), "hostedZoneId"],
    rules: {
      ...typesOf(CreateUserPoolDomainRequest$),
      domain: required(domainName),
      certificateArn: certificate,
      hostedZoneId: someText,
      managedLoginVersion: oneOf([1, 2]),
    },
  })(value, path),
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

interface ResourceArguments {
  readonly wanted: string;
  readonly names: readonly string[];
  /** The rules that there are, by names in whatever case. */
  readonly rules: Members;
}

/** The rule of a resource's arguments: those that the installed package has, each by its rule. */
export function argumentsRule({ wanted, names, rules }: ResourceArguments): Rule {
  const byName = new Map(Object.entries(rules).map(([name, rule]) => [name.toLowerCase(), rule]));
  const members = (names.length > 0 ? names : Object.keys(rules)).map((name): [string, Rule] => [
    name,
    byName.get(name.toLowerCase()) ?? (() => []),
  ]);
  return objectOf(Object.fromEntries(members), { wanted, isOpen: names.length === 0 });
}

/**
 * The names of a resource's arguments. `@pulumi/aws` declares them only as types; what copies them is the constructor,
 * which drops every other name without a word. None where a bundler has rewritten it.
 */
export function argumentsOf(resource: { toString(): string }): string[] {
  const copies = resource.toString().matchAll(/resourceInputs\["(\w+)"\] = args\??\.\1\b/g);
  return [...new Set([...copies].map(([, name = ""]) => name))].filter((name) => name !== "userPoolId");
}

/** A rule for each member of a request of the API, by its type. */
export function typesOf(schema: Parameters<typeof NormalizedSchema.of>[0]): Members {
  const shape = shapeOf(NormalizedSchema.of(schema));
  const members = shape.kind === "structure" ? [...shape.members] : [];
  return Object.fromEntries(members.map(([name, member]) => [name, ruleFor(member())]));
}

function ruleFor(shape: Shape): Rule {
  switch (shape.kind) {
    case "string":
      return text;
    case "number":
      return numeric;
    case "boolean":
      return flag;
    case "list":
      return listOf(ruleFor(shape.element()));
    case "structure":
    case "map":
    case "unsupported":
      return someObject;
  }
}

const someObject = must("an object", (value) => asMembers(value) !== undefined);
