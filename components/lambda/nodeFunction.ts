import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as iam from "@pulumi/aws/iam";
import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import { hiddenTags } from "../engine/hiddenTags";
import { messageOf, refusal } from "../engine/judge";
import { childName } from "../engine/names";
import { type Place, placeOf } from "../engine/place";
import { oncePerProgram } from "../engine/program";
import { resolved } from "../engine/resolved";
import { answeredArn, isUnitTest } from "../engine/unitTest";
import { bundle, bundleFile } from "./bundle";
import type { LogRetentionDays } from "./logRetention";
import { type Narrow, narrowTo } from "./narrow";
import { lambdaTrustPolicy, logStatement, type PolicyStatement, policyDocument } from "./policies";

/** The settings that you can choose for every function of the program. */
export interface FunctionArgs {
  /**
   * What the function may do besides writing its own log.
   *
   * @default nothing
   * @example
   * [{ Effect: "Allow", Action: "dynamodb:PutItem", Resource: table.arn }]
   */
  policyStatements?: pulumi.Input<pulumi.Input<PolicyStatementArgs>[]> | undefined;

  /**
   * The function's environment variables.
   *
   * @default none
   */
  environment?: pulumi.Input<Record<string, pulumi.Input<string>>> | undefined;

  /**
   * The function's memory in MB; its share of a CPU grows with it.
   *
   * @default 256
   */
  memorySize?: pulumi.Input<number> | undefined;

  /**
   * The seconds after which Lambda ends an invocation.
   *
   * @default 5 for a trigger, because Cognito waits no longer
   */
  timeout?: pulumi.Input<number> | undefined;

  /**
   * The Node runtime of the function.
   *
   * @default "nodejs24.x"
   */
  runtime?: pulumi.Input<"nodejs22.x" | "nodejs24.x"> | undefined;

  /**
   * How many days CloudWatch keeps the function's log lines; 0 keeps them for ever.
   *
   * @default 14
   */
  logRetentionDays?: pulumi.Input<LogRetentionDays> | undefined;
}

/** A {@link PolicyStatement} whose values may be known only later. */
export type PolicyStatementArgs = {
  [Key in keyof PolicyStatement]: Key extends "Action" | "Resource"
    ? pulumi.Input<string> | pulumi.Input<pulumi.Input<string>[]>
    : Key extends "Condition"
      ? pulumi.Input<Record<string, pulumi.Input<Record<string, pulumi.Input<string | string[]>>>>>
      : PolicyStatement[Key];
};

/** The arguments of a {@link NodeFunction}. */
export interface NodeFunctionArgs extends FunctionArgs {
  /** The source file that exports `handler`, relative to `folder`. */
  entry: string;

  /**
   * The folder that `entry` is relative to.
   *
   * @default the program's folder
   */
  folder?: string;

  /** Whether to leave out what the AWS SDK brings along and only the custom resource's handler is known not to use. */
  lean?: boolean;

  /** What the function itself needs, given where it runs and what it is called. */
  ownStatements?: (place: Place) => PolicyStatement[];

  /**
   * The function's name for ever.
   *
   * @default one that Pulumi makes up, so that two functions never ask for the same
   */
  fixedName?: string;

  /** What declares the function, for messages: a component, and where in its arguments. */
  declaredIn: { title: string; path: string };

  /** Tags of the role, the log group and the function. */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** Several functions may come from the same file. */
const bundleOnce = oncePerProgram<Promise<string>>();

const defaults = { logRetentionDays: 14, memorySize: 256, runtime: "nodejs24.x", timeout: 5 } as const;

/**
 * A Lambda function from a TypeScript or JavaScript file: bundled, with a role and a log group of its own.
 */
export class NodeFunction extends pulumi.ComponentResource {
  /** The function's ARN. */
  readonly arn: pulumi.Output<string>;
  readonly function: Narrow<lambda.Function, "arn" | "name">;
  readonly logGroup: Narrow<cloudwatch.LogGroup, "arn" | "name" | "tagsAll">;
  readonly role: Narrow<iam.Role, "arn" | "name" | "tagsAll">;
  readonly rolePolicy: pulumi.CustomResource;
  /** Partition, region and account that the function is deployed to. */
  readonly place: pulumi.Output<Place>;
  readonly #logGroupArn: pulumi.Output<string>;

  constructor(name: string, args: NodeFunctionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("custom-user-pool:index:NodeFunction", name, {}, opts);
    const code = bundledCode(args);

    this.logGroup = this.#createLogGroup(name, args);
    this.#logGroupArn = answeredArn(this.logGroup.arn, ({ partition, region, account }) =>
      [`arn:${partition}:logs:${region}:${account}:log-group`, logFolder + name].join(":"),
    );
    this.place = this.#logGroupArn.apply(placeOf);
    this.role = this.#createRole(name, args);
    this.rolePolicy = this.#createRolePolicy(name, args);
    this.function = this.#createFunction(name, args, code);
    this.arn = answeredArn(this.function.arn, (place) => functionArn(place, args.fixedName ?? name));

