import * as pulumi from "@pulumi/pulumi";
import { knownOf } from "../engine/known";
import { stackType } from "../engine/names";
import { hasEngine } from "../engine/program";
import { resolved } from "../engine/resolved";
import { within } from "../engine/within";
import { deployedStack } from "../stack/deployedState";
import { readTemplate } from "../stack/readTemplate";
import type { DriftDigests, TemplateInputs } from "../stack/template";
import { credentialsOf, readerFor } from "./repairClient";
import { describeRepair, planRepair, type Repair } from "./repairPlan";

/** What is known of a repair when the template is made. */
export interface PoolRepair {
  /** The template with what has to stand in it, so that CloudFormation sends the Updates that repair the live pool. */
  readonly template: pulumi.Output<TemplateInputs>;
  /** Whether another pool takes the place of one that was deleted outside. */
  readonly makesPoolAnew: () => boolean;
}

export interface RepairArgs {
  readonly isWanted: pulumi.Input<boolean> | undefined;
  readonly template: pulumi.Output<TemplateInputs>;
  /** The paths of secrets in the program's arguments. */
  readonly secrets: Promise<readonly string[]>;
  /** The Pulumi name of the pool's CloudFormation stack. */
  readonly stackName: string;
}

interface Known {
  readonly isWanted: boolean;
  readonly template: TemplateInputs;
}

/** Longer than many pools take to be read at Cognito's fifteen calls a second. */
const patienceSeconds = 45;

/**
 * Looks at the live pool, if the program wants it repaired, and decides what makes CloudFormation do so: it sends no
 * Update to a resource whose properties are what they were.
 *
 * Without an engine, as in unit tests, there is no state that could tell which pool to look at.
 */
export function repairPool(
  component: pulumi.ComponentResource,
  { isWanted, template, secrets, stackName }: RepairArgs,
): PoolRepair {
  if (isWanted === undefined || !hasEngine()) {
    return { template, makesPoolAnew: () => false };
  }
  let repair: Repair | undefined;
  // Whether to repair does not stand in the template, so it makes no secret of it.
  const known = resolved<Known>({ isWanted: pulumi.unsecret(pulumi.output(isWanted)), template });
  const credentials = credentialsOf(component.getProvider(stackType));
  const cognito = (region: string) => readerFor(credentials, region);
  const stackUrn = pulumi.createUrn(stackName, stackType, component);
  const plan = async (wanted: TemplateInputs): Promise<DriftDigests | undefined> => {
    // As an output the URN would depend on the component, and so on the stack itself, which would wait for itself.
    const deployed = await deployedStack(String(await knownOf(stackUrn)));
    if (!deployed) return undefined;
    repair = await planRepair({ template: wanted, deployed, cognito });
    const { userPoolId } = deployed;
    const { secrets: former } = await readTemplate(deployed.templateBody);
    const message = describeRepair(repair, { secrets: [...former, ...(await secrets)], userPoolId });
    if (message !== undefined) await pulumi.log.warn(message, component);
    return repair.digests;
  };
  const repaired = known.apply(async ({ isWanted: isOn, template: wanted }) => {
    if (!isOn) return wanted;
    const digests = await within(patienceSeconds, "`repairDrift` reads the live user pool", plan(wanted));
    return { ...wanted, driftDigests: digests };
  });
  return { template: repaired, makesPoolAnew: () => repair?.isGone === true };
}
