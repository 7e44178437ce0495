import * as pulumi from "@pulumi/pulumi";
import type { Fault } from "../../handlers/userPool/settings/values";
import { throwFaults } from "../engine/judge";
import { hasEngine } from "../engine/program";
import { asMembers, fault, faultSaying } from "./argumentRules";

/** Refuses options that would make another pool than the program means, and warns of those that do not do to a pool what they say. */
export function judgeOptions(title: string, opts: unknown): void {
  throwFaults(title, optionFaults(opts));
  if (!hasEngine() || !pulumi.runtime.isDryRun()) return;
  for (const message of withoutEffect(asMembers(opts) ?? {})) void pulumi.log.warn(`${title}: ${message}`);
}

/** Pulumi takes a component's options for what they are, and leaves out without a word what only other resources have. */
function optionFaults(opts: unknown): Fault[] {
  if (opts === undefined) return [];
  if (typeof opts !== "object" || opts === null || Array.isArray(opts)) {
    return fault("opts", "must be an object such as { parent: this }", opts);
  }
  const isImport = "import" in opts && opts.import !== undefined;
  return isImport
    ? faultSaying(
        "opts.import",
        "is not for components: give the id of the existing pool as `adoptUserPoolId`.",
      )
    : [];
}

function withoutEffect({
  ignoreChanges,
  replaceOnChanges,
  retainOnDelete,
}: Record<string, unknown>): string[] {
  const named = Object.entries({ ignoreChanges, replaceOnChanges }).filter(([, paths]) => !isEmpty(paths));
  return [
    ...named.map(
      ([name]) =>
        `\`opts.${name}\` does not reach the pool, since Pulumi applies it to the inputs of the component alone. ` +
        "What a program does not say in `settings` is left to others.",
    ),
    ...(retainOnDelete === true
      ? [
          "`opts.retainOnDelete` leaves the pool's CloudFormation stack behind, with which nobody can change or give up the pool once " +
            'its handler is gone. To keep the pool alone, take the option out and set `onDelete: "retain"`.',
        ]
      : []),
  ];
}

function isEmpty(paths: unknown): boolean {
  return !Array.isArray(paths) || paths.length === 0;
}
