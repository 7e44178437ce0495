import * as pulumi from "@pulumi/pulumi";
import { membersOf } from "../../handlers/userPool/settings/values";
import { knownOf } from "../engine/known";
import { poolType, stackType } from "../engine/names";
import { oncePerProgram } from "../engine/program";
import { declaredResources, formerUrns } from "../engine/resourceTree";
import { within } from "../engine/within";
import { builtInPool, builtInType } from "../stack/builtInPool";
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
  const urns = await namesOfAll(
    componentsOf("pools", () => []),
    deployed,
  );
  return deployed.filter((urn) => !urns.includes(urn));
}

/** The URNs of resources; the others where one of them is not registered yet. */
async function namesOfAll(
  resources: readonly pulumi.Resource[],
  others: readonly string[],
): Promise<readonly unknown[]> {
  const names = Promise.all(resources.map(namesOf)).then((all) => all.flat());
  return await within(programSeconds, "looking for pools", names).catch(() => others);
}

/** The URNs of the program's other components, and those that they had. @throws Error where one of them is not registered yet */
export async function otherPools(component: pulumi.Resource): Promise<string[]> {
  const others = componentsOf("pools", () => []).filter((one) => one !== component);
  const names = await within(programSeconds, "looking for pools", Promise.all(others.map(namesOf)));
  return names.flat().filter((urn) => typeof urn === "string");
}

/** The URN of a resource, and those that it had before. */
async function namesOf(resource: pulumi.Resource): Promise<unknown[]> {
  return await Promise.all([resource.urn, ...formerUrns(resource)].map(knownOf));
}

/**
 * Whether a pool of the last deployment is not in the program any more, as a component or as Pulumi's own resource. An adopted
 * or retained component's pool stays; whether a resource was deployed with `retainOnDelete` nothing tells a program.
 */
export async function leavesProgram(userPoolId: string, program: pulumi.Resource): Promise<boolean> {
  return (await goesWithComponent(userPoolId)) || (await goesWithResource(userPoolId, program));
}

async function goesWithResource(userPoolId: string, program: pulumi.Resource): Promise<boolean> {
  const pool = await builtInPool(userPoolId);
  const declared = declaredResources(program, builtInType);
  if (pool === undefined || declared === undefined) return false;
  return !(await namesOfAll(declared, [pool.urn])).includes(pool.urn);
}

async function goesWithComponent(userPoolId: string): Promise<boolean> {
  const former = await Promise.all((await formerPools()).map(deployedOutputs));
  return former.some((last) => last["userPoolId"] === userPoolId) && !(await isKept(userPoolId));
}

/** Whether a pool of the last deployment stays in the account when its stack is deleted. */
export async function isKept(userPoolId: string): Promise<boolean> {
  const stacks = await Promise.all((await deployedUrns(stackType)).map(deployedOutputs));
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
