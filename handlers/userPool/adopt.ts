import { UserError } from "../customResource/errors";
import { isLate, isOutdated, isStackGone, requireAwaited } from "./awaited";
import { describePool } from "./aws/pools";
import { isDenied } from "./aws/retries";
import type { Pool, Session } from "./aws/session";
import { bringAbout } from "./execute";
import { immutableChanges } from "./plan/changes";
import { describeOwner, isNotedRequest, noteRequest, tagsOf } from "./plan/ownership";
import { orPutBack } from "./putBack";
import { isOwn } from "./remove";
import { ownTags, readTags, type Tags } from "./settings/ownTags";
import type { Settings } from "./settings/values";

/** Takes an existing pool under management: its settings are merged, our tags added, and a Delete will leave it. */
export async function adoptPool(session: Session, settings: Settings, id: string): Promise<Pool> {
  const pool = await describePool(session, id);
  if (!pool)
    throw new UserError(`\`AdoptUserPoolId\`: there is no user pool ${id} in this account and Region.`);
  const tags = readTags(pool.UserPoolTags);
  if (isOwn(session, pool) && isOutdated(session, pool)) return pool;
  if (isNotedRequest(session.owner, tags) || isLate(session)) await requireAwaited(session);
  reportImmutable(session, settings, pool);
  const adoptionTags = {
    ...tagsOf(session.owner),
    ...noteRequest(session.owner, tags),
    [ownTags.adopted]: "true",
  };
  await orPutBack(session, { former: pool, settings }, async (liveMfa) => {
    if (!isOwn(session, pool)) await takeOver(session, pool, adoptionTags);
    await bringAbout(session, id, {
      desired: settings,
      previous: {},
      live: { ...pool, UserPoolTags: { ...tags, ...adoptionTags } },
      liveMfa,
      ownTags: adoptionTags,
    });
  });
  return pool;
}

/**
 * Writes our tags on a pool that is not this resource's own, if no other stack owns it. Only the role decides that: it may
 * call TagResource for the pools that the program which owns the handler lets be adopted, and for no others.
 */
async function takeOver(session: Session, pool: Pool, tags: Tags): Promise<void> {
  await requireOrphaned(session, pool);
  if (pool.Arn === undefined) throw new UserError(`Cognito gave no ARN for the user pool ${pool.Id}.`);
  session.services.log.info("Changing the user pool.", { operation: "TagResource", userPoolId: pool.Id });
  try {
    await session.cognito.tagResource({ ResourceArn: pool.Arn, Tags: tags });
  } catch (error: unknown) {
    if (!isDenied(error)) throw error;
    throw new UserError(
      `\`AdoptUserPoolId\`: the handler's role may not take the user pool ${pool.Id} over. The program that owns the handler decides which pools it may: name this one there as \`adoptUserPoolId\`, or allow the role \`cognito-idp:TagResource\` on it.`,
      { cause: error },
    );
  }
}

async function requireOrphaned(session: Session, pool: Pool): Promise<void> {
  const tags = readTags(pool.UserPoolTags);
  const stackId = tags[ownTags.stackId];
  if (stackId === undefined) return;
  const isGone = stackId !== session.owner.stackId && (await isStackGone(session, stackId));
  if (isGone) return;
  const owner = `\`AdoptUserPoolId\`: ${describeOwner(pool.Id, tags)}`;
  if (isGone === undefined) {
    throw new UserError(
      `${owner} CloudFormation could not be asked whether that stack still exists: allow the handler's role \`cloudformation:DescribeStacks\`, and run the deployment again.`,
    );
  }
  throw new UserError(`${owner} A pool has one owner: delete that stack first, and let it retain the pool.`);
}

/** Says which settings a pool is not as. An update is not refused for what it does not change. */
export function reportImmutable(session: Session, settings: Settings, pool: Pool): void {
  const changes = immutableChanges({ desired: settings, previous: {}, live: { ...pool } });
  if (changes.length === 0) return;
  session.services.log.warn(
    "The pool differs from its settings in what only a new pool can have; it stays as it is.",
    { userPoolId: pool.Id, because: changes.map(({ path }) => path) },
  );
}

/** Whether the pool was there before us: by its tag, or because the properties call the resource's own pool adopted. */
export function isAdopted(pool: Pool, adoptUserPoolId?: string): boolean {
  return readTags(pool.UserPoolTags)[ownTags.adopted] === "true" || adoptUserPoolId === pool.Id;
}
