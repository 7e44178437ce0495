import type { LambdaConfigType } from "@aws-sdk/client-cognito-identity-provider";
import * as iam from "@pulumi/aws/iam";
import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import { describeValue, type Fault, membersOf } from "../../handlers/userPool/settings/values";
import { inComponent, judgeArguments, messageOf, refusal } from "../engine/judge";
import { childName, kebabCase } from "../engine/names";
import { isArn } from "../engine/place";
import { resolved } from "../engine/resolved";
import { answeredArn } from "../engine/unitTest";
import { type FunctionArgs, functionArn, NodeFunction, type PolicyStatementArgs } from "./nodeFunction";
import { type PolicyStatement, policyDocument } from "./policies";

/** The pool that a trigger belongs to, for policies that name it. */
export interface TriggeredPool {
  readonly userPoolId: pulumi.Output<string>;
  readonly userPoolArn: pulumi.Output<string>;
}

/** A trigger from a source file, with the settings of its function. */
export interface TriggerFunctionArgs extends Omit<FunctionArgs, "policyStatements"> {
  /** The source file that exports `handler`, relative to the program's folder. */
  entry: string;

  /**
   * What the function may do besides writing its own log. If you pass a callback, it receives the pool, so that a policy
   * can name it.
   *
   * @default nothing
   * @example
   * (pool) => [{ Effect: "Allow", Action: "cognito-idp:AdminAddUserToGroup", Resource: pool.userPoolArn }]
   */
  policyStatements?:
    | FunctionArgs["policyStatements"]
    | ((pool: TriggeredPool) => pulumi.Input<PolicyStatementArgs>[])
    | undefined;
}

/**
 * The function of a trigger: the path of a source file that exports `handler`, an existing function or its ARN, or a
 * source file with the settings of its function.
 */
export type TriggerFunction =
  | string
  | Promise<string>
  | pulumi.Output<string>
  | lambda.Function
  | TriggerFunctionArgs;

/**
 * The triggers of a pool, with the names of the API's `LambdaConfig`. If the API expects an object with a version, set the
 * function in its member `function`.
 */
export type Triggers = {
  [Key in keyof Omit<LambdaConfigType, "KMSKeyID">]:
    | (NonNullable<LambdaConfigType[Key]> extends string
        ? TriggerFunction
        : VersionedTrigger<NonNullable<LambdaConfigType[Key]>>)
    | undefined;
} & {
  /** The ARN of the key with which Cognito encrypts codes, for `CustomSMSSender` and `CustomEmailSender`. */
  KMSKeyID?: pulumi.Input<string> | undefined;
};

type VersionedTrigger<T> = {
  [Key in keyof Omit<T, "LambdaArn">]: pulumi.Input<NonNullable<Omit<T, "LambdaArn">[Key]>>;
} & { function: TriggerFunction };

/** What became of the triggers: what the template needs, and what has to exist before it. */
export interface TriggerFunctions {
  /** The API's `LambdaConfig`, whose ARNs may be outputs. */
  readonly lambdaConfig: Readonly<Record<string, unknown>>;
  /** The ARN of each trigger's function, by the trigger. */
  readonly arns: Readonly<Record<string, pulumi.Input<string>>>;
  readonly resources: pulumi.Resource[];
  /** Gives the roles what names the pool itself, which has to exist first. */
  readonly grantPoolPolicies: (pool: TriggeredPool, judge: StatementsJudge) => pulumi.Resource[];
}

/** What is wrong with policy statements that stand at a path. */
type StatementsJudge = (statements: unknown, path: string) => Fault[];

export interface TriggerContext {
  readonly name: string;
  /** The component, for messages. */
  readonly title: string;
  readonly tags: pulumi.Input<Record<string, pulumi.Input<string>>> | undefined;
  readonly parent: pulumi.Resource;
}

/** Registers the functions that the triggers name by their source files. */
export function createTriggerFunctions(triggers: Triggers, context: TriggerContext): TriggerFunctions {
  const made = new Map<string, MadeTrigger>();
  const arn = (key: string, target: KnownTrigger): pulumi.Input<string> => {
    const trigger = makeTrigger(key, target, context);
    made.set(key, trigger);
    return trigger.arn;
  };
  const lambdaConfig = mapTriggers(triggers, arn);
  const all = [...made.values()];
  const functions = all.flatMap(({ nodeFunction }) => nodeFunction ?? []);
  return {
    lambdaConfig,
    arns: Object.fromEntries([...made].map(([key, trigger]) => [key, trigger.arn])),
    resources: functions.flatMap(({ resources }) => resources),
    grantPoolPolicies: (pool, judge) =>
      all.flatMap((trigger) => grantPoolPolicy(trigger, { ...context, pool, judge })),
  };
}

