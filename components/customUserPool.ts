import * as cloudformation from "@pulumi/aws/cloudformation";
import type * as cognito from "@pulumi/aws/cognito";
import * as pulumi from "@pulumi/pulumi";
import { returnedStatements } from "./arguments/functionRules";
import { plainSecretFaults } from "./arguments/partRules";
import { poolFaults } from "./arguments/poolRules";
import { isProtected, Protection } from "./arguments/protection";
import { checkResolved, memberwise } from "./arguments/settingsArgs";
import { type CustomUserPoolArgs, inputsOf } from "./customUserPoolArgs";
import { type PoolRepair, repairPool } from "./drift/repair";
import { inComponent, judgeArguments, judged, judgedInputs, titleOf } from "./engine/judge";
import { childName } from "./engine/names";
import { resolved } from "./engine/resolved";
import { runError } from "./engine/runError";
import { grantOptIns } from "./grants";
import { domainHooks } from "./guard/domainHooks";
import { guardPool, type PoolGuard } from "./guard/guard";
import { type PoolSources, resolveSettings, secretsOf } from "./guard/wantedPool";
import {
  createTriggerFunctions,
  type TriggerContext,
  type TriggerFunctions,
  type Triggers,
} from "./lambda/triggers";
import type { PoolSettings } from "./migration/newPool";
import { previewMigration } from "./migration/preview";
import { createUserMigration } from "./migration/userMigration";
import { type MonitoringArgs, monitorPool } from "./monitoring";
import { createParts, partResources } from "./parts/createParts";
import { createDomain } from "./parts/domain";
import { withoutPromiseTraces } from "./promiseTraces";
import { adoptedOutputs, poolOutputs } from "./stack/poolOutputs";
import { type DriftDigests, type TemplateInputs, templateBody } from "./stack/template";
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

/** Above the longest wait for a custom resource, so that the user gets to read CloudFormation's reason. */
const stackTimeouts = { create: "60m", update: "60m", delete: "60m" };

