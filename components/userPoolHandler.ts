import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { ownHandlers, packageFolder } from "./bundle";
import { type FunctionArgs, NodeFunction } from "./nodeFunction";
import { oldNodeWarning } from "./nodeVersion";
import { handlerStatements, type Place, type PolicyStatement, policyDocument } from "./policies";
import { oncePerProgram } from "./program";
import { resolved } from "./resolved";

/** The arguments of a {@link UserPoolHandler}. */
export interface UserPoolHandlerArgs extends Omit<FunctionArgs, "timeout"> {
  /**
   * The seconds that one run of the handler may take; CloudFormation waits for three of them.
   *
   * @default 120
   */
  timeout?: number;

  /**
   * Tags of the handler's role, log group and function; they do not reach the pools.
   *
   * @default none
   */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

const defaults = { timeout: 120 } as const;

/** IAM takes no policy without statements. This one forbids an action that no service has. */
const nothing: PolicyStatement = { Effect: "Deny", Action: "none:null", Resource: "*" };

/** Lambda waits about one and then two minutes before it repeats a failed asynchronous invocation. */
const retryPauses = 60 + 120;
const margin = 60;
/** Lambda's longest run; three of them still fit into the hour that CloudFormation waits at most. */
const longestTimeout = 900;

/**
 * The Lambda function behind `Custom::UserPool`: it makes, changes and deletes user pools for CloudFormation.
 *
 * One handler serves any number of pools, and a program gets one by itself. Make one to choose its memory, tags or
 * log retention, or to give some pools a handler with more permissions, and pass it as `handler`.
 *
 * Its name, and with it its ARN, never changes: CloudFormation refuses to update a custom resource whose handler
 * moved. Code, memory, time-out, runtime and environment are free to change.
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
  /** The seconds that CloudFormation waits for an answer: three runs, Lambda's pauses between them, and a margin. */
  readonly serviceTimeout: number;

  readonly #function: NodeFunction;
  readonly #grants = new Map<string, iam.RolePolicy>();
  readonly #name: string;
  readonly #tags: UserPoolHandlerArgs["tags"];

  constructor(name: string, args: UserPoolHandlerArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    super("custom-user-pool:index:UserPoolHandler", name, {}, opts);
    warnOfOldNode();
    const timeout = checkTimeout(args.timeout ?? defaults.timeout);
    this.#name = name;
    this.#tags = args.tags;
    this.#function = new NodeFunction(
      name,
      {
        ...args,
        ...ownHandlers.userPool,
        folder: packageFolder(),
        ownStatements: handlerStatements,
        timeout,
      },
      { parent: this },
    );
    this.arn = this.#function.arn;
    this.functionName = this.#function.functionName;
    this.serviceTimeout = 3 * timeout + retryPauses + margin;

    this.registerOutputs({ arn: this.arn, functionName: this.functionName });
  }

  /** The handler that all pools of a program share, one for each provider that they are deployed with. */
  static shared(provider: pulumi.ProviderResource | undefined): UserPoolHandler {
    return sharedHandler(provider, () =>
      provider === undefined
        ? new UserPoolHandler("user-pool-handler")
        : new UserPoolHandler(`user-pool-handler-${nameOf(provider)}`, {}, { provider }),
    );
  }

  /** What has to outlive the pools, so that each can still be deleted by its handler. */
  get resources(): pulumi.Resource[] {
    return [...this.#function.resources, ...this.#grants.values()];
  }

  /** The tags that the provider puts on all its resources, which it cannot put on a custom resource's pool. */
  get defaultTags(): pulumi.Output<Record<string, string>> {
    const own = pulumi.output(this.#tags);
    return pulumi
      .all([this.#function.logGroup.tagsAll, own])
      .apply(([all, given]) => withoutKeys(all ?? {}, Object.keys(given ?? {})));
  }

  /** Lets the handler do more than it always may. Pools that ask for the same `name` share the policy. */
  grant(
    name: string,
    statements: (place: Place, functionName: string) => pulumi.Input<PolicyStatement[]>,
  ): void {
    if (this.#grants.has(name)) {
      return;
    }
    const policy = this.#function.place
      .apply((place) => resolved<PolicyStatement[]>(statements(place, this.functionName)))
      .apply((granted) => policyDocument(granted.length === 0 ? [nothing] : granted));
    this.#grants.set(
      name,
      new iam.RolePolicy(
        `${this.#name}-${name}`,
        { role: this.#function.role.name, policy: pulumi.jsonStringify(policy) },
        { parent: this },
      ),
    );
  }
}

const sharedHandler = oncePerProgram<UserPoolHandler>();

function checkTimeout(timeout: number): number {
  if (!Number.isInteger(timeout) || timeout < 30 || timeout > longestTimeout) {
    throw new Error(
      `\`timeout\` of a user pool handler must be a whole number of seconds from 30 to ${longestTimeout}, ` +
        `got ${timeout}.`,
    );
  }
  return timeout;
}

function nameOf(provider: pulumi.ProviderResource): string {
  // The SDK knows the name and does not declare it. It never changes, unlike the order in which pools are made.
  const name: unknown = Reflect.get(provider, "__name");
  if (typeof name !== "string") {
    throw new TypeError("The provider has no name: pass the pool a `handler` of its own.");
  }
  return name;
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