/** The API's `LambdaConfig`, with `arn` deciding what stands for each function. */
export function mapTriggers(
  triggers: Triggers,
  arn: (key: string, target: KnownTrigger) => unknown,
): Record<string, unknown> {
  const { KMSKeyID, ...functions } = triggers;
  const entries = Object.entries(functions).flatMap(([key, value]): [string, unknown][] => {
    if (value === undefined) {
      return [];
    }
    if (isVersioned(value)) {
      const { function: target, ...version } = value;
      return [[key, { ...version, LambdaArn: arn(key, asKnown(target)) }]];
    }
    return [[key, arn(key, asKnown(value))]];
  });
  return { ...Object.fromEntries(entries), ...(KMSKeyID === undefined ? {} : { KMSKeyID }) };
}

type KnownTrigger = Exclude<TriggerFunction, Promise<string>>;

/** A promise is as good as an output. */
function asKnown(target: TriggerFunction): KnownTrigger {
  return target instanceof Promise ? pulumi.output(target) : target;
}

/** The triggers as the component's inputs: as the program declares them, without what only the program can run. */
export function triggerInputs(triggers: Triggers): Record<string, unknown> {
  return mapTriggers(triggers, (_key, target) => targetInput(target));
}

function targetInput(target: KnownTrigger): unknown {
  if (lambda.Function.isInstance(target)) {
    return target.arn;
  }
  if (typeof target === "string" || pulumi.Output.isInstance(target)) {
    return target;
  }
  const { policyStatements, ...declared } = target;
  return typeof policyStatements === "function" ? declared : { ...declared, policyStatements };
}

interface MadeTrigger {
  readonly name: string;
  /** The trigger as the program calls it. */
  readonly key: string;
  readonly arn: pulumi.Input<string>;
  readonly nodeFunction?: NodeFunction;
  readonly policyStatements?: TriggerFunctionArgs["policyStatements"];
}

function makeTrigger(key: string, target: KnownTrigger, context: TriggerContext): MadeTrigger {
  const name = childName(context.name, kebabCase(key));
  if (lambda.Function.isInstance(target)) {
    return { name, key, arn: answeredArn(target.arn, (place) => functionArn(place, name)) };
  }
  if (pulumi.Output.isInstance(target)) {
    const arn = answeredArn(target, (place) => functionArn(place, name));
    return { name, key, arn: arn.apply((known) => requireArn(known, { title: context.title, key })) };
  }
  if (isArn(target)) {
    return { name, key, arn: target };
  }
  const { policyStatements, ...args } = typeof target === "string" ? { entry: target } : target;
  const nodeFunction = new NodeFunction(
    name,
    {
      ...args,
      policyStatements: typeof policyStatements === "function" ? undefined : policyStatements,
      declaredIn: { title: context.title, path: `triggers.${key}` },
      tags: context.tags,
    },
    { parent: context.parent },
  );
  return { name, key, arn: nodeFunction.arn, nodeFunction, policyStatements };
}

/** What is known only later cannot be bundled any more. */
function requireArn(arn: string, { title, key }: { title: string; key: string }): string {
  if (isArn(arn)) {
    return arn;
  }
  throw refusal(title, [
    `\`triggers.${key}\` is an output, so it must be the ARN of a Lambda function, got ${describeValue(arn)}.`,
  ]);
}

/** A policy of its own, made after the pool: the function exists before it, so the two do not wait for each other. */
function grantPoolPolicy(
  { name, key, nodeFunction, policyStatements }: MadeTrigger,
  { title, parent, pool, judge }: TriggerContext & { pool: TriggeredPool; judge: StatementsJudge },
): pulumi.Resource[] {
  if (nodeFunction === undefined || typeof policyStatements !== "function") {
    return [];
  }
  const path = `triggers.${key}.policyStatements`;
  const given = inComponent(title, () => calledFor(pool, policyStatements, path));
  const verdict = judgeArguments(title, { [path]: given }, (args) => judge(membersOf(args)[path], path));
  const statements = resolved<PolicyStatement[]>(verdict === undefined ? given : verdict.then(() => given));
  const policy = new iam.RolePolicy(
    `${name}-pool-policy`,
    { role: nodeFunction.role.name, policy: pulumi.jsonStringify(statements.apply(policyDocument)) },
    { parent },
  );
  return [policy];
}

/** @throws Error that says where the program's own function failed. */
function calledFor<T>(pool: TriggeredPool, statementsFor: (pool: TriggeredPool) => T, path: string): T {
  try {
    return statementsFor(pool);
  } catch (error: unknown) {
    throw new Error(`\`${path}\` could not be computed: ${messageOf(error)}`, { cause: error });
  }
}

function isVersioned(value: unknown): value is { function: TriggerFunction } {
  return (
    typeof value === "object" && value !== null && !pulumi.Output.isInstance(value) && "function" in value
  );
}
