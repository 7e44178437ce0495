import { knownOf } from "../engine/known";
import { hasEngine } from "../engine/program";
import { deployedOutputs, deployedUrns } from "./deployedState";

/** A pool as the program's last deployment has it, by Pulumi's own resource. */
export interface BuiltInPool {
  readonly urn: string;
  readonly userPoolId: string;
  readonly arn: string;
  /** Such as `cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI`. */
  readonly endpoint: unknown;
}

/** The type of Pulumi's own resource. */
export const builtInType = "aws:cognito/userPool:UserPool";

/** The pool of an id where the last deployment has it as an `aws.cognito.UserPool`, whether or not the program still does. */
export async function builtInPool(id: unknown): Promise<BuiltInPool | undefined> {
  if (id === undefined || !hasEngine()) return undefined;
  const userPoolId = await knownOf(id);
  if (typeof userPoolId !== "string" || userPoolId === "") return undefined;
  const urns = await deployedUrns(builtInType).catch((): string[] => []);
  const pools = await Promise.all(
    urns.map(async (urn) => {
      const { arn, endpoint } = await deployedOutputs(urn);
      const isIt = typeof arn === "string" && arn.endsWith(`/${userPoolId}`);
      return isIt ? [{ urn, userPoolId, arn, endpoint }] : [];
    }),
  );
  return pools.flat()[0];
}
