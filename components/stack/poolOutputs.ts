import type * as cloudformation from "@pulumi/aws/cloudformation";
import * as pulumi from "@pulumi/pulumi";
import { unknownValue } from "../../handlers/userPool/settings/values";
import { knownOf } from "../engine/known";
import { resolved } from "../engine/resolved";
import { runError } from "../engine/runError";
import { answeredOutputs } from "../engine/unitTest";

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

/**
 * The pool's id, which the preview of an adoption knows before there is a stack to tell it: with another id to come, the
 * engine would show the import of what belongs to the pool as its replacement.
 */
export function adoptedId(
  output: pulumi.Output<string>,
  stackId: pulumi.Output<string>,
  adopted: pulumi.Input<string> | undefined,
): pulumi.Output<string> {
  if (adopted === undefined || !pulumi.runtime.isDryRun()) return output;
  const wanted = resolved<string>(adopted).apply((id) => (id === "" ? output : pulumi.output(id)));
  return resolved(knownOf(stackId).then((id) => (id === unknownValue ? wanted : output)));
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
