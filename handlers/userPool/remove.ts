import { UserError } from "../customResource/errors";
import { notCreatedPrefix } from "../customResource/handler";
import { createdAt, findPools, tolerateGone } from "./aws/pools";
import { isDenied, isNotFound } from "./aws/retries";
import type { Pool, Session } from "./aws/session";
import { callMs, furtherTryMs, longestWaitMs, visibleMs } from "./aws/times";
import { updatePool } from "./execute";
import { inPlaceOf, isOldRequest, isOwnedBy, type Owner } from "./plan/ownership";
import { echoRequest } from "./plan/plan";
import { ownTags, readTags, type Tags } from "./settings/ownTags";

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
 * What a FAILED answer says instead of a pool's id when the request has asked for a pool and nobody knows whether it got
 * one; see {@link removeUnfinished}.
 */
export function begunMark({ requestId }: Owner): string {
  return notCreatedPrefix + requestId + begunSuffix;
}
const begunSuffix = "/begun";

/**
 * Deletes the pool of a Create that did not finish. Its request is known when we answered FAILED ourselves; otherwise
 * CloudFormation invented the id because it gave the Create up, which may still run: then the pool is waited for.
 */
export async function removeUnfinished(session: Session, poolName: string, mark: string): Promise<void> {
  const { clock, log } = session.services;
  const isMade = isMadeBy(session, mark);
  let patienceEnd = patienceFor(session, mark);
  for (;;) {
    const pools = await findUnfinished(session, (name) => name === poolName, isMade);
    for (const pool of pools) {
      log.info("Removing the pool of a Create that did not finish.", { userPoolId: pool.Id });
      await removePool(session, pool, true);
      // The Create may not have heard of its pool, and make another one.
      patienceEnd = Math.min(patienceEnd, createdAt(pool) + furtherTryMs + callMs + visibleMs);
    }
    if (clock.now() + pauseMs > patienceEnd) return;
    await clock.sleep(pauseMs, session.invocation.signal);
  }
}
const pauseMs = 4_000;

function isMadeBy(session: Session, mark: string): (tags: Tags, pool: Pool) => boolean {
  if (!mark.startsWith(notCreatedPrefix)) {
    return (tags, pool) => wasJustMade(session, createdAt(pool)) && !isOldRequest(session.owner, tags);
  }
  const requestId = mark.slice(notCreatedPrefix.length).replace(begunSuffix, "");
  return (tags) => tags[ownTags.requestId] === requestId;
}

function patienceFor({ services: { clock }, patienceEnd }: Session, mark: string): number {
  if (!mark.startsWith(notCreatedPrefix)) return patienceEnd;
  return mark.endsWith(begunSuffix) ? clock.now() + callMs + visibleMs : clock.now();
}

/**
 * Deletes the new pools of updates that failed, of which CloudFormation never learnt: it rolls back with another Update of
 * the old pool, and that one calls this. A pool of a later request, which knows of this one, is none of them.
 *
 * @param replaces - what their tag says, by `inPlaceOf`.
 */
export async function removeStrays(
  session: Session,
  poolNames: readonly string[],
  replaces: string,
): Promise<void> {
  const strays = await findUnfinished(
    session,
    (name) => poolNames.includes(name),
    (tags, pool) =>
      tags[ownTags.replaces] === replaces &&
      wasJustMade(session, createdAt(pool)) &&
      tags[ownTags.requestId] !== session.owner.requestId &&
      !isOldRequest(session.owner, tags),
  );
  for (const stray of strays) {
    session.services.log.info("Removing the pool of an update that failed.", { userPoolId: stray.Id });
    await removePool(session, stray, true);
  }
}

/** Pools of this resource that were never finished, by their name and a further condition. */
async function findUnfinished(
  session: Session,
  isNamed: (name: string) => boolean,
  fits: (tags: Tags, pool: Pool) => boolean,
): Promise<Pool[]> {
  const pools = await findPools(
    session,
    ({ name }) => isNamed(name),
    (tags, pool) => tags[ownTags.adopted] === undefined && fits(tags, pool),
  );
  // A pool that people use was finished once, whatever the tags say.
  const unused = await Promise.all(pools.map(async (pool) => !(await mayHoldUsers(session, pool))));
  return pools.filter((_pool, index) => unused[index]);
}

/**
 * A pool that was taken for lost, because Cognito said so, and is there after all: its clean-up deletes nobody's users.
 *
 * @throws {@link UserError} when another pool was made in place of this one, which holds users.
 */
export async function requireNotMissed(session: Session, pool: Pool): Promise<void> {
  if (!(await mayHoldUsers(session, pool))) return;
  const [successor] = await findPools(
    session,
    ({ createdAt: madeAt }) => wasJustMade(session, madeAt),
    (tags) => tags[ownTags.replaces] === inPlaceOf.lost(pool.Id),
  );
  if (!successor) return;
  throw new UserError(
    `The user pool ${pool.Id} was taken for lost, since Cognito did not find it, and ${successor.Id} was made in its place; but it exists, and holds users. It is left as it is: move its users, or take it back with \`adoptUserPoolId\` (\`AdoptUserPoolId\`).`,
  );
}

/** Asks for the users themselves: Cognito's estimate of their number is hours old. */
export async function holdsUsers({ cognito }: Session, { Id }: Pool): Promise<boolean> {
  return (await cognito.listUsers({ UserPoolId: Id })).count > 0;
}

/** Where the role may not look, there may be users. */
export async function mayHoldUsers(session: Session, pool: Pool): Promise<boolean> {
  try {
    return await holdsUsers(session, pool);
  } catch (error: unknown) {
    if (isDenied(error)) return true;
    if (isNotFound(error)) return false;
    throw error;
  }
}

/** Whether a request that is still open may have made it. */
export function wasJustMade({ services }: Session, madeAt: number): boolean {
  return services.clock.now() - madeAt < longestWaitMs;
}

function domainsOf(pool: Pool): string[] {
  return [pool.Domain, pool.CustomDomain].flatMap((domain) => (domain ? [domain] : []));
}

/** Whether the pool is the resource's own, to be deleted with it. */
export function isOwn(session: Session, pool: Pool): boolean {
  return isOwnedBy(session.owner, readTags(pool.UserPoolTags));
}
