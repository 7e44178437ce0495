import * as pulumi from "@pulumi/pulumi";
import { knownOf } from "../engine/known";
import { oncePerProgram } from "../engine/program";
import { within } from "../engine/within";
import { deployedUrns } from "../stack/deployedState";

const componentsOf = oncePerProgram<pulumi.Resource[]>();

/** Lets {@link tellFormerPools} know a component of this program. */
export function notePool(component: pulumi.Resource): void {
  componentsOf("pools", () => []).push(component);
}

/** A component that waits for the one that asks would be waited for in vain. */
const programSeconds = 1;

/**
 * The URNs of the components of the last deployment that are not in the program any more, as far as it has run. None where
 * the last deployment cannot be read, or where a component of the program is not registered yet.
 */
export async function formerPools(): Promise<string[]> {
  const deployed = await deployedUrns("custom-user-pool:index:CustomUserPool").catch((): string[] => []);
  if (deployed.length === 0) return [];
  const declared = Promise.all(componentsOf("pools", () => []).map(({ urn }) => knownOf(urn)));
  const urns = await within(programSeconds, "looking for pools", declared).catch(() => deployed);
  return deployed.filter((urn) => !urns.includes(urn));
}

/**
 * Tells, when a preview would make a pool, which pools of the last deployment are not in the program any more: another
 * name or another parent makes another resource of a component, and an alias the same one.
 */
export async function tellFormerPools(component: pulumi.Resource): Promise<void> {
  const former = await formerPools();
  if (former.length === 0) return;
  const list = former.map((urn) => `\n  aliases: ["${urn}"]`).join("");
  await pulumi.log.warn(
    "A new user pool would be made, and the program has lost one that is deployed. If they are the same under another name " +
      `or parent, give the component its former URN in its options, and the pool stays:${list}`,
    component,
  );
}
