import { kebabCase } from "../../components/engine/names";
import { membersOf, recordOf } from "../../handlers/userPool/settings/values";
import { type ExistingPart, existingOf, identifier } from "./existing";
import type { LivePool } from "./livePool";
import { type Declared, declare } from "./settings";

type Members = Readonly<Record<string, unknown>>;

/** The smallest program that says what a live pool is. */
export interface AdoptionProgram {
  /** The component's name. */
  readonly name: string;
  readonly userPoolId: string;
  readonly poolName: string;
  readonly declared: Declared;
  /** The arguments of the component, without those that hold {@link parts}. */
  readonly args: Members;
  readonly parts: readonly ExistingPart[];
  /** What the component cannot express, each as a sentence. */
  readonly inexpressible: readonly string[];
}

/** Writes the program of a live pool. `name` is the component's. */
export function writeProgram(live: LivePool, userPoolId: string, name?: string): AdoptionProgram {
  const declared = declare(live.pool, live.mfa);
  const poolName = String(live.pool["Name"]);
  const component = name ?? (identifier(kebabCase(poolName)) || "users");
  const { parts, left } = existingOf(live, { userPoolId, component });
  const { DeletionProtection: protection, ...settings } = declared.smallest;
  return {
    name: component,
    userPoolId,
    poolName,
    declared,
    args: recordOf(
      Object.entries({
        adoptUserPoolId: userPoolId,
        // A program that says nothing wants its pool to be protected.
        deletionProtection: protection === "ACTIVE" ? undefined : false,
        settings,
        triggers: some(triggersOf(declared.lambdaConfig)),
      }),
    ),
    parts,
    inexpressible: [...parts.flatMap(missingArguments), ...left],
  };
}

/** The triggers as the component wants them: what the API calls `LambdaArn` is its `function`. */
function triggersOf(lambdaConfig: Members): Members {
  const entries = Object.entries(lambdaConfig).map(([name, value]) => {
    const { LambdaArn, ...version } = membersOf(value);
    return [name, typeof value === "string" ? value : { ...version, function: LambdaArn }] as const;
  });
  return recordOf(entries);
}

function missingArguments({ argument, key, inexpressible }: ExistingPart): string[] {
  const where = argument === "domain" ? "`domain`" : `\`${argument}.${key}\``;
  return inexpressible.map((member) => `${where} has \`${member}\`, for which @pulumi/aws has no argument.`);
}

function some(members: Members): Members | undefined {
  return Object.keys(members).length === 0 ? undefined : members;
}
