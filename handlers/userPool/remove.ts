import { UserError } from "../customResource/errors";
import { updatePool } from "./execute";
import { isOwnedBy, ownTags, type Tags } from "./ownership";
import { echoRequest, readTags } from "./plan";
import { findPools, tolerateGone } from "./pools";
import type { Pool, Session } from "./session";

/** How long the Delete of a Create that may still run looks for its pool: longer than that Create may begin one. */
const unfinishedPatienceMs = 60_000;
const unfinishedPauseMs = 4_000;

/** A pool older than CloudFormation's longest wait for an answer was not made by a Create that still runs. */
const unfinishedAgeMs = 60 * 60 * 1000;

/** What stands in the way of deleting the pool, each with what to do about it; empty when nothing does. */
export function deletionBlockers(pool: Pool): string[] {
  const domains = domainsOf(pool).map((domain) => `its domain \`${domain}\` (delete it first)`);
  const isProtected = pool.DeletionProtection === "ACTIVE";
  return isProtected
    ? ["its deletion protection (set `DeletionProtection` to INACTIVE first)", ...domains]
    : domains;
}

/**
 * Deletes the pool; with `force` its protection and its domains too. The protection goes first, by a request that repeats
 * all other settings: if a later step fails, the pool still has its triggers and its sign-up is as closed as it was.
 *
 * @throws {@link UserError} that names what blocks the deletion.
 */
export async function removePool(session: Session, pool: Pool, force: boolean): Promise<void> {
  const blockers = deletionBlockers(pool);
  if (blockers.length > 0 && !force) {
    throw new UserError(
      `The user pool ${pool.Id} cannot be deleted because of ${blockers.join(" and ")}. Setting \`ForceDestroy\` to true, and deploying that before the deletion, takes them away with the pool.`,
    );
  }
  const { cognito } = session;
  await tolerateGone(session, pool.Id, async () => {
    if (pool.DeletionProtection === "ACTIVE") {
      await updatePool(session, pool, (now) => ({
        input: echoRequest(now, { DeletionProtection: "INACTIVE" }),
        because: ["DeletionProtection"],
      }));
    }
    for (const domain of domainsOf(pool)) {
      const request = { UserPoolId: pool.Id, Domain: domain };
      await tolerateGone(session, pool.Id, () => cognito.deleteUserPoolDomain(request));
    }
    await cognito.deleteUserPool({ UserPoolId: pool.Id });
  });
}

/**
 * Deletes the pool of a Create that did not finish. Its request is known when we answered FAILED ourselves; otherwise
 * CloudFormation invented the id because it gave the Create up, which may still run: then the pool is waited for.
 */
export async function removeUnfinished(
  session: Session,
  poolName: string,
  requestId?: string,
): Promise<void> {
  const { clock, log } = session.services;
  const patienceEnd = requestId === undefined ? session.startedAt + unfinishedPatienceMs : session.startedAt;
  for (;;) {
    const pools = await findUnfinished(session, poolName, requestId);
    for (const pool of pools) {
      log.info("Removing the pool of a Create that did not finish.", { userPoolId: pool.Id });
      await removePool(session, pool, true);
    }
    const next = clock.now() + unfinishedPauseMs;
    if (pools.length > 0 || next > patienceEnd || next > session.invocation.deadline) return;
    await clock.sleep(unfinishedPauseMs, session.invocation.signal);
  }
}

/**
 * Deletes the new pools of updates that failed, of which CloudFormation never learnt: it rolls back with another Update of
 * the old pool, and that one calls this.
 *
 * @param replaces - what their tag says, by `inPlaceOf`.
 */
export async function removeStrays(
  session: Session,
  poolNames: readonly string[],
  replaces: string,
): Promise<void> {
  for (const poolName of new Set(poolNames)) {
    const strays = await findCandidates(session, poolName, ({ tags, isYoung }) => {
      const isOurs = tags[ownTags.requestId] === session.owner.requestId;
      return isYoung && !isOurs && tags[ownTags.replaces] === replaces;
    });
    for (const stray of strays) {
      session.services.log.info("Removing the pool of an update that failed.", { userPoolId: stray.Id });
      await removePool(session, stray, true);
    }
  }
}

async function findUnfinished(session: Session, poolName: string, requestId?: string): Promise<Pool[]> {
  return await findCandidates(session, poolName, ({ tags, isYoung }) =>
    requestId === undefined ? isYoung : tags[ownTags.requestId] === requestId,
  );
}

interface Candidate {
  tags: Tags;
  isYoung: boolean;
}

/** Pools of this resource that were never finished, by a further condition. */
async function findCandidates(
  session: Session,
  poolName: string,
  fits: (candidate: Candidate) => boolean,
): Promise<Pool[]> {
  const pools = await findPools(session, poolName, (tags, { createdAt }) => {
    if (!isOwnedBy(session.owner, tags) || tags[ownTags.adopted] !== undefined) return false;
    return fits({ tags, isYoung: wasJustMade(session, createdAt) });
  });
  // A pool that people use was finished once, whatever the tags say.
  return pools.filter((pool) => !pool.EstimatedNumberOfUsers);
}

/** Whether a request that is still open may have made it. */
export function wasJustMade({ services }: Session, createdAt: number): boolean {
  return services.clock.now() - createdAt < unfinishedAgeMs;
}

function domainsOf(pool: Pool): string[] {
  return [pool.Domain, pool.CustomDomain].flatMap((domain) => (domain ? [domain] : []));
}

/** Whether the pool is the resource's own, to be deleted with it. */
export function isOwn(session: Session, pool: Pool): boolean {
  return isOwnedBy(session.owner, readTags(pool.UserPoolTags));
}
