import type * as cloudformation from "@pulumi/aws/cloudformation";
import type * as cognito from "@pulumi/aws/cognito";
import * as pulumi from "@pulumi/pulumi";
import { returnedStatements } from "./arguments/functionRules";
import { judgeOptions } from "./arguments/optionRules";
import { plainSecretFaults } from "./arguments/partRules";
import { poolFaults } from "./arguments/poolRules";
import { memberwise } from "./arguments/settingsArgs";
import { type CustomUserPoolArgs, inputsOf } from "./customUserPoolArgs";
import { keepFormerNames } from "./engine/formerNames";
import { judgeArguments, judged, judgedInputs, titleOf } from "./engine/judge";
import { poolType, stackType } from "./engine/names";
import { runError } from "./engine/runError";
import { grantOptIns } from "./grants";
import { createTriggerFunctions } from "./lambda/triggers";
import { createMigration } from "./migration/createMigration";
import { monitorPool } from "./monitoring";
import { createPoolParts } from "./poolParts";
import { createPoolStack } from "./poolStack";
import { sparePromiseTraces } from "./promiseTraces";
import { UserPoolHandler } from "./userPoolHandler";

export type { SettingsArgs } from "./arguments/settingsArgs";
export type { CustomUserPoolArgs } from "./customUserPoolArgs";
export type { LogRetentionDays } from "./lambda/logRetention";
export type { FunctionArgs, PolicyStatementArgs } from "./lambda/nodeFunction";
export type { TriggeredPool, TriggerFunction, TriggerFunctionArgs, Triggers } from "./lambda/triggers";
export type { MigrateFromArgs } from "./migration/userMigration";
export type { MonitoringArgs } from "./monitoring";
export type {
  BrandingArgs,
  ClientArgs,
  DomainArgs,
  GroupArgs,
  IdentityProviderArgs,
  LogDeliveryArgs,
  ResourceServerArgs,
} from "./parts/partArgs";
export { UserPoolHandler, type UserPoolHandlerArgs } from "./userPoolHandler";

/**
 * An Amazon Cognito user pool with everything that the API offers, created by a CloudFormation custom resource.
 *
 * You can set every property of the installed SDK. A change that would lose users is refused. The pool never points at a
 * trigger that it has no permission to call.
 *
 * @example
 * ### The smallest pool
 * const pool = new CustomUserPool("users", { settings: { PoolName: "users" } });
 * export const userPoolId = pool.userPoolId;
 *
 * @example
 * ### A trigger, bundled from a source file
 * new CustomUserPool("users", {
 *   settings: { PoolName: "users" },
 *   triggers: { PostConfirmation: "handlers/postConfirmation/index.ts" },
 * });
 *
 * @example
 * ### An app client
 * const pool = new CustomUserPool("users", {
 *   settings: { PoolName: "users" },
 *   clients: { web: { explicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] } },
 * });
 * export const clientId = pool.client("web").id;
 */
export class CustomUserPool extends pulumi.ComponentResource {
  /** The pool's id, such as `eu-west-1_AbCdEfGhI`. */
  readonly userPoolId: pulumi.Output<string>;
  /** The pool's ARN, for policies. */
  readonly userPoolArn: pulumi.Output<string>;
  /** The pool's name as an identity provider: `cognito-idp.<region>.amazonaws.com/<id>`. */
  readonly userPoolProviderName: pulumi.Output<string>;
  /** The issuer of the pool's tokens. */
  readonly userPoolProviderUrl: pulumi.Output<string>;
  /** The app clients by their keys in `clients`. */
  readonly clients: Readonly<Record<string, cognito.UserPoolClient>>;
  /** The identity providers by their keys in `identityProviders`. */
  readonly identityProviders: Readonly<Record<string, cognito.IdentityProvider>>;
  /** The resource servers by their keys in `resourceServers`. */
  readonly resourceServers: Readonly<Record<string, cognito.ResourceServer>>;
  /** The groups by their keys in `groups`. */
  readonly groups: Readonly<Record<string, cognito.UserGroup>>;
  /** The pool's domain, if it has one. */
  readonly domain: cognito.UserPoolDomain | undefined;
  /** The CloudFormation stack that holds the pool. */
  readonly stack: cloudformation.Stack;
  /** The function that creates and changes the pool. */
  readonly handler: UserPoolHandler;

  constructor(name: string, args: CustomUserPoolArgs, opts?: pulumi.ComponentResourceOptions) {
    sparePromiseTraces();
    const title = titleOf("CustomUserPool", name);
    judgeOptions(title, opts);
    const plain = plainSecretFaults(args);
    const verdict = judgeArguments(title, args, (known) => [...poolFaults(known), ...plain]);
    const transformations = [keepFormerNames, ...(opts?.transformations ?? [])];
    super(poolType, name, judgedInputs(inputsOf(args), verdict), { ...opts, transformations });

    const right = judged(args, verdict);
    const declared = { ...right, settings: memberwise(right.settings) };
    const { tags } = declared;
    const context = { name, title, tags, parent: this };
    this.handler = declared.handler ?? UserPoolHandler.shared(this.getProvider(stackType));
    const { handler } = this;
    const grants = grantOptIns({ name, title, handler, args: declared, given: args, verdict });
    const migration = createMigration(declared, context);
    const triggers = createTriggerFunctions({ ...declared.triggers, ...migration.triggers }, context);

    const before = [...grants, ...migration.resources];
    const pool = createPoolStack({ ...context, args: declared, handler, triggers, before, verdict });
    this.stack = pool.stack;
    this.userPoolId = pool.outputOf("UserPoolId");
    this.userPoolArn = pool.outputOf("UserPoolArn");
    this.userPoolProviderName = pool.outputOf("UserPoolProviderName");
    this.userPoolProviderUrl = pool.outputOf("UserPoolProviderUrl");
    triggers.grantPoolPolicies(this, returnedStatements);

    const { userPoolId, userPoolArn } = this;
    const owner = { name, parent: this, userPoolId, userPoolArn };
    const parts = createPoolParts(declared, owner);
    this.clients = parts.clients;
    this.identityProviders = parts.identityProviders;
    this.resourceServers = parts.resourceServers;
    this.groups = parts.groups;
    this.domain = parts.domain;

    if (declared.monitoring) {
      const watched = { handler, userPoolId, stackId: this.stack.id, triggers: triggers.arns };
      monitorPool({ name, args: declared.monitoring, tags, ...watched, parent: this });
    }

    const { userPoolProviderName, userPoolProviderUrl } = this;
    this.registerOutputs({ userPoolId, userPoolArn, userPoolProviderName, userPoolProviderUrl });
  }

  /** The app client with this key in `clients`. */
  client(name: string): cognito.UserPoolClient {
    const client = Object.hasOwn(this.clients, name) ? this.clients[name] : undefined;
    if (client === undefined) {
      const known = Object.keys(this.clients).map((key) => `\`${key}\``);
      throw runError(
        `The user pool has no client \`${name}\`: add it to \`clients\`, which has ${known.join(", ") || "none"}.`,
      );
    }
    return client;
  }
}