/**
 * An Amazon Cognito user pool with everything that the API offers, created by a CloudFormation custom resource.
 *
 * You can set every property of the installed SDK. A change that would lose users is refused. At no time does the pool
 * point at a trigger that it may not call.
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

  readonly #verdict: Promise<void> | undefined;
  readonly #sources: PoolSources;
  readonly #guard: PoolGuard;
  #repair: PoolRepair | undefined;

  constructor(name: string, args: CustomUserPoolArgs, opts?: pulumi.ComponentResourceOptions) {
    const title = titleOf("CustomUserPool", name);
    const plain = plainSecretFaults(args);
    const verdict = judgeArguments(title, args, (known) => [...poolFaults(known), ...plain]);
    super("custom-user-pool:index:CustomUserPool", name, judgedInputs(inputsOf(args), verdict), opts);

    const right = judged(args, verdict);
    const declared = { ...right, settings: memberwise(right.settings) };
    this.#verdict = verdict;
    this.handler =
      declared.handler ?? UserPoolHandler.shared(this.getProvider("aws:cloudformation/stack:Stack"));
    const grants = grantOptIns({ title, handler: this.handler, args: declared, verdict });
    const context = { name, title, tags: declared.tags };
    const migration = this.#createMigration(declared, context);
    const wanted = { ...declared.triggers, ...migration.triggers };
    const triggers = withoutPromiseTraces(() => createTriggerFunctions(wanted, { ...context, parent: this }));
    const { defaultTags, functionName } = this.handler;
    this.#sources = { args: declared, defaultTags, lambdaConfig: triggers.lambdaConfig };
    this.#guard = guardPool({ name, component: this, functionName, sources: this.#sources });
    const before = [...grants, ...migration.resources];
    this.stack = withoutPromiseTraces(() => this.#createStack(name, declared, { triggers, before }));
    const outputOf = this.#outputs(name, declared);
    this.userPoolId = outputOf("UserPoolId");
    this.userPoolArn = outputOf("UserPoolArn");
    this.userPoolProviderName = outputOf("UserPoolProviderName");
    this.userPoolProviderUrl = outputOf("UserPoolProviderUrl");
    triggers.grantPoolPolicies(this, returnedStatements);
    const { userPoolId, userPoolArn } = this;
    const owner = { name, parent: this, userPoolId, userPoolArn };
    const parts = withoutPromiseTraces(() => createParts(declared, owner));
    this.clients = parts.clients;
    this.identityProviders = parts.identityProviders;
    this.resourceServers = parts.resourceServers;
    this.groups = parts.groups;
    const hooks = declared.domain && domainHooks(name, this);
    const domain = declared.domain && createDomain(declared.domain, owner, { tags: declared.tags, hooks });
    this.domain = domain?.domain;
    const kept = [...partResources(parts), ...(domain ? [domain.domain, ...domain.around] : [])];
    void new Protection(childName(name, "protection"), {
      kept,
      protect: isProtected(declared),
      parent: this,
    });

    if (declared.monitoring) this.#monitor(name, declared.monitoring, { tags: declared.tags, triggers });

    this.registerOutputs({
      userPoolId: this.userPoolId,
      userPoolArn: this.userPoolArn,
      userPoolProviderName: this.userPoolProviderName,
      userPoolProviderUrl: this.userPoolProviderUrl,
    });
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

  /** The trigger that migrates users of another pool, if the program names one. */
  #createMigration(
    { migrateFrom, settings, adoptUserPoolId }: CustomUserPoolArgs,
    context: Omit<TriggerContext, "parent">,
  ): { triggers: Triggers; resources: readonly pulumi.Resource[] } {
    if (migrateFrom === undefined) return { triggers: {}, resources: [] };
    const looked = previewMigration(migrateFrom, {
      title: context.title,
      settings: resolved<PoolSettings>(settings),
      adoptUserPoolId,
      component: this,
    });
    const made = createUserMigration(migrateFrom, { ...context, settings: looked, parent: this });
    return { triggers: { UserMigration: made.function.arn }, resources: made.resources };
  }

  #monitor(
    name: string,
    args: MonitoringArgs,
    { tags, triggers }: Pick<CustomUserPoolArgs, "tags"> & { triggers: TriggerFunctions },
  ): void {
    const { handler, userPoolId } = this;
    const watched = { handler, userPoolId, stackId: this.stack.id, triggers: triggers.arns };
    monitorPool({ name, args, tags, ...watched, parent: this });
  }

  #createStack(
    name: string,
    args: CustomUserPoolArgs,
    { triggers, before }: { triggers: TriggerFunctions; before: pulumi.Resource[] },
  ): cloudformation.Stack {
    return new cloudformation.Stack(
      childName(name, "stack"),
      { templateBody: this.#templateBody(name, args, triggers), tags: args.tags },
      {
        parent: this,
        customTimeouts: stackTimeouts,
        // Destroying runs in reverse order: the pool is deleted first, while the handler can still log.
        hooks: this.#guard.hooks,
        dependsOn: [...this.handler.resources, ...before, ...triggers.resources],
        protect: isProtected(args),
      },
    );
  }

  #templateBody(name: string, args: CustomUserPoolArgs, triggers: TriggerFunctions): pulumi.Output<string> {
    const secrets = secretsOf(this.#sources);
    const inputs = resolved<TemplateInputs>({
      settings: resolveSettings(this.#sources),
      secretPaths: secrets,
      serviceToken: this.handler.arn,
      serviceTimeout: this.handler.serviceTimeout,
      lambdaConfig: triggers.lambdaConfig,
      functionArns: Object.values(triggers.arns),
      onImmutableChange: args.onImmutableChange,
      replaceNonEmpty: args.replaceNonEmpty,
      forceDestroy: args.forceDestroy,
      adoptUserPoolId: args.adoptUserPoolId,
      onDelete: args.onDelete,
    });
    this.#repair = repairPool(this, {
      isWanted: args.repairDrift,
      template: inputs,
      secrets,
      stackName: childName(name, "stack"),
    });
    return resolved<[TemplateInputs, DriftDigests | undefined]>([inputs, this.#repair.digests]).apply(
      async ([known, driftDigests]) => {
        await this.#verdict;
        const title = titleOf("CustomUserPool", name);
        const isAdopted = Boolean(known.adoptUserPoolId);
        checkResolved(title, known.settings, { secrets: known.secretPaths ?? [], isAdopted });
        return inComponent(title, () => templateBody({ ...known, driftDigests }));
      },
    );
  }

  /** The stack's outputs, by their keys. */
  #outputs(name: string, { adoptUserPoolId }: CustomUserPoolArgs): (key: string) => pulumi.Output<string> {
    const outputOf = poolOutputs(this.stack, { name, keptOutputs: () => this.#keptOutputs() });
    return adoptedOutputs(outputOf, { stackId: this.stack.id, adoptUserPoolId });
  }

  /** The outputs that are known before the stack returns them; none for a pool that is created again. */
  #keptOutputs(): Readonly<Record<string, string>> {
    return this.#repair?.makesPoolAnew() === true ? {} : this.#guard.keptOutputs();
  }
}
