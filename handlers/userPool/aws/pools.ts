import { UserError } from "../../customResource/errors";
import { isMadeByRequest, isOwnedBy } from "../plan/ownership";
import { confidentialTexts } from "../rules/properties";
import { ownTags, readTags, type Tags } from "../settings/ownTags";
import type { PoolSummary } from "./cognito";
import { isDenied, isNotFound } from "./retries";
import { type Pool, type Session, withId } from "./session";
import { lost, tagsSettleMs } from "./times";

/**
 * The pool, or undefined when it does not exist any more: that is believed only when it is said again and again, and the
 * list does not hold the pool either. @throws {@link UserError} when the role may not see it.
 */
export async function describePool(session: Session, id: string): Promise<Pool | undefined> {
  const { clock } = session.services;
  const start = clock.now();
  for (let isAbsent = false; ; ) {
    const pool = await tryToDescribe(session, id);
    if (pool) return pool;
    const elapsedMs = clock.now() - start;
    if (elapsedMs >= lost.patienceMs) {
      if (isAbsent) return undefined;
      isAbsent = !(await isListed(session, id));
    }
    if (elapsedMs >= tagsSettleMs) throw new UserError(unreadable(id));
    await clock.sleep(lost.pauseMs, session.invocation.signal);
  }
}

/** Runs what makes no sense any more once the pool is gone; that it is gone already is as good. */
export async function tolerateGone(session: Session, id: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error: unknown) {
    const mayBeGone = isNotFound(error) || isDenied(error);
    if (!mayBeGone) throw error;
    if (await describePool(session, id)) await work();
  }
}

/** IAM refuses a pool that is gone just as one that is not ours, since it has no tags: only the list tells the two apart. */
async function isListed(session: Session, id: string): Promise<boolean> {
  return (await listPools(session)).some((summary) => summary.id === id);
}

function unreadable(id: string): string {
  return `The user pool ${id} exists, but the handler's role may not read it: the pool's tag \`${ownTags.handler}\` is missing, or the role's policy was changed: restore it. A pool that is to be adopted has to be named as \`adoptUserPoolId\` by the program that owns the handler.`;
}

/** The resource's own pools among those in the list that may be meant, by a condition on their tags. */
export async function findPools(
  session: Session,
  mayBe: (pool: PoolSummary) => boolean,
  fits: (tags: Tags, pool: Pool) => boolean,
): Promise<Pool[]> {
  const pools = await describeAll(session, (await listPools(session)).filter(mayBe));
  return pools.filter((pool) => {
    const tags = readTags(pool.UserPoolTags);
    return isOwnedBy(session.owner, tags) && fits(tags, pool);
  });
}

/** Pools that the role may not see are not ours; but with a young one that is only known when IAM knows its tags. */
async function describeAll(session: Session, summaries: readonly PoolSummary[]): Promise<Pool[]> {
  const found: Pool[] = [];
  for (let open = summaries; open.length > 0; ) {
    const refused: PoolSummary[] = [];
    for (const summary of open) {
      const pool = await tryToDescribe(session, summary.id);
      if (pool) found.push(pool);
      else refused.push(summary);
    }
    const { clock } = session.services;
    open = refused.filter((pool) => clock.now() - pool.createdAt < tagsSettleMs);
    if (open.length > 0) await clock.sleep(lost.pauseMs, session.invocation.signal);
  }
  return found;
}

/**
 * The pool that exactly this request made; the oldest one when it was delivered twice at the same time.
 *
 * @param own - the one that this delivery has just made, if it has.
 */
export async function findRequestsPool(
  session: Session,
  poolName: string,
  own?: Pool,
): Promise<Pool | undefined> {
  const others = await findPools(
    session,
    ({ id, name }) => name === poolName && id !== own?.Id,
    (tags) => isMadeByRequest(session.owner, tags),
  );
  const pools = own ? [own, ...others] : others;
  return pools.toSorted((a, b) => createdAt(a) - createdAt(b) || a.Id.localeCompare(b.Id))[0];
}

/** In epoch milliseconds. */
export function createdAt(pool: Pool): number {
  return pool.CreationDate?.getTime() ?? 0;
}

async function tryToDescribe(session: Session, id: string): Promise<Pool | undefined> {
  try {
    const pool = withId(await session.cognito.describeUserPool({ UserPoolId: id }));
    // An update repeats the texts that somebody else gave the pool.
    session.invocation.conceal(confidentialTexts({ ...pool }));
    return pool;
  } catch (error: unknown) {
    if (isNotFound(error) || isDenied(error)) return undefined;
    throw error;
  }
}

async function listPools({ cognito }: Session): Promise<PoolSummary[]> {
  const pools: PoolSummary[] = [];
  let nextToken: string | undefined;
  do {
    const page = await cognito.listUserPools(nextToken === undefined ? {} : { NextToken: nextToken });
    pools.push(...page.pools);
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return pools;
}
