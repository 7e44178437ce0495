import type * as pulumi from "@pulumi/pulumi";
import { membersOf } from "../../handlers/userPool/settings/values";
import { knownOf } from "../engine/known";
import { childName, poolType, stackType } from "../engine/names";
import { deployedOutputs, deployedUrns } from "../stack/deployedState";
import { isKept, otherPools } from "./formerPools";

/** A pool's stack that is about to be made, and its component. */
export interface MadeStack {
  readonly name: string;
  readonly component: pulumi.Resource;
  readonly stackUrn: string;
}

/**
 * Why a stack may not be made whose component the last deployment has already: `pulumi state rename` gives a component another
 * name and leaves its children theirs, which the engine then takes for others. It would delete the former stack with its pool.
 */
export async function renameRefusal(made: MadeStack): Promise<string | undefined> {
  const urn = await knownOf(made.component.urn);
  if (typeof urn !== "string" || !(await deployedUrns(poolType)).includes(urn)) return undefined;
  const ways = (await strayStacks(made, urn)).map(([stack, userPoolId]) => wayBack(stack, userPoolId));
  if (ways.length === 0) return undefined;
  return (
    "this component has no CloudFormation stack in Pulumi's state, and a stack there has no component. That is what `pulumi state " +
    "rename` of a component alone leaves: its children keep their names. The deployment would delete that stack, and the pool with " +
    `its users. Give the component its former name among its options, and the pool stays:\n${ways.join("\n")}`
  );
}

/** The children's names begin with what is a component's name as well, even where they shortened it. */
function wayBack(stack: string, userPoolId: string): string {
  const former = stack.replace(/-stack$/, "");
  return `  aliases: [{ name: "${former}" }]\nIts stack is \`${stack}\`, and its pool ${userPoolId}.`;
}

/** The stacks of components beside this one, with pools that go with them, that may be this component's: names, and pools. */
async function strayStacks(made: MadeStack, urn: string): Promise<[string, string][]> {
  const beginning = made.stackUrn.slice(0, -childName(made.name, "stack").length);
  const urns = (await deployedUrns(stackType)).filter(
    (other) => other !== made.stackUrn && other.startsWith(beginning),
  );
  const belongs = await ownership(made, urn);
  const stacks = await Promise.all(
    urns.map(async (other): Promise<[string, string][]> => {
      const { UserPoolId: userPoolId } = membersOf((await deployedOutputs(other))["outputs"]);
      const name = other.slice(beginning.length);
      if (typeof userPoolId !== "string" || !belongs(name, userPoolId)) return [];
      return (await isKept(userPoolId)) ? [] : [[name, userPoolId]];
    }),
  );
  return stacks.flat();
}

/**
 * Whether a stack may be the component's. Its outputs in the state tell its pool. A deployment under way has written it there
 * without them if its arguments change, as it has a component that is new: then it may have any stack that is no other one's.
 */
async function ownership(
  { name, component }: MadeStack,
  urn: string,
): Promise<(stack: string, userPoolId: string) => boolean> {
  const { userPoolId: own } = await deployedOutputs(urn);
  if (own !== undefined) return (_stack, userPoolId) => userPoolId === own;
  const beginning = urn.slice(0, -name.length);
  const others = [...(await deployedUrns(poolType)), ...(await otherPools(component))];
  const taken = others
    .filter((other) => other.startsWith(beginning))
    .map((other) => childName(other.slice(beginning.length), "stack"));
  return (stack) => !taken.includes(stack);
}
