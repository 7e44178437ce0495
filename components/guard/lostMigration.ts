import * as pulumi from "@pulumi/pulumi";
import { optionsVariable } from "../../handlers/userMigration/options";
import { membersOf } from "../../handlers/userPool/settings/values";
import { knownOf } from "../engine/known";
import { deployedOutputs, deployedUrns } from "../stack/deployedState";
import type { DeclaredPool } from "../stack/readTemplate";
import { leavesProgram } from "./formerPools";

/** An update that may end a move of users. */
interface EndedMove {
  readonly name: string;
  readonly component: pulumi.ComponentResource;
  /** The pool as it was deployed last. */
  readonly before: DeclaredPool;
  /** Where users come from by the program as it is now. */
  readonly migrateFrom: unknown;
}

/**
 * Tells when users stop coming from a pool that goes in the same deployment: whoever has not come yet is lost with it.
 * While `migrateFrom` names such a pool, the look at it tells.
 */
export async function tellLostMigration({ name, component, before, migrateFrom }: EndedMove): Promise<void> {
  const former = await formerSource(membersOf(before.LambdaConfig)["UserMigration"]);
  if (former === undefined) return;
  const now = membersOf(await knownOf(migrateFrom))["userPoolId"];
  if (now === former || !(await leavesProgram(former, component))) return;
  await pulumi.log.warn(
    `The user pool \`${name}\` stops taking users over from \`${former}\`, and that pool leaves the program in the same deployment: ` +
      "unless the preview shows it as `delete[retain]`, whoever has not come yet is lost. Keep the old pool in the program, deploy without `migrateFrom`, and see with\n" +
      `  npx custom-user-pool users status --from ${former} --to <the new pool>\n` +
      "that everybody has come; remove the old pool in another deployment.",
    component,
  );
}

/** The pool that a function of the last deployment brings users from, if it is the one of `migrateFrom`. */
async function formerSource(arn: unknown): Promise<string | undefined> {
  if (typeof arn !== "string") return undefined;
  const urns = await deployedUrns("aws:lambda/function:Function");
  const functions = await Promise.all(urns.map(deployedOutputs));
  const own = functions.find((last) => last["arn"] === arn);
  const variables = membersOf(membersOf(own?.["environment"])["variables"]);
  const options = parsed(variables[optionsVariable]);
  const { userPoolId } = membersOf(options);
  return typeof userPoolId === "string" ? userPoolId : undefined;
}

function parsed(text: unknown): unknown {
  try {
    return typeof text === "string" ? JSON.parse(text) : undefined;
  } catch {
    // A function of somebody else's has a variable of the same name.
    return undefined;
  }
}
