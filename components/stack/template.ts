import type { LambdaConfigType } from "@aws-sdk/client-cognito-identity-provider";
import { shortHash } from "../engine/names";

/** What the template of one user pool is made of, all values known. */
export interface TemplateInputs {
  /** The ARN of the handler's function. */
  readonly serviceToken: string;
  /** The seconds that CloudFormation waits for the handler's answer. */
  readonly serviceTimeout: number;
  /** CreateUserPool's request and SetUserPoolMfaConfig's members, without triggers. */
  readonly settings: object;
  /** The pool's triggers. */
  readonly lambdaConfig: LambdaConfigType;
  readonly onImmutableChange?: "refuse" | "replace";
  readonly replaceNonEmpty?: boolean;
  readonly forceDestroy?: boolean;
  readonly adoptUserPoolId?: string;
  readonly onDelete?: "delete" | "retain";
  /** Where in the program's arguments there are secrets. */
  readonly secretPaths?: readonly string[];
  /** Change when the live pool has drifted, so that CloudFormation sends an Update to the resource in question. */
  readonly driftDigests?: DriftDigests;
}

export interface DriftDigests {
  readonly pool?: string;
  readonly triggers?: string;
}

/** A CloudFormation template; its values are plain nested properties, as one would write them by hand. */
export interface Template {
  readonly AWSTemplateFormatVersion: "2010-09-09";
  readonly Description: string;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs: Readonly<Record<string, { readonly Value: unknown }>>;
}

interface TemplateResource {
  readonly Type: string;
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: "RetainExceptOnCreate";
  readonly UpdateReplacePolicy?: "Retain";
  readonly Metadata?: object;
  readonly Properties: object;
}

/** The logical id of the pool in the template; another id would be another pool. */
export const userPoolLogicalId = "UserPool";

/** The logical id of the attachment of the triggers. */
export const triggersLogicalId = "UserPoolTriggers";

/** The pool's metadata that say which of the settings are secrets: Pulumi's state knows the template only as a whole. */
export const secretPathsKey = "SecretPaths";

/** CloudFormation's limit for a template that is sent with the request. */
const longestTemplate = 51_200;

/**
 * The CloudFormation template of one user pool.
 *
 * Pool, permissions and the attachment of the triggers are one stack, in this order, so that a live pool never points
 * at a function that it may not invoke. The same inputs give the same text, whatever order their keys are in.
 */
export function userPoolTemplate(inputs: TemplateInputs): Template {
  const permissions = permissionResources(inputs.lambdaConfig);
  return {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: "An Amazon Cognito user pool, made by a custom resource",
    Resources: {
      [userPoolLogicalId]: userPoolResource(inputs),
      ...permissions,
      [triggersLogicalId]: triggersResource(inputs, Object.keys(permissions)),
    },
    Outputs: {
      UserPoolId: { Value: { Ref: userPoolLogicalId } },
      UserPoolArn: { Value: attribute("Arn") },
      UserPoolProviderName: { Value: attribute("ProviderName") },
      UserPoolProviderUrl: { Value: attribute("ProviderUrl") },
    },
  };
}

/** The template as text, refused where CloudFormation would refuse it. */
export function templateBody(inputs: TemplateInputs): string {
  const body = templateText(userPoolTemplate(inputs));
  const tooLong = excessOf(body);
  if (tooLong !== undefined) {
    throw new Error(tooLong);
  }
  return body;
}

/** What is certainly wrong with the length of a template of which not everything is known. */
export function certainExcess({ settings, lambdaConfig }: Pick<TemplateInputs, "settings" | "lambdaConfig">) {
  const least = { serviceToken: shortestArn, serviceTimeout: 0, settings, lambdaConfig };
  return excessOf(templateText(userPoolTemplate(least)));
}

/** No function has a shorter one. */
export const shortestArn = "arn:aws:lambda:us-east-1:000000000000:function:x";

/** With the indentation of a text for people, as long as CloudFormation takes that. */
function templateText(content: object): string {
  const indented = JSON.stringify(content, withoutBigints, 2);
  return excessOf(indented) === undefined ? indented : JSON.stringify(content, withoutBigints);
}

/** A number of the wrong kind is told as such, and not by JSON. */
function withoutBigints(_name: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}

function excessOf(text: string): string | undefined {
  const bytes = Buffer.byteLength(text);
  return bytes <= longestTemplate
    ? undefined
    : `The template of the user pool must have at most ${longestTemplate} bytes, got ${bytes}: ` +
        "shorten the longest `settings`, usually the messages' HTML.";
}

