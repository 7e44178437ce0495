import * as pulumi from "@pulumi/pulumi";
import { asRecord, unknownValue } from "../handlers/userPool/values";
import type { CustomUserPoolArgs } from "./customUserPoolArgs";
import { oncePerProgram } from "./program";
import { judgeUpdate, type PoolProperties } from "./refusals";
import { resolved } from "./resolved";
import { explainStackState } from "./stackStates";
import { userPoolLogicalId } from "./template";

/** The hooks may come to know more than the program can. */
export interface PoolGuard {
  /** The hooks of the pool's CloudFormation stack; none where there is no engine to call them. */
  readonly hooks: pulumi.ResourceHookBinding | undefined;
  /**
   * The stack's outputs that a previewed update certainly leaves as they are. The stack itself cannot tell: as soon as
   * anything in its template changes, all its outputs are unknown, and clients would seem to be replaced.
   */
  keptOutputs(): Readonly<Record<string, string>>;
}

/**
 * Watches over the CloudFormation stack of one pool: refuses an update that would lose the pool's users, in the preview
 * already, and explains the states that a stack does not leave by itself.
 *
 * The handler refuses by the same rules, but only when the deployment is under way.
 */
export function guardPool(name: string, args: CustomUserPoolArgs, functionName: string): PoolGuard {
  const known = collectKnown(args);
  let keptOutputs: Record<string, string> = {};
  const beforeUpdate = async ({
    oldInputs = {},
    newInputs = {},
    oldOutputs = {},
  }: pulumi.ResourceHookArgs) => {
    const before = await readTemplate(oldInputs["templateBody"]);
    const after = await readTemplate(newInputs["templateBody"]);
    if (before.pool === undefined) {
      return;
    }
    const outputs = texts(oldOutputs["outputs"]);
    const { refusal, keepsPool } = judgeUpdate({
      before: before.pool,
      after: after.pool ?? known.pool,
      functionName,
      userPoolId: outputs["UserPoolId"],
      isSecret: [before, after, known].some(({ isSecret }) => isSecret),
    });
    if (refusal !== undefined) {
      throw new Error(`The update of the user pool \`${name}\` is refused: ${refusal}`);
    }
    keptOutputs = keepsPool && pulumi.runtime.isDryRun() ? outputs : {};
  };
  return { hooks: hasEngine() ? bindHooks(name, beforeUpdate) : undefined, keptOutputs: () => keptOutputs };
}

function bindHooks(name: string, beforeUpdate: pulumi.ResourceHookFunction): pulumi.ResourceHookBinding {
  const hookName = uniqueName(`${name}-guard`);
  return {
    beforeUpdate: [new pulumi.ResourceHook(hookName, beforeUpdate, { onDryRun: true })],
    onError: [new pulumi.ErrorHook(`${hookName}-explanation`, explainStackState)],
  };
}

/** Unit tests have no engine that could call a hook: the monitor of Pulumi's mocks does not even take one. */
export function hasEngine(): boolean {
  const monitor = pulumi.runtime.getMonitor();
  return monitor !== undefined && "registerResourceHook" in monitor;
}

const hookNames = oncePerProgram<{ count: number }>();

/** The names of hooks are global, while pools in different components may have the same name. */
function uniqueName(name: string): string {
  const uses = hookNames(name, () => ({ count: 0 }));
  uses.count += 1;
  return uses.count === 1 ? name : `${name}-${uses.count}`;
}

/**
 * What is known of the pool that the program wants, for a preview in which something never becomes known. It is filled
 * in as the values resolve, which they have when the stack is registered.
 */
function collectKnown(args: CustomUserPoolArgs): { readonly pool: PoolProperties; isSecret: boolean } {
  const pool: PoolProperties = { Settings: {} };
  const known = { pool, isSecret: false };
  const collect = (value: unknown, keep: (value: unknown) => void) => {
    const output = resolved<unknown>(value);
    keep(unknownValue);
    output.apply(keep);
    void pulumi.isSecret(output).then((isSecret) => {
      known.isSecret ||= isSecret;
    });
  };
  for (const [key, value] of Object.entries(args.settings)) {
    collect(value, (member) => {
      pool.Settings[key] = member;
    });
  }
  collect(args.onImmutableChange, (mode) => {
    pool.OnImmutableChange = mode;
  });
  collect(args.adoptUserPoolId, (id) => {
    pool.AdoptUserPoolId = id;
  });
  return known;
}

/** The pool in a template; none if the template is not known, or not one of ours. */
async function readTemplate(body: unknown): Promise<{ pool?: PoolProperties; isSecret: boolean }> {
  const isSecret = pulumi.Output.isInstance(body) && (await pulumi.isSecret(body));
  const text = pulumi.Output.isInstance(body) ? await valueOf(body) : body;
  if (typeof text !== "string" || pulumi.isUnknown(text)) {
    return { isSecret };
  }
  const resources = asRecord(asRecord(JSON.parse(text))?.["Resources"]);
  const properties = asRecord(asRecord(resources?.[userPoolLogicalId])?.["Properties"]);
  const Settings = asRecord(properties?.["Settings"]);
  return { isSecret, ...(Settings === undefined ? {} : { pool: { ...properties, Settings } }) };
}

/** The engine hands secrets to hooks as outputs, all of them known. */
function valueOf(output: pulumi.Output<unknown>): Promise<unknown> {
  return new Promise((resolve) => {
    output.apply(resolve);
  });
}

function texts(value: unknown): Record<string, string> {
  const entries = Object.entries(asRecord(value) ?? {});
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
