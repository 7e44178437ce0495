import * as pulumi from "@pulumi/pulumi";
import { knownOf } from "../engine/known";
import { oncePerProgram } from "../engine/program";
import { deployedUrns } from "../stack/deployedState";

const componentsOf = oncePerProgram<pulumi.Resource[]>();

/** Lets {@link tellFormerPools} know a component of this program. */
export function notePool(component: pulumi.Resource): void {
  componentsOf("pools", () => []).push(component);
}

/**
 * Tells, when a preview would make a pool, which pools of the last deployment are not in the program any more: another
 * name or another parent makes another resource of a component, and an alias the same one.
 */
export async function tellFormerPools(component: pulumi.Resource): Promise<void> {
  const urns = await Promise.all(componentsOf("pools", () => []).map(({ urn }) => knownOf(urn)));
  const former = (await deployedUrns("custom-user-pool:index:CustomUserPool")).filter(
    (urn) => !urns.includes(urn),
  );
  if (former.length === 0) return;
  const list = former.map((urn) => `\n  aliases: ["${urn}"]`).join("");
  await pulumi.log.warn(
    "A new user pool would be made, and the program has lost one that is deployed. If they are the same under another name " +
      `or parent, give the component its former URN in its options, and the pool stays:${list}`,
    component,
  );
}