function userPoolResource(inputs: TemplateInputs): TemplateResource {
  return {
    Type: "Custom::UserPool",
    // A pool that a failed deployment leaves half-made is of no use to anybody: that one goes.
    ...(inputs.onDelete === "retain" && {
      DeletionPolicy: "RetainExceptOnCreate",
      UpdateReplacePolicy: "Retain",
    }),
    ...(inputs.secretPaths?.length && { Metadata: { [secretPathsKey]: inputs.secretPaths } }),
    Properties: {
      ServiceToken: inputs.serviceToken,
      ServiceTimeout: inputs.serviceTimeout,
      Settings: sorted(inputs.settings),
      ...choices(inputs),
      ...(isActive(inputs.settings) && { ProtectedByTriggers: true }),
      ...driftDigest(inputs.driftDigests?.pool),
    },
  };
}

/** Defaults are left out: the template says what is special about this pool. */
function choices(inputs: TemplateInputs): object {
  const { onImmutableChange, replaceNonEmpty, forceDestroy, adoptUserPoolId, onDelete } = inputs;
  return {
    ...(onImmutableChange === "replace" && { OnImmutableChange: "replace" }),
    ...(replaceNonEmpty === true && { ReplaceNonEmpty: true }),
    ...(forceDestroy === true && { ForceDestroy: true }),
    ...(adoptUserPoolId && { AdoptUserPoolId: adoptUserPoolId }),
    // CloudFormation may see no change where only an attribute of the resource differs.
    ...(onDelete === "retain" && { OnDelete: "retain" }),
  };
}

/**
 * One permission per function, with a logical id that comes from the function: another function adds a permission
 * and removes the old one, which CloudFormation does in its clean-up, after the attachment moved.
 */
function permissionResources(lambdaConfig: LambdaConfigType): Record<string, TemplateResource> {
  const unique = [...new Set(functionArnsIn(lambdaConfig))].toSorted();
  return Object.fromEntries(unique.map((arn) => [permissionId(arn), permissionResource(arn)]));
}

/** A trigger is a function's ARN, or an object that has it beside a version. */
function functionArnsIn(lambdaConfig: LambdaConfigType): string[] {
  const triggers = { ...lambdaConfig, KMSKeyID: undefined };
  const arns = Object.values(triggers).map((trigger) =>
    typeof trigger === "string" ? trigger : trigger?.LambdaArn,
  );
  return arns.filter((arn) => arn !== undefined);
}

function permissionResource(functionArn: string): TemplateResource {
  return {
    Type: "AWS::Lambda::Permission",
    Properties: {
      Action: "lambda:InvokeFunction",
      FunctionName: functionArn,
      Principal: "cognito-idp.amazonaws.com",
      SourceAccount: { Ref: "AWS::AccountId" },
      SourceArn: attribute("Arn"),
    },
  };
}

/** Always there, also without any trigger: removing the last one is then an update like any other. */
function triggersResource(inputs: TemplateInputs, dependsOn: readonly string[]): TemplateResource {
  return {
    Type: "Custom::UserPoolTriggers",
    ...(dependsOn.length === 0 ? {} : { DependsOn: dependsOn }),
    Properties: {
      ServiceToken: inputs.serviceToken,
      ServiceTimeout: inputs.serviceTimeout,
      UserPoolId: { Ref: userPoolLogicalId },
      LambdaConfig: sorted(inputs.lambdaConfig),
      // The stack's last step, after which no rollback deletes the pool that was just made.
      ...(isActive(inputs.settings) ? { DeletionProtection: "ACTIVE" } : {}),
      ...driftDigest(inputs.driftDigests?.triggers),
    },
  };
}

function isActive(settings: object): boolean {
  return "DeletionProtection" in settings && settings.DeletionProtection === "ACTIVE";
}

function driftDigest(digest: string | undefined): object {
  return digest === undefined ? {} : { DriftDigest: digest };
}

function permissionId(functionArn: string): string {
  // arn:aws:lambda:<region>:<account>:function:<name>[:<alias>]
  const name = functionArn.split(":").slice(6).join("-");
  return `Permission${name.replace(/[^A-Za-z0-9]/g, "")}${shortHash(functionArn)}`;
}

function attribute(name: string): object {
  return { "Fn::GetAtt": [userPoolLogicalId, name] };
}

/** The same settings in another order are the same template. The order of a list is kept: it may have a meaning. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  );
}
