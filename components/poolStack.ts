import * as cloudformation from "@pulumi/aws/cloudformation";
import type * as pulumi from "@pulumi/pulumi";
import { isProtected } from "./arguments/protection";
import { checkResolved } from "./arguments/settingsArgs";
import type { CustomUserPoolArgs } from "./customUserPoolArgs";
import { type PoolRepair, repairPool } from "./drift/repair";
import { hiddenTags } from "./engine/hiddenTags";
import { inComponent } from "./engine/judge";
import { childName } from "./engine/names";
import { resolved } from "./engine/resolved";
import { guardPool } from "./guard/guard";
import { completeSettings, type PoolSources, secretsOf } from "./guard/wantedPool";
import type { TriggerFunctions } from "./lambda/triggers";
import { adoptedOutputs, poolOutputs } from "./stack/poolOutputs";
import { type TemplateInputs, templateBody } from "./stack/template";
import type { UserPoolHandler } from "./userPoolHandler";

/** What a pool's stack is made of. */
export interface PoolStackArgs {
  readonly name: string;
  /** The component, for messages. */
  readonly title: string;
  readonly parent: pulumi.ComponentResource;
  readonly args: CustomUserPoolArgs;
  readonly handler: UserPoolHandler;
  readonly triggers: TriggerFunctions;
  /** What has to be there before the handler is called. */
  readonly before: readonly pulumi.Resource[];
  /** What all arguments are judged by. */
  readonly verdict: Promise<void> | undefined;
}

export interface PoolStack {
  readonly stack: cloudformation.Stack;
  /** The output of this name in the stack's template. */
  readonly outputOf: (key: string) => pulumi.Output<string>;
}

/** Above the longest wait for a custom resource, so that the user gets to read CloudFormation's reason. */
const stackTimeouts = { create: "60m", update: "60m", delete: "60m" };

/** Registers the CloudFormation stack that holds the pool, watched over by the guard. */
export function createPoolStack(pool: PoolStackArgs): PoolStack {
  const { name, parent, args, handler, triggers, before } = pool;
  const { defaultTags, functionName } = handler;
  const sources: PoolSources = { args, defaultTags, lambdaConfig: triggers.lambdaConfig };
  const guard = guardPool({ name, component: parent, functionName, sources });
  const { body, repair } = poolTemplate(pool, sources);
  const stack = new cloudformation.Stack(
    childName(name, "stack"),
    { templateBody: body, tags: args.tags },
    {
      parent,
      ...hiddenTags(args.tags),
      customTimeouts: stackTimeouts,
      hooks: guard.hooks,
      // Destroying runs in reverse order: the pool is deleted first, while the handler can still log.
      dependsOn: [...handler.resources, ...before, ...triggers.resources],
      protect: isProtected(args),
    },
  );
  // No output of the old pool holds for a pool that is created again.
  const keptOutputs = () => (repair.makesPoolAnew() ? {} : guard.keptOutputs());
  const outputOf = poolOutputs(stack, { name, keptOutputs });
  const { adoptUserPoolId } = args;
  return { stack, outputOf: adoptedOutputs(outputOf, { stackId: stack.id, adoptUserPoolId }) };
}

/** What the program says and AWS has told, of which the template's inputs are made. */
interface Told extends Omit<TemplateInputs, "serviceTimeout"> {
  readonly deletionProtection: unknown;
  /** The provider's and the component's own. */
  readonly tags: readonly unknown[];
}

/** The template's text, as soon as all of it is known and right, and what is known of a repair by then. */
function poolTemplate(
  { name, title, parent, args, handler, triggers, verdict }: PoolStackArgs,
  sources: PoolSources,
): { body: pulumi.Output<string>; repair: PoolRepair } {
  const secrets = secretsOf(sources);
  const { serviceTimeout } = handler;
  // One output of all: each output in an output takes Pulumi some sixty promises.
  const told = resolved<Told>({
    settings: args.settings,
    deletionProtection: args.deletionProtection,
    tags: [handler.defaultTags, args.tags],
    secretPaths: secrets,
    serviceToken: handler.arn,
    lambdaConfig: triggers.lambdaConfig,
    onImmutableChange: args.onImmutableChange,
    replaceNonEmpty: args.replaceNonEmpty,
    forceDestroy: args.forceDestroy,
    adoptUserPoolId: args.adoptUserPoolId,
    onDelete: args.onDelete,
  });
  const template = told.apply(({ settings: own, deletionProtection: protection, tags, ...inputs }) => {
    const settings = completeSettings({ ...own }, { protection, tags });
    return { ...inputs, serviceTimeout, settings };
  });
  const stackName = childName(name, "stack");
  const repair = repairPool(parent, { isWanted: args.repairDrift, template, secrets, stackName });
  const body = repair.template.apply(async (inputs) => {
    await verdict;
    const isAdopted = Boolean(inputs.adoptUserPoolId);
    checkResolved(title, inputs.settings, { secrets: inputs.secretPaths ?? [], isAdopted });
    return inComponent(title, () => templateBody(inputs));
  });
  return { body, repair };
}
