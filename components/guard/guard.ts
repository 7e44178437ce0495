import * as pulumi from "@pulumi/pulumi";
import { asRecord, unknownValue } from "../../handlers/userPool/settings/values";
import { newPoolFaults } from "../arguments/partRelations";
import { throwFaults, titleOf } from "../engine/judge";
import { knownOf } from "../engine/known";
import { knownCopy } from "../engine/knownParts";
import { hasEngine, oncePerProgram } from "../engine/program";
import { within } from "../engine/within";
import { deployedDomain, deployedOutputs } from "../stack/deployedState";
import { type DeclaredPool, propertyName, readTemplate, type TemplatePool } from "../stack/readTemplate";
import { explainStackState } from "../stack/stackStates";
import { adoptionRefusal, tellAdoption } from "./adoption";
import { notePool, tellFormerPools } from "./formerPools";
import { tellLostMigration } from "./lostMigration";
import { describeChanges, valueChanges } from "./poolChanges";
import { judgeUpdate } from "./refusals";
import { regionFaults } from "./regions";
import { renameRefusal } from "./renamedInState";
import { replacementRefusal } from "./replacedStack";
import { type PoolSources, secretsOf, wantedPool } from "./wantedPool";

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

/** Whose stack is guarded. */
export interface Guarded {
  readonly name: string;
  readonly component: pulumi.ComponentResource;
  readonly functionName: string;
  readonly sources: PoolSources;
}

/** What a hook is told about an update of the stack, read. */
interface StackUpdate {
  readonly before: TemplatePool & { readonly pool: DeclaredPool };
  readonly after: DeclaredPool | undefined;
  readonly outputs: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
}

/** Longer than any preview takes to say what it knows; the engine itself would wait for ever. */
const patienceSeconds = 20;

/**
 * Watches over the CloudFormation stack of one pool: refuses an update that would lose the pool's users, in the preview
 * already, says what an update changes, and explains the states that a stack does not leave by itself.
 *
 * The handler refuses by the same rules, but only when the deployment is under way.
 */
export function guardPool(guarded: Guarded): PoolGuard {
  const { name, component } = guarded;
  let keptOutputs: Record<string, string> = {};
  const judge = async (args: pulumi.ResourceHookArgs): Promise<string | undefined> => {
    const update = await readUpdate(guarded, args);
    if (update === undefined) return undefined;
    const { refusal, keepsPool, warning } = await judgeStack(guarded, update);
    if (refusal !== undefined) return refusal;
    if (warning !== undefined)
      await pulumi.log.warn(`The user pool \`${name}\` is replaced. ${warning}`, component);
    keptOutputs = keepsPool && pulumi.runtime.isDryRun() ? await knownOutputs(guarded, update) : {};
    await tellChanges(guarded, update);
    if (pulumi.runtime.isDryRun()) await tellEndedMove(guarded, update);
    return undefined;
  };
  const beforeUpdate = async (args: pulumi.ResourceHookArgs) => {
    await refuseRegions(guarded, args.newInputs);
    await refuseAdoption(guarded);
    const refusal = await within(patienceSeconds, "judging", judge(args)).catch(async (error: unknown) => {
      await pulumi.log.warn(
        `Whether the update of the user pool \`${name}\` keeps the pool could not be judged (${String(error)}). ` +
          "The handler refuses by the same rules, when the deployment is under way.",
        component,
      );
    });
    if (typeof refusal === "string") throw refused(name, refusal);
  };
  const beforeCreate = async ({ urn, newInputs }: pulumi.ResourceHookArgs) => {
    throwFaults(titleOf("CustomUserPool", name), newPoolFaults(knownCopy(guarded.sources.args)));
    await refuseRegions(guarded, newInputs);
    await refuseAdoption(guarded);
    const refusal = await replacementRefusal(urn, guarded.sources.args);
    if (refusal !== undefined) throw refused(name, refusal);
    await refuseRename(guarded, urn);
    if (!pulumi.runtime.isDryRun()) return;
    await tellFormerPools(component);
    await tellAdoption(guarded.sources.args, component);
  };
  notePool(component);
  // Asked when the deployment fails already, the engine would not answer any more.
  if (asksTheState(guarded)) void deployedDomain(undefined).catch(() => undefined);
  return {
    hooks: hasEngine() ? bindHooks(name, { beforeCreate, beforeUpdate }) : undefined,
    keptOutputs: () => keptOutputs,
  };
}

function refused(name: string, refusal: string): Error {
  return new Error(`The update of the user pool \`${name}\` is refused: ${refusal}`);
}

async function refuseRegions({ name, component, sources }: Guarded, inputs = {}): Promise<void> {
  const judged = within(patienceSeconds, "judging", regionFaults(component, sources.args, inputs));
  throwFaults(titleOf("CustomUserPool", name), await judged.catch(() => []));
}

