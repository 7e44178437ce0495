import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { type Difference, type Drift, findDrift } from "../../handlers/userPool/plan/drift";
import { runError } from "../engine/runError";
import { isSecretAt } from "../engine/secretValues";
import type { DeployedStack } from "../stack/deployedState";
import { type DriftDigests, type TemplateInputs, userPoolTemplate } from "../stack/template";
import { describeDifference } from "./difference";
import { type DeployedPool, poolsIn, type ReadOnlyCognito, readLivePool, wantedOf } from "./livePool";

/** What a repair is about to do. */
export interface Repair {
  readonly digests: DriftDigests;
  /** Whether the pool was deleted outside, so that another one is made. */
  readonly isGone: boolean;
  /** What differs, for the one who reads the preview. */
  readonly differences: readonly Difference[];
}

/** What a repair is decided by. */
export interface RepairInputs {
  /** The pool as the program wants it. */
  readonly template: TemplateInputs;
  /** The pool's stack as it was deployed last. */
  readonly deployed: DeployedStack;
  /** The API to read the pool in this Region with. */
  readonly cognito: (region: string) => ReadOnlyCognito;
}

/**
 * Decides what has to change in the template so that CloudFormation sends an Update which repairs the live pool: the
 * digest in the resource that has drifted.
 *
 * A digest stays in the template after the repair, since taking it out would be an update again. The next one is made
 * from it, so that it is another one even if the same thing drifts once more. A resource that changes anyway gets its
 * Update without a digest, and where both do, the pool is not even read.
 */
export async function planRepair({ template, deployed, cognito }: RepairInputs): Promise<Repair> {
  const [before] = poolsIn(deployed.templateBody);
  const [after] = poolsIn(JSON.stringify(userPoolTemplate(template)));
  if (!before || !after) return { digests: {}, isGone: false, differences: [] };
  const staying = {
    pool: isSame(before.pool, after.pool),
    triggers: isSame(before.triggers, after.triggers),
  };
  const isRead = staying.pool || staying.triggers;
  const drift = isRead ? await readDrift(before, deployed, cognito) : noDrift;
  const isGone = drift === undefined;
  const pool = staying.pool ? (drift ?? noDrift).pool : [];
  const triggers = staying.triggers ? (drift ?? noDrift).triggers : [];
  // The triggers follow another pool by themselves, since its id is one of their properties.
  const isMadeAnew = staying.pool && isGone;
  return {
    digests: {
      pool: digestAfter(before.pool, pool, isMadeAnew),
      triggers: digestAfter(before.triggers, triggers),
    },
    isGone,
    differences: [...pool, ...triggers],
  };
}

const noDrift: Drift = { pool: [], triggers: [] };

async function readDrift(
  before: DeployedPool,
  { userPoolId, userPoolArn }: DeployedStack,
  cognito: RepairInputs["cognito"],
): Promise<Drift | undefined> {
  const wanted = wantedOf(before);
  // arn:aws:cognito-idp:<region>:<account>:userpool/<id>
  const reader = cognito(userPoolArn.split(":")[3] ?? "");
  const live = await readLivePool(reader, userPoolId, wanted).catch((cause: unknown) => {
    const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    throw runError(
      `\`repairDrift\` reads the user pool ${userPoolId}, and that failed: ${reason}. It needs DescribeUserPool and ` +
        "GetUserPoolMfaConfig, with the credentials of the environment or the keys or profile of the AWS provider.",
    );
  });
  return live && findDrift(wanted, live);
}

/** The digest of paths only: one of values would let one try out what a secret is. */
function digestAfter(
  before: DeployedPool["triggers"],
  differences: readonly Difference[],
  isMadeAnew = false,
): string | undefined {
  const digest = before?.["DriftDigest"];
  const former = typeof digest === "string" ? digest : undefined;
  const paths = differences.filter(({ repairable }) => repairable).map(({ path }) => path);
  if (paths.length === 0 && !isMadeAnew) return former;
  const hash = createHash("sha256").update(JSON.stringify([former ?? "", ...paths.toSorted()]));
  return hash.digest("hex").slice(0, 16);
}

/** As CloudFormation compares properties: the order of names does not count, that of a list does. */
function isSame(before: DeployedPool["triggers"], after: DeployedPool["triggers"]): boolean {
  return isDeepStrictEqual({ ...before, DriftDigest: undefined }, { ...after, DriftDigest: undefined });
}

/** What the user has to know of a repair, if there is anything to say. */
export function describeRepair(
  { isGone, differences }: Repair,
  { secrets, userPoolId }: { secrets: readonly string[]; userPoolId: string },
): string | undefined {
  if (isGone) {
    return `The user pool ${userPoolId} is gone: it was deleted outside of the program, with its users. Another one is made.`;
  }
  if (differences.length === 0) return undefined;
  const lines = differences.map(({ wanted, live, ...difference }) => {
    const confidential = difference.confidential || holdsSecret(difference.path, secrets);
    return `- ${describeDifference({ ...difference, confidential, ...(confidential ? {} : { wanted, live }) })}`;
  });
  const isRepaired = differences.some(({ repairable }) => repairable);
  const title = `The user pool ${userPoolId} is not as the program left it${isRepaired ? "; the update repairs it" : ""}`;
  return `${title}:\n${lines.join("\n")}`;
}

/** Whether a value of the live pool is, or holds, what the program calls a secret. */
function holdsSecret(path: string, secrets: readonly string[]): boolean {
  const place = path.startsWith("LambdaConfig")
    ? path.replace("LambdaConfig", "triggers")
    : `settings.${path}`;
  return isSecretAt(place, secrets) || secrets.some((secret) => isSecretAt(secret, [place]));
}
