import * as lambda from "@pulumi/aws/lambda";
import { type Shape, settingsShape } from "../../handlers/userPool/settings/schema";
import { type Fault, unknownValue } from "../../handlers/userPool/settings/values";
import { isArn } from "../engine/place";
import { join } from "../engine/plainObject";
import { missingSource } from "../lambda/bundle";
import { asMembers, fault, faultSaying, objectOf, plainly, type Rule } from "./argumentRules";
import { sourceFile, sourceMembers } from "./functionRules";

/** What a function of a trigger may be, after "must be". */
const wanted = "the path of a source file, an `aws.lambda.Function`, its ARN, or an object with `entry`";

const functionArn = /^arn:[\w-]+:lambda:[\w-]+:\d{12}:function:[\w-]+(:[\w$-]+)?$/;

const entry = sourceFile(missingSource);
const source = objectOf(sourceMembers(entry), { wanted });

/** Judges the triggers by what they are in Pulumi; by what they are in Cognito's API the settings' rules judge them. */
export function triggerFaults(triggers: unknown): Fault[] {
  if (triggers === undefined) {
    return [];
  }
  const given = asMembers(triggers);
  if (!given) {
    return fault("triggers", 'must be an object such as { PreSignUp: "handlers/preSignUp.ts" }', triggers);
  }
  const faults = Object.entries(given).flatMap(([name, value]) =>
    ruleOf(name)(value, join("triggers", name)),
  );
  return [...faults, ...tokenTriggerFaults(given)];
}

/** A source file becomes a function of its own for each trigger, and Cognito wants the same function in both. */
function tokenTriggerFaults({
  PreTokenGeneration,
  PreTokenGenerationConfig,
}: Record<string, unknown>): Fault[] {
  const versioned = asMembers(PreTokenGenerationConfig)?.["function"];
  const areBoth = PreTokenGeneration !== undefined && versioned !== undefined;
  return areBoth && [PreTokenGeneration, versioned].some(isSource)
    ? faultSaying(
        "triggers.PreTokenGeneration",
        "and `triggers.PreTokenGenerationConfig.function` must be the same function. Keep only the latter.",
      )
    : [];
}

function isSource(value: unknown): boolean {
  return typeof value === "string" ? !isArn(value) : asMembers(value) !== undefined;
}

/** The API's `LambdaConfig` as far as it can be judged: a function that is to be made has no ARN yet. */
export function judgedLambdaConfig(triggers: unknown): Record<string, unknown> {
  const entries = Object.entries(asMembers(triggers) ?? {});
  return Object.fromEntries<unknown>(entries.map(([name, value]) => [name, judgedTrigger(name, value)]));
}

function judgedTrigger(name: string, value: unknown): unknown {
  if (name === keyName || value === undefined) return value;
  const members = asMembers(value);
  if (!isVersioned(name) || members?.["function"] === undefined) return isArn(value) ? value : unknownValue;
  const { function: target, ...version } = members;
  return { ...version, LambdaArn: isArn(target) ? target : unknownValue };
}

/** The one member of the API's `LambdaConfig` that is no trigger. */
const keyName = "KMSKeyID";

/** Whether the API wants a version beside the function. A name that it does not know is told with the settings' names. */
function isVersioned(name: string): boolean {
  return lambdaConfigMembers().get(name)?.().kind === "structure";
}

function lambdaConfigMembers(): ReadonlyMap<string, () => Shape> {
  const shape = settingsShape.members.get("LambdaConfig")?.();
  return shape?.kind === "structure" ? shape.members : new Map<string, () => Shape>();
}

function ruleOf(name: string): Rule {
  if (name === keyName || !lambdaConfigMembers().has(name)) return () => [];
  return isVersioned(name) ? plainly(versionedTrigger) : target;
}

const target: Rule = (value, path) => {
  if (value === undefined || value === unknownValue || lambda.Function.isInstance(value)) return [];
  if (typeof value === "function") {
    return faultSaying(
      path,
      "must be a source file, got a function of the program: move it to a file of its own that exports it as `handler`, " +
        "and give the path.",
    );
  }
  if (typeof value === "string") return isArn(value) ? arnFaults(value, path) : entry(value, path);
  return asMembers(value)?.["function"] === undefined
    ? source(value, path)
    : faultSaying(path, "has no versions in Cognito's API: give what stands in `function` itself.");
};

const versionedTrigger: Rule = (value, path) => {
  if (value === undefined) return [];
  const members = asMembers(value);
  if (members && "LambdaArn" in members && !("function" in members)) {
    const place = join(path, "LambdaArn");
    return faultSaying(place, `is called \`${join(path, "function")}\` here, and may be ${wanted}.`);
  }
  if (members?.["function"] === undefined) {
    return fault(
      path,
      'must be an object such as { LambdaVersion: "V1_0", function: "handlers/sender.ts" }',
      value,
    );
  }
  return target(members["function"], join(path, "function"));
};

function arnFaults(arn: string, path: string): Fault[] {
  return functionArn.test(arn) ? [] : fault(path, "must be the ARN of a Lambda function", arn);
}
