import * as pulumi from "@pulumi/pulumi";
import { asRecord } from "../../handlers/userPool/settings/values";
import { protectionStatus } from "../arguments/protection";
import { knownOf } from "../engine/known";
import { builtInPool } from "../stack/builtInPool";

/** What the component says of the pool that it takes over. */
export interface Adoption {
  readonly adoptUserPoolId?: unknown;
  readonly deletionProtection?: unknown;
  readonly settings: unknown;
}

/**
 * Why a pool may not be taken over, or may not lose its protection: Pulumi deletes the resource that it was, with the pool,
 * if that leaves the program before `retainOnDelete` was deployed. The deletion comes last, and Cognito refuses it for a
 * protected pool only. Whether the option was deployed nothing tells a program.
 */
export async function adoptionRefusal(adoption: Adoption): Promise<string | undefined> {
  const pool = await builtInPool(adoption.adoptUserPoolId);
  if (pool === undefined || (await protection(adoption)) !== "INACTIVE") return undefined;
  return (
    `The user pool ${pool.userPoolId} may not be without deletion protection as long as it is also the resource ${pool.urn} in ` +
    "Pulumi's state: a deployment that deletes that resource would delete the pool with its users. Omit " +
    "`deletionProtection: false` until the resource has left the state: docs/from-aws-cognito-userpool.md."
  );
}

async function protection({ deletionProtection, settings }: Adoption): Promise<unknown> {
  const [isWanted, said] = await Promise.all([knownOf(deletionProtection), knownOf(settings)]);
  return protectionStatus(isWanted, asRecord(said)?.["DeletionProtection"]);
}

/** Says in a preview by what one sees whether the pool will stay. */
export async function tellAdoption({ adoptUserPoolId }: Adoption, component: pulumi.Resource): Promise<void> {
  const pool = await builtInPool(adoptUserPoolId);
  if (pool === undefined) return;
  await pulumi.log.warn(
    `The user pool ${pool.userPoolId} is also the resource ${pool.urn} in Pulumi's state, and a pool has one manager. This preview ` +
      "must show that resource as `delete[retain]`. If it shows `delete` without `[retain]`, do not deploy: put the resource " +
      "back, deploy `retainOnDelete: true` for it, then remove it. If it does not show it, the program still declares it: " +
      "remove it. docs/from-aws-cognito-userpool.md has the steps.",
    component,
  );
}
