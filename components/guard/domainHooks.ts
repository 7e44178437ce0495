import * as pulumi from "@pulumi/pulumi";
import { knownOf } from "../engine/known";
import { hasEngine } from "../engine/program";
import { within } from "../engine/within";
import { deployedOutputs } from "../stack/deployedState";
import { uniqueName } from "./guard";

/**
 * Lets a preview say that a domain is replaced, the old one first, and what that means to people who sign in.
 *
 * A hook of the deletion itself would be missed by `pulumi destroy`, which does not run the program.
 */
export function domainHooks(
  name: string,
  component: pulumi.ComponentResource,
): pulumi.ResourceHookBinding | undefined {
  if (!hasEngine()) return undefined;
  const beforeCreate = async (args: pulumi.ResourceHookArgs) => {
    if (!pulumi.runtime.isDryRun()) return;
    // A hint, and no more.
    const message = await within(5, "reading the domain", changeOf(name, args)).catch(() => undefined);
    if (message !== undefined) await pulumi.log.info(message, component);
  };
  const hook = new pulumi.ResourceHook(uniqueName(`${name}-domain`), beforeCreate, { onDryRun: true });
  return { beforeCreate: [hook] };
}

async function changeOf(
  name: string,
  { urn, newInputs = {} }: pulumi.ResourceHookArgs,
): Promise<string | undefined> {
  const { domain: before } = await deployedOutputs(urn);
  const after = await knownOf(newInputs["domain"]);
  if (typeof before !== "string" || before === after) return undefined;
  const wanted = typeof after === "string" ? `\`${after}\`` : "another one";
  return (
    `The domain \`${before}\` of the user pool \`${name}\` is replaced by ${wanted}: it is removed first, since a pool has one ` +
    "at a time. Until the new one serves (minutes, and up to an hour for a name of your own) nobody can sign in on managed login."
  );
}