    this.registerOutputs({ arn: this.arn, functionName: this.function.name });
  }

  /** What has to outlive everything that still calls the function. */
  get resources(): pulumi.Resource[] {
    return [this.function, this.rolePolicy, this.logGroup];
  }

  #createLogGroup(name: string, { logRetentionDays, tags, fixedName }: NodeFunctionArgs) {
    const names =
      fixedName === undefined
        ? { namePrefix: `${logFolder}${childName(name)}-` }
        : { name: logFolder + fixedName };
    return new cloudwatch.LogGroup(
      childName(name, "logs"),
      { ...names, retentionInDays: logRetentionDays ?? defaults.logRetentionDays, tags },
      {
        ...narrowTo("arn", "name", "tagsAll"),
        ...hiddenTags(tags),
        parent: this,
        ...namedBy(fixedName, ["name", "namePrefix"]),
      },
    );
  }

  #createRole(name: string, { tags }: NodeFunctionArgs) {
    return new iam.Role(
      childName(name, "role"),
      { assumeRolePolicy: JSON.stringify(lambdaTrustPolicy()), tags },
      { ...narrowTo("arn", "name", "tagsAll"), ...hiddenTags(tags), parent: this },
    );
  }

  #createRolePolicy(name: string, { ownStatements, policyStatements }: NodeFunctionArgs) {
    const known = resolved<[string, PolicyStatement[] | undefined]>([this.#logGroupArn, policyStatements]);
    const policy = known.apply(([logGroupArn, extra = []]) => {
      const own = ownStatements?.(placeOf(logGroupArn)) ?? [];
      return JSON.stringify(policyDocument([logStatement(logGroupArn), ...own, ...extra]));
    });
    return new iam.RolePolicy(
      childName(name, "policy"),
      { role: this.role.name, policy },
      { ...narrowTo(), parent: this },
    );
  }

  #createFunction(name: string, args: NodeFunctionArgs, code: pulumi.asset.Archive) {
    return new lambda.Function(
      childName(name, "function"),
      {
        name: args.fixedName,
        architectures: ["arm64"],
        code,
        environment: args.environment === undefined ? undefined : { variables: args.environment },
        handler: "index.handler",
        loggingConfig: { logFormat: "JSON", logGroup: this.logGroup.name },
        memorySize: args.memorySize ?? defaults.memorySize,
        role: this.role.arn,
        runtime: args.runtime ?? defaults.runtime,
        tags: args.tags,
        timeout: args.timeout ?? defaults.timeout,
      },
      // A function that starts before it may write its log loses the lines that say why it failed.
      {
        ...narrowTo("arn", "name"),
        ...hiddenTags(args.tags),
        parent: this,
        dependsOn: [this.rolePolicy],
        ...namedBy(args.fixedName, ["name"]),
      },
    );
  }
}

/**
 * A fixed name can be given again only once it is free. Of other resources the name that they have is kept, such as that which an
 * earlier version of this package gave them.
 */
function namedBy(fixedName: string | undefined, names: string[]): pulumi.CustomResourceOptions {
  return fixedName === undefined ? { ignoreChanges: names } : { deleteBeforeReplace: true };
}

/** Where Lambda's log groups are looked for. */
const logFolder = "/aws/lambda/";

/** The ARN of a function. */
export function functionArn({ partition, region, account }: Place, name: string): string {
  return `arn:${partition}:lambda:${region}:${account}:function:${name}`;
}

/** The bundle is built while other resources are registered. */
function bundledCode(args: NodeFunctionArgs): pulumi.asset.Archive {
  // A unit test is about the program; whether the source exists has been looked at.
  const text = isUnitTest() ? `// ${args.entry}` : bundledText(args);
  // An archive of assets is hashed by its content; a ready-made zip would be by its bytes, time stamps included.
  return new pulumi.asset.AssetArchive({ [bundleFile]: new pulumi.asset.StringAsset(text) });
}

async function bundledText({ entry, folder, lean, declaredIn }: NodeFunctionArgs): Promise<string> {
  try {
    return await bundleOnce(JSON.stringify([folder, entry, lean]), () => bundle({ entry, folder, lean }));
  } catch (error: unknown) {
    const { title, path } = declaredIn;
    throw refusal(title, [`\`${path}\`: ${messageOf(error)}`]);
  }
}
