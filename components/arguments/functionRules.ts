import { handlerTimeout } from "../../handlers/userPool/aws/times";
import type { Fault } from "../../handlers/userPool/settings/values";
import { retentionDays } from "../lambda/logRetention";
import {
  asMembers,
  fault,
  faultSaying,
  listOf,
  type Members,
  mapOf,
  must,
  objectOf,
  oneOf,
  plainly,
  type Rule,
  required,
  someText,
  text,
  wholeNumber,
} from "./argumentRules";

/**
 * What an environment variable of Lambda may be called.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Environment.html
 */
const variableName = /^[a-zA-Z][a-zA-Z0-9_]+$/;

/** @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
const reservedVariables = new Set([
  "AWS_ACCESS_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_DEFAULT_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_LAMBDA_RUNTIME_API",
  "AWS_REGION",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "LAMBDA_RUNTIME_DIR",
  "LAMBDA_TASK_ROOT",
]);

const textOrTexts: Rule = (value, path) =>
  Array.isArray(value)
    ? listOf(text)(value, path)
    : must("a string or a list of strings", (item) => typeof item === "string")(value, path);

const statementMembers: Members = {
  Sid: text,
  Effect: required(oneOf(["Allow", "Deny"])),
  Action: textOrTexts,
  NotAction: textOrTexts,
  Resource: textOrTexts,
  NotResource: textOrTexts,
  Condition: must("an object", (value) => asMembers(value) !== undefined),
};

const statement: Rule = (value, path) => [
  ...objectOf(statementMembers, { wanted: "a statement of an IAM policy" })(value, path),
  ...withoutEither(value, path, ["Action", "NotAction"]),
  ...withoutEither(value, path, ["Resource", "NotResource"]),
];

/** The statements of an IAM policy. */
const policyStatements: Rule = listOf(statement);

/** What a function of the program's own has returned in their place. */
export const returnedStatements: Rule = (value, path) =>
  value === undefined ? fault(path, "must return a list", value) : policyStatements(value, path);

/** Tags as nearly all of AWS has them. */
export const tags: Rule = mapOf(text, '{ team: "accounts" }');

/** What every function lets its user choose, apart from its time-out. */
const functionMembers: Members = {
  policyStatements,
  environment: (value, path) => [
    ...mapOf(text, '{ TABLE: "users" }')(value, path),
    ...Object.keys(asMembers(value) ?? {}).flatMap((name) => variableFaults(name, path)),
    ...sizeFaults(asMembers(value) ?? {}, path),
  ],
  memorySize: wholeNumber(128, 10_240),
  runtime: oneOf(["nodejs22.x", "nodejs24.x"]),
  logRetentionDays: oneOf(retentionDays),
};

/** The members of a trigger's function from a source file. */
export function sourceMembers(entry: Rule): Members {
  return {
    ...functionMembers,
    entry: required(plainly(entry), "Give the path of the source file that exports `handler`."),
    timeout: wholeNumber(1, 900),
    policyStatements: (value, path) => (typeof value === "function" ? [] : policyStatements(value, path)),
  };
}

/** The members of a handler's arguments. */
export const handlerMembers: Members = {
  ...functionMembers,
  // Three runs of Lambda's longest still fit into the hour that CloudFormation waits at most.
  timeout: plainly(wholeNumber(30, handlerTimeout.longest)),
  tags,
};

/** A path that is not known to exist is judged by `missing`. */
export function sourceFile(missing: (entry: string) => string | undefined): Rule {
  return (value, path) => {
    const faults = someText(value, path);
    if (faults.length > 0 || typeof value !== "string") return faults;
    const sentence = missing(value);
    return sentence === undefined ? [] : faultSaying(path, sentence);
  };
}

function withoutEither(value: unknown, path: string, names: readonly [string, string]): Fault[] {
  const given = asMembers(value);
  if (!given || names.some((name) => given[name] !== undefined)) return [];
  return faultSaying(`${path}.${names[0]}`, "is required and missing. Set it.");
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html#function-configuration-deployment-and-execution */
const mostEnvironment = 4_096;

function sizeFaults(variables: Record<string, unknown>, path: string): Fault[] {
  const texts = Object.entries(variables).filter(([, value]) => typeof value === "string");
  const bytes = Buffer.byteLength(texts.flat().join(""));
  return bytes <= mostEnvironment
    ? []
    : faultSaying(
        path,
        `must have at most ${mostEnvironment} bytes, names and values together, got ${bytes}.`,
      );
}

function variableFaults(name: string, path: string): Fault[] {
  const place = `${path}.${name}`;
  if (!variableName.test(name)) {
    return fault(
      place,
      "must have a name of letters, digits and underscores that begins with a letter",
      name,
    );
  }
  return reservedVariables.has(name)
    ? faultSaying(place, "is set by Lambda itself: give the variable another name.")
    : [];
}
