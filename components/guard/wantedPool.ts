import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import { asRecord, unknownValue } from "../../handlers/userPool/settings/values";
import { protectionStatus } from "../arguments/protection";
import { knownOf, secretPaths } from "../engine/known";
import { mapTriggers, type TriggerFunction } from "../lambda/triggers";
import { type DeclaredPool, propertyName, templateArguments } from "../stack/readTemplate";
import type { RegionalArgs } from "./regions";

/** All that a program says of a pool, and what goes into its template beside. */
export interface PoolSources {
  readonly args: PoolArgs;
  readonly defaultTags: pulumi.Output<Record<string, string>>;
  /** The triggers as the API calls them. */
  readonly lambdaConfig: Readonly<Record<string, unknown>>;
}

/** The component's arguments that tell what its pool is. */
type PoolArgs = Readonly<
  Partial<Record<(typeof templateArguments)[number] | "deletionProtection" | "tags" | "migrateFrom", unknown>>
> & { readonly settings: unknown } & RegionalArgs;

/** The pool that the program wants, as far as it is known; undefined where the settings as a whole are not. */
export async function wantedPool({
  args,
  defaultTags,
  lambdaConfig,
}: PoolSources): Promise<DeclaredPool | undefined> {
  const [settings, protection, ...tags] = await Promise.all(
    [args.settings, args.deletionProtection, defaultTags, args.tags].map(knownOf),
  );
  const [LambdaConfig, ...values] = await Promise.all(
    [lambdaConfig, ...templateArguments.map((name) => args[name])].map(knownOf),
  );
  const own = asRecord(settings);
  if (!own) return undefined;
  const named = templateArguments.map((name, index): [string, unknown] => [
    propertyName(name),
    values[index],
  ]);
  return {
    ...Object.fromEntries(
      named.filter(([, value]) => value !== undefined && value !== false && value !== ""),
    ),
    Settings: completeSettings(own, { protection, tags }),
    LambdaConfig,
  };
}

/** Settings with what the component's other arguments say; the nearest tag wins. */
export function completeSettings(
  own: Readonly<Record<string, unknown>>,
  { protection, tags }: { protection: unknown; tags: readonly unknown[] },
): Record<string, unknown> {
  const all = [...tags, own["UserPoolTags"]];
  const UserPoolTags = Object.fromEntries<unknown>(
    all.flatMap((some) => Object.entries(asRecord(some) ?? {})),
  );
  const isKnown = !all.includes(unknownValue);
  return {
    ...own,
    DeletionProtection: protectionStatus(protection, own["DeletionProtection"]),
    ...(isKnown && Object.keys(UserPoolTags).length === 0
      ? {}
      : { UserPoolTags: isKnown ? UserPoolTags : unknownValue }),
  };
}

/** Where the template holds a secret: the only values that no message may show. */
export async function secretsOf({ args, defaultTags }: PoolSources): Promise<string[]> {
  const found = await Promise.all([
    secretPaths(args.settings, "settings"),
    secretPaths(args.deletionProtection, "settings.DeletionProtection"),
    secretPaths(defaultTags, "settings.UserPoolTags"),
    secretPaths(args.tags, "settings.UserPoolTags"),
    secretPaths(mapTriggers(args.triggers ?? {}, arnOf), "triggers"),
    ...templateArguments.map((name) => secretPaths(args[name], name)),
  ]);
  return [...new Set(found.flat())].toSorted();
}

/** The functions that the component makes itself have ARNs that are no secrets. */
function arnOf(_key: string, target: TriggerFunction): unknown {
  if (lambda.Function.isInstance(target)) return target.arn;
  return typeof target === "string" || pulumi.Output.isInstance(target) ? target : undefined;
}
