import * as pulumi from "@pulumi/pulumi";
import { hasEngine } from "./guard";
import { credentialsOf, readerFor } from "./repairClient";
import { describeRepair, planRepair, type Repair } from "./repairPlan";
import { deployedStack } from "./repairState";
import { resolved } from "./resolved";
import type { DriftDigests, TemplateInputs } from "./template";

/** What is known of a repair when the template is made. */
export interface PoolRepair {
  /** What has to stand in the template, so that CloudFormation sends the Updates that repair the live pool. */
  readonly digests: pulumi.Output<DriftDigests | undefined>;
  /** Whether another pool takes the place of one that was deleted outside. */
  readonly makesPoolAnew: () => boolean;
}

export interface RepairArgs {
  readonly isWanted: pulumi.Input<boolean> | undefined;
  readonly template: pulumi.Output<TemplateInputs>;
  /** The Pulumi name of the pool's CloudFormation stack. */
  readonly stackName: string;
}

interface Known {
  readonly isWanted: boolean;
  readonly template: TemplateInputs;
}

const stackType = "aws:cloudformation/stack:Stack";

/**
 * Looks at the live pool, if the program wants it repaired, and decides what makes CloudFormation do so: it sends no
 * Update to a resource whose properties are what they were.
 *
 * Without an engine, as in unit tests, there is no state that could tell which pool to look at.
 */
export function repairPool(
  component: pulumi.ComponentResource,
  { isWanted, template, stackName }: RepairArgs,
): PoolRepair {
  if (isWanted === undefined || !hasEngine()) {
    return { digests: pulumi.output(undefined), makesPoolAnew: () => false };
  }
  let repair: Repair | undefined;
  const known = resolved<Known>({ isWanted, template });
  const credentials = credentialsOf(component.getProvider(stackType));
  const cognito = (region: string) => readerFor(credentials, region);
  const stackUrn = plainUrn(stackName, component);
  const digests = known.apply(async ({ isWanted: isOn, ...wanted }): Promise<DriftDigests | undefined> => {
    const deployed = isOn ? await deployedStack(await stackUrn) : undefined;
    if (!deployed) return undefined;
    repair = await planRepair({ ...wanted, deployed, cognito });
    const { userPoolId } = deployed;
    const message = describeRepair(repair, { isSecret: await pulumi.isSecret(template), userPoolId });
    if (message !== undefined) await pulumi.log.warn(message, component);
    return repair.digests;
  });
  return { digests, makesPoolAnew: () => repair?.isGone === true };
}

/**
 * The URN of the component's stack. As an output it would depend on the component, and so on the stack itself, which
 * would wait for itself for ever.
 */
function plainUrn(stackName: string, component: pulumi.ComponentResource): Promise<string> {
  return new Promise((resolve) => {
    pulumi.createUrn(stackName, stackType, component).apply(resolve);
  });
}
