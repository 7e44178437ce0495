import {
  CreateManagedLoginBrandingRequest$,
  EventSourceName,
  LogLevel,
} from "@aws-sdk/client-cognito-identity-provider";
import * as cognito from "@pulumi/aws/cognito";
import { describeValue, type Fault } from "../../handlers/userPool/settings/values";
import {
  asMembers,
  fault,
  faultSaying,
  listOf,
  must,
  objectOf,
  oneOf,
  type Rule,
  required,
  someText,
} from "./argumentRules";
import { limited, withLimits } from "./partLimits";
import { argumentsOf, argumentsRule, typesOf } from "./resourceRules";

const brandingArguments = argumentsRule(() => ({
  wanted: "an object such as { useCognitoProvidedValues: true }",
  names: argumentsOf(cognito.ManagedLoginBranding).filter((name) => name !== "clientId"),
  rules: { ...typesOf(CreateManagedLoginBrandingRequest$), settings: jsonText },
}));

/**
 * The rule for managed login's looks, from the arguments of the installed `aws.cognito.ManagedLoginBranding`. Its settings
 * are JSON there.
 */
export const branding: Rule = (value, path) => [
  ...brandingArguments(value, path),
  ...providedFaults(asMembers(value) ?? {}, path),
];

const jsonText: Rule = (value, path) =>
  typeof value === "object" && value !== null
    ? fault(path, "must be a string: JSON.stringify(…) or pulumi.jsonStringify(…) makes one", value)
    : must("a string of JSON", isJson)(value, path);

function isJson(value: unknown): boolean {
  try {
    return typeof value === "string" && typeof JSON.parse(value) === "object";
  } catch {
    return false;
  }
}

/**
 * "When you specify true for this option, you must also omit values for Settings and Assets in the request."
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateManagedLoginBranding.html
 */
function providedFaults(given: Record<string, unknown>, path: string): Fault[] {
  if (given["useCognitoProvidedValues"] !== true) return [];
  return ["settings", "assets"]
    .filter((name) => given[name] !== undefined)
    .flatMap((name) =>
      faultSaying(
        `${path}.${name}`,
        "must not stand beside `useCognitoProvidedValues: true`: take one of them out.",
      ),
    );
}

const destinations = {
  cloudWatchLogsConfiguration: "logGroupArn",
  firehoseConfiguration: "streamArn",
  s3Configuration: "bucketArn",
} as const;

const configuration: Rule = (value, path) => [
  ...objectOf({
    eventSource: required(oneOf(Object.values(EventSourceName))),
    logLevel: required(oneOf(Object.values(LogLevel))),
    ...Object.fromEntries(
      Object.entries(destinations).map(([name, member]) => [
        name,
        objectOf({ [member]: required(someText) }),
      ]),
    ),
  })(value, path),
  ...destinationFaults(asMembers(value) ?? {}, path),
];

/**
 * What each source takes: "To send userNotification activity …, choose ERROR with CloudWatchLogsConfiguration. To send
 * userAuthEvents activity …, choose INFO with one of CloudWatchLogsConfiguration, FirehoseConfiguration, or S3Configuration."
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_LogConfigurationType.html
 */
const sources: Readonly<Record<string, { level: LogLevel; takes: readonly string[] }>> = {
  [EventSourceName.USER_NOTIFICATION]: { level: LogLevel.ERROR, takes: ["cloudWatchLogsConfiguration"] },
  [EventSourceName.USER_AUTH_EVENTS]: { level: LogLevel.INFO, takes: Object.keys(destinations) },
};

function destinationFaults(given: Record<string, unknown>, path: string): Fault[] {
  const { eventSource, logLevel } = given;
  const rule = typeof eventSource === "string" ? sources[eventSource] : undefined;
  if (rule === undefined) return [];
  const chosen = Object.keys(destinations).filter((name) => given[name] !== undefined);
  const isOther = Object.values<unknown>(LogLevel).includes(logLevel) && logLevel !== rule.level;
  const isRight = chosen.length === 1 && chosen.every((name) => rule.takes.includes(name));
  const list = rule.takes.map((name) => `\`${name}\``).join(", ");
  return [
    ...(isOther
      ? fault(`${path}.logLevel`, `must be "${rule.level}" for ${describeValue(eventSource)}`, logLevel)
      : []),
    ...(isRight
      ? []
      : faultSaying(
          path,
          `must have ${rule.takes.length === 1 ? list : `one of ${list}`} for ${describeValue(eventSource)}, and no other destination. ` +
            `It has ${chosen.join(", ") || "none"}.`,
        )),
  ];
}

const logArguments = argumentsRule(() => ({
  wanted: "an object with `logConfigurations`",
  names: argumentsOf(cognito.LogDeliveryConfiguration),
  rules: { logConfigurations: required(listOf(configuration)) },
}));

/** The rule for log delivery, from the arguments of the installed `aws.cognito.LogDeliveryConfiguration`. */
export const logDelivery = withLimits(logArguments, limited("SetLogDeliveryConfigurationRequest"));
