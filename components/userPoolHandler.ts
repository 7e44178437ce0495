import type * as iam from "@pulumi/aws/iam";
import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import { handlerTimeout, longestEventAge, serviceTimeout } from "../handlers/userPool/aws/times";
import { handlerType } from "./arguments/handlerType";
import { handlerFaults } from "./arguments/poolRules";
import { judgeArguments, judged, judgedInputs, refusal, titleOf } from "./engine/judge";
import { functionName, sharedHandlerName } from "./engine/names";
import { type Place } from "./engine/place";
import { oncePerProgram } from "./engine/program";
import { runError } from "./engine/runError";
import { ownHandlers, packageFolder } from "./lambda/bundle";
import { type FunctionArgs, NodeFunction } from "./lambda/nodeFunction";
import { oldNodeWarning } from "./lambda/nodeVersion";
import { handlerStatements } from "./lambda/policies";
import { type Grant, RolePolicies } from "./lambda/rolePolicies";

/** The arguments of a {@link UserPoolHandler}. */
export interface UserPoolHandlerArgs extends Omit<FunctionArgs, "timeout"> {
  /**
   * The seconds that one run of the handler may take; CloudFormation waits for three runs.
   *
   * @default 300
   */
  timeout?: number | undefined;

  /**
   * Tags of the handler's role, log group and function; they do not reach the pools.
   *
   * @default none
   */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>> | undefined;
}

/**
 * The Lambda function behind `Custom::UserPool`: it creates, changes and deletes user pools for CloudFormation.
 *
 * One handler serves any number of pools, and a program gets one automatically. Create one yourself to choose its memory,
 * tags or log retention, or to give some pools a handler with more permissions, and pass it as `handler`.
 *
 * Its name, and therefore its ARN, never changes: CloudFormation refuses to update a custom resource whose handler
 * moved. You can change its code, memory, timeout, runtime and environment.
 *
 * @example
 * const handler = new UserPoolHandler("pools", { memorySize: 512 });
 * new CustomUserPool("customers", { settings: { PoolName: "customers" }, handler });
 */
export class UserPoolHandler extends pulumi.ComponentResource {
  /** The function's ARN: the `ServiceToken` of the custom resources. */
  readonly arn: pulumi.Output<string>;
  /** The function's name, and the value of the tag that its pools carry. */
  readonly functionName: string;
  /** The tags that the provider or a transform puts on all resources, which neither can put on a custom resource's pool. */
  readonly defaultTags: pulumi.Output<Record<string, string>>;
  /** The seconds that CloudFormation waits for an answer: three runs, Lambda's pauses between them, and a margin. */
  readonly serviceTimeout: number;

  readonly #function: NodeFunction;
  readonly #eventAge: lambda.FunctionEventInvokeConfig;
  readonly #policies: RolePolicies;

  constructor(name: string, args: UserPoolHandlerArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    const title = titleOf("UserPoolHandler", name);
    const verdict = judgeArguments(title, args, handlerFaults);
    super(handlerType, name, judgedInputs({ ...args }, verdict), opts);
    const right = judged(args, verdict);
    warnOfOldNode();
    const timeout = right.timeout ?? handlerTimeout.default;
    this.functionName = ownName(title, name);
    this.serviceTimeout = serviceTimeout(timeout);
    const ownStatements = (place: Place) => handlerStatements(place, this.functionName);
    this.#function = new NodeFunction(
      name,
      {
        ...right,
        ...ownHandlers.userPool,
        folder: packageFolder(),
        ownStatements,
        fixedName: this.functionName,
        declaredIn: { title, path: "entry" },
        timeout,
      },
      { parent: this },
    );
    this.arn = this.#function.arn;
    const { logGroup, role } = this.#function;
    const tags = pulumi.all([logGroup.tagsAll, role.tagsAll, right.tags]);
    // Without the handler's own nothing is left of what may be secret.
    this.defaultTags = pulumi
      .unsecret(tags)
      .apply(([one, other, given]) => withoutKeys(common(one ?? {}, other ?? {}), Object.keys(given ?? {})));
    this.#eventAge = this.#boundEventAge(name, timeout);
    this.#policies = new RolePolicies(this, {
      title,
      name,
      role: this.#function.role,
      place: this.#function.place,
      ownStatements,
      policyStatements: right.policyStatements,
    });

    this.registerOutputs({ arn: this.arn, functionName: this.functionName });
  }

  /** The handler that all pools of a program share, one for each provider that they are deployed with. */
  static shared(provider: pulumi.ProviderResource | undefined): UserPoolHandler {
    return sharedHandler(provider, () =>
      provider === undefined
        ? new UserPoolHandler(sharedHandlerName)
        : new UserPoolHandler(`${sharedHandlerName}-${nameOf(provider)}`, {}, { provider }),
    );
  }

  /** The log group that tells what the handler did, and why it could not. */
  get logGroupName(): pulumi.Output<string> {
    return this.#function.logGroup.name;
  }

  /** The Region that the handler is deployed to. */
  get region(): pulumi.Output<string> {
    return this.#function.place.apply(({ region }) => region);
  }

  /** What has to outlive the pools, so that each can still be deleted by its handler. */
  get resources(): pulumi.Resource[] {
    return [...this.#function.resources, this.#eventAge];
  }

  /**
   * Lets the handler do more than it always may, in one policy of its role for each kind of grant.
   *
   * @returns the policy, which has to be there before the handler is called
   */
  grant(grant: Grant): iam.RolePolicy {
    return this.#policies.add(grant);
  }

  /** An event that waited longer than CloudFormation does would change a pool for a request that is over. */
  #boundEventAge(name: string, timeout: number): lambda.FunctionEventInvokeConfig {
    return new lambda.FunctionEventInvokeConfig(
      `${name}-event-age`,
      {
        functionName: this.#function.function.name,
        maximumEventAgeInSeconds: longestEventAge(timeout),
        maximumRetryAttempts: 2,
      },
      { parent: this },
    );
  }
}

const sharedHandler = oncePerProgram<UserPoolHandler>();

const ownNames = oncePerProgram<{ taken: boolean }>();

/** The one name that has to stay the same for ever, so that two handlers cannot both have it. */
function ownName(title: string, name: string): string {
  const fixed = functionName(pulumi.getProject(), pulumi.getStack(), name);
  const use = ownNames(fixed, () => ({ taken: false }));
  if (use.taken) {
    throw refusal(title, [
      `The name ${JSON.stringify(name)} is that of another \`UserPoolHandler\` of this program, and the function \`${fixed}\` ` +
        "is named after it: give one of them another name.",
    ]);
  }
  use.taken = true;
  return fixed;
}

function nameOf(provider: pulumi.ProviderResource): string {
  // The SDK knows the name and does not declare it. It never changes, unlike the order in which pools are made.
  const name: unknown = Reflect.get(provider, "__name");
  if (typeof name !== "string") {
    throw runError("The provider has no name: pass the pool a `handler` of its own.");
  }
  return name;
}

/** A transform may give each resource a tag of its own, such as its name, which is none of a pool's. */
function common(one: Record<string, string>, other: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(one).filter(([key, value]) => other[key] === value));
}

function withoutKeys(record: Record<string, string>, keys: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));
}

/** In the update alone: `pulumi up` runs the program for the preview and again for the update. */
function warnOfOldNode(): void {
  if (pulumi.runtime.isDryRun()) return;
  const warning = oldNodeWarning();
  if (warning !== undefined) void pulumi.log.warn(warning);
}
