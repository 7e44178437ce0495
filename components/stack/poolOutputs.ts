import type * as cloudformation from "@pulumi/aws/cloudformation";
import * as pulumi from "@pulumi/pulumi";
import { unknownValue } from "../../handlers/userPool/settings/values";
import { knownOf } from "../engine/known";
import { resolved } from "../engine/resolved";
import { runError } from "../engine/runError";
import { answeredOutputs } from "../engine/unitTest";
import { builtInPool } from "./builtInPool";

/** What decides about the outputs of a pool's stack. */
interface OutputSources {
  /** The component's name. */
  readonly name: string;
  /** What is known of the outputs before the stack tells them. */
  readonly keptOutputs: () => Readonly<Record<string, string>>;
}

/** Reads the outputs of a pool's stack. A failed update leaves a state without outputs: in a preview they are not known yet. */
export function poolOutputs(
  stack: cloudformation.Stack,
  { name, keptOutputs }: OutputSources,
): (key: string) => pulumi.Output<string> {
  const all = answeredOutputs(stack.outputs, name);
  let lost: pulumi.RunError | undefined;
  return (key) => {
    const output = all.apply((outputs) => {
      const value = outputs[key];
      if (value !== undefined) return value;
      if (pulumi.runtime.isDryRun()) return unknownText;
      lost ??= lostOutputs();
      throw lost;
    });
    // Only a preview may know of them before the stack does.
    if (!pulumi.runtime.isDryRun()) return output;
    return stack.id.apply(() => {
      const kept = keptOutputs()[key];
      return kept === undefined ? output : pulumi.output(kept);
    });
  };
}

/** Which pool is adopted, and by what stack. */
interface AdoptionSources {
  readonly stackId: pulumi.Output<string>;
  readonly adoptUserPoolId: pulumi.Input<string> | undefined;
}

/**
 * The outputs with what the preview of an adoption knows before there is a stack to tell it: with another id to come, the engine
 * would show what reads it as replaced, such as an app client, or the import of one.
 */
export function adoptedOutputs(
  outputOf: (key: string) => pulumi.Output<string>,
  { stackId, adoptUserPoolId }: AdoptionSources,
): (key: string) => pulumi.Output<string> {
  if (adoptUserPoolId === undefined || !pulumi.runtime.isDryRun()) return outputOf;
  const id = resolved<string>(adoptUserPoolId);
  const tell = async (key: string): Promise<pulumi.Output<string> | undefined> => {
    if ((await knownOf(stackId)) !== unknownValue || (await knownOf(id)) === "") return undefined;
    return key === "UserPoolId" ? id : await formerOutput(id, key);
  };
  return (key) => resolved(tell(key).then((told) => told ?? outputOf(key)));
}

/** An output that the program's own resource of the pool has told before. */
async function formerOutput(
  id: pulumi.Output<string>,
  key: string,
): Promise<pulumi.Output<string> | undefined> {
  const { arn, endpoint } = (await builtInPool(id)) ?? {};
  const name = typeof endpoint === "string" ? endpoint : undefined;
  const told: Record<string, string | undefined> = {
    UserPoolArn: arn,
    UserPoolProviderName: name,
    UserPoolProviderUrl: name && `https://${name}`,
  };
  const value = told[key];
  return value === undefined ? undefined : pulumi.output(value);
}

/** What Pulumi takes for a text that nobody knows yet. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Pulumi looks for it in values of any type
const unknownText = pulumi.unknown as unknown as string;

/** One error for all outputs is told once. */
function lostOutputs(): pulumi.RunError {
  return runError(
    "The CloudFormation stack of the user pool has no output such as `UserPoolId` in Pulumi's state: its last update " +
      "failed. See the errors of the stack, then run\n  pulumi refresh\n  pulumi up",
  );
}