async function refuseAdoption({ sources }: Guarded): Promise<void> {
  const judged = within(patienceSeconds, "judging", adoptionRefusal(sources.args));
  const refusal = await judged.catch(() => undefined);
  if (refusal !== undefined) throw new Error(refusal);
}

async function refuseRename({ name, component }: Guarded, stackUrn: string): Promise<void> {
  const judged = within(patienceSeconds, "judging", renameRefusal({ name, component, stackUrn }));
  const refusal = await judged.catch(() => undefined);
  if (refusal !== undefined) throw refused(name, refusal);
}

function asksTheState({ sources }: Guarded): boolean {
  const { adoptUserPoolId, onImmutableChange: mode } = sources.args;
  const mayReplace = mode !== undefined && mode !== "refuse";
  return hasEngine() && (mayReplace || adoptUserPoolId !== undefined);
}

async function readUpdate(
  { sources }: Guarded,
  { oldInputs = {}, newInputs = {}, oldOutputs = {} }: pulumi.ResourceHookArgs,
): Promise<StackUpdate | undefined> {
  const before = await readTemplate(oldInputs["templateBody"]);
  const { pool } = before;
  if (pool === undefined) return undefined;
  const [after, wanted, secrets, outputs] = await Promise.all([
    readTemplate(newInputs["templateBody"]),
    wantedPool(sources),
    secretsOf(sources),
    knownOf(oldOutputs["outputs"]),
  ]);
  return {
    before: { ...before, pool },
    after: after.pool ?? wanted,
    outputs: texts(outputs),
    secrets: [...before.secrets, ...secrets],
  };
}

async function judgeStack({ functionName }: Guarded, { before, after, outputs, secrets }: StackUpdate) {
  const userPoolId = outputs["UserPoolId"];
  return judgeUpdate({
    before: before.pool,
    after: after ?? { Settings: { ...unknownSettings(before.pool) } },
    functionName,
    userPoolId,
    secrets,
    domain: after?.OnImmutableChange === "replace" ? await deployedDomain(userPoolId) : undefined,
  });
}

/** Settings of which nothing is known: none of them is a change. */
function unknownSettings({ Settings }: DeclaredPool): Record<string, unknown> {
  return Object.fromEntries(Object.keys(Settings).map((key) => [key, unknownValue]));
}

/** A failed update leaves a state without the stack's outputs; the component's own are still those of the deployment before. */
async function knownOutputs(
  { component }: Guarded,
  { outputs }: StackUpdate,
): Promise<Record<string, string>> {
  if (outputs["UserPoolId"] !== undefined) return { ...outputs };
  const former = await deployedOutputs(await knownOf(component.urn));
  const entries = Object.entries(former).map(([key, value]) => [propertyName(key), value]);
  return texts(Object.fromEntries(entries));
}

async function tellChanges(
  { name, component }: Guarded,
  { before, after, secrets }: StackUpdate,
): Promise<void> {
  const changes = after === undefined ? [] : valueChanges(before.pool, after);
  if (changes.length === 0) return;
  await pulumi.log.info(`The user pool \`${name}\` changes: ${describeChanges(changes, secrets)}`, component);
}

/** A hint, and no more: where the last deployment cannot be read, nothing is told. */
async function tellEndedMove({ name, component, sources }: Guarded, { before }: StackUpdate): Promise<void> {
  const { migrateFrom } = sources.args;
  await tellLostMigration({ name, component, before: before.pool, migrateFrom }).catch(() => undefined);
}

type Hooks = Record<"beforeCreate" | "beforeUpdate", pulumi.ResourceHookFunction>;

function bindHooks(name: string, { beforeCreate, beforeUpdate }: Hooks): pulumi.ResourceHookBinding {
  const hookName = uniqueName(`${name}-guard`);
  return {
    beforeUpdate: [new pulumi.ResourceHook(hookName, beforeUpdate, { onDryRun: true })],
    beforeCreate: [new pulumi.ResourceHook(`${hookName}-creation`, beforeCreate, { onDryRun: true })],
    onError: [explanation("hook", () => new pulumi.ErrorHook(explanationName, explainStackState))],
  };
}

/** It knows a stack by what it is told, so that one is enough for all pools. */
const explanation = oncePerProgram<pulumi.ErrorHook>();

const explanationName = "custom-user-pool-explanation";

const hookNames = oncePerProgram<{ count: number }>();

/** The names of hooks are global, while pools in different components may have the same name. */
export function uniqueName(name: string): string {
  const uses = hookNames(name, () => ({ count: 0 }));
  uses.count += 1;
  return uses.count === 1 ? name : `${name}-${uses.count}`;
}

function texts(value: unknown): Record<string, string> {
  const entries = Object.entries(asRecord(value) ?? {});
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
