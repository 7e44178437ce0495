import * as pulumi from "@pulumi/pulumi";
import { asList, membersOf } from "../../handlers/userPool/settings/values";
import { knownOf } from "../engine/known";
import { poolType } from "../engine/names";
import { oncePerProgram } from "../engine/program";
import { within } from "../engine/within";
import { deployedOutputs, deployedUrns } from "../stack/deployedState";
import { readTemplate } from "../stack/readTemplate";

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
async function formerPools(): Promise<string[]> {
  const deployed = await deployedUrns(poolType).catch((): string[] => []);
  if (deployed.length === 0) return [];
  const declared = Promise.all(componentsOf("pools", () => []).map(namesOf));
  const names = await within(programSeconds, "looking for pools", declared).catch(() => [deployed]);
  const urns = names.flat();
  return deployed.filter((urn) => !urns.includes(urn));
}

/** The URN of a component, and those that it had by its aliases, which the SDK keeps and does not declare. */
async function namesOf(component: pulumi.Resource): Promise<unknown[]> {
  const aliases: unknown = Reflect.get(component, "__aliases");
  return await Promise.all([component.urn, ...asList(aliases)].map(knownOf));
}

/** Whether a pool is deleted with its component, which is not in the program any more. An adopted or retained pool stays. */
export async function goesWithComponent(userPoolId: string): Promise<boolean> {
  const former = await Promise.all((await formerPools()).map(deployedOutputs));
  return former.some((last) => last["userPoolId"] === userPoolId) && !(await isKept(userPoolId));
}

async function isKept(userPoolId: string): Promise<boolean> {
  const stacks = await Promise.all(
    (await deployedUrns("aws:cloudformation/stack:Stack")).map(deployedOutputs),
  );
  const own = stacks.find(({ outputs }) => membersOf(outputs)["UserPoolId"] === userPoolId);
  const { pool } = await readTemplate(own?.["templateBody"]);
  if (pool === undefined) return false;
  const isForced = pool.ForceDestroy === true || pool.ForceDestroy === "true";
  return pool.OnDelete === "retain" || (pool.AdoptUserPoolId !== undefined && !isForced);
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
