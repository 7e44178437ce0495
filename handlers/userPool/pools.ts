import { UserError } from "../customResource/errors";
import type { PoolSummary } from "./cognito";
import { isMadeByRequest, ownTags, type Tags } from "./ownership";
import { readTags } from "./plan";
import { confidentialTexts } from "./properties";
import { isDenied, isNotFound } from "./retries";
import { type Pool, type Session, withId } from "./session";

/** IAM may need a moment to know the tags of a new pool; longer than this it does not. */
const tagsSettleMs = 20_000;
const tagsPauseMs = 2_000;

/** The pool, or undefined when it does not exist any more. @throws {@link UserError} when the role may not see it. */
export async function describePool(session: Session, id: string): Promise<Pool | undefined> {
  const { clock } = session.services;
  const patienceEnd = clock.now() + tagsSettleMs;
  for (;;) {
    const { pool, isRefused } = await tryToDescribe(session, id);
    if (!isRefused) return pool;
    if (!(await isListed(session, id))) return undefined;
    if (clock.now() >= patienceEnd) throw new UserError(unreadable(id));
    await clock.sleep(tagsPauseMs, session.invocation.signal);
  }
}

/** Runs what makes no sense any more once the pool is gone; that it is gone already is as good. */
export async function tolerateGone(session: Session, id: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error: unknown) {
    const isGone = isNotFound(error) || (isDenied(error) && !(await isListed(session, id)));
    if (!isGone) throw error;
  }
}

/** IAM refuses a pool that is gone just as one that is not ours, since it has no tags: only the list tells the two apart. */
async function isListed(session: Session, id: string): Promise<boolean> {
  return (await listPools(session)).some((summary) => summary.id === id);
}

function unreadable(id: string): string {
  return `The user pool ${id} exists, but the handler's role may not read it: the pool's tag \`${ownTags.handler}\` is missing, or the role's policy was changed. Restore it.`;
}

/** The described pools of this name whose tags fit. Pools that the role may not see are not ours. */
export async function findPools(
  session: Session,
  poolName: string,
  fits: (tags: Tags, pool: PoolSummary) => boolean,
): Promise<Pool[]> {
  return await describeAll(session, await listNamed(session, poolName), fits);
}

async function describeAll(
  session: Session,
  summaries: readonly PoolSummary[],
  fits: (tags: Tags, pool: PoolSummary) => boolean,
): Promise<Pool[]> {
  const found: Pool[] = [];
  for (const summary of summaries) {
    const { pool } = await tryToDescribe(session, summary.id);
    if (pool && fits(readTags(pool.UserPoolTags), summary)) found.push(pool);
  }
  return found;
}

/**
 * The pools that exactly this request made: one, or more when it was delivered twice at the same time. Oldest first.
 *
 * @param own - the pool that this delivery has just made. While it is the only one of its name, nobody has to be asked.
 */
export async function findRequestsPools(session: Session, poolName: string, own?: Pool): Promise<Pool[]> {
  const named = await listNamed(session, poolName);
  if (own && named.every(({ id }) => id === own.Id)) return [own];
  const pools = await describeAll(session, named, (tags) => isMadeByRequest(session.owner, tags));
  return pools.toSorted((a, b) => createdAt(a) - createdAt(b) || a.Id.localeCompare(b.Id));
}

/** In epoch milliseconds. */
export function createdAt(pool: Pool): number {
  return pool.CreationDate?.getTime() ?? 0;
}

async function tryToDescribe(session: Session, id: string): Promise<{ pool?: Pool; isRefused: boolean }> {
  try {
    const pool = withId(await session.cognito.describeUserPool({ UserPoolId: id }));
    // An update repeats the texts that somebody else gave the pool.
    session.invocation.conceal(confidentialTexts({ ...pool }));
    return { pool, isRefused: false };
  } catch (error: unknown) {
    if (isNotFound(error) || isDenied(error)) return { isRefused: isDenied(error) };
    throw error;
  }
}

async function listNamed(session: Session, poolName: string): Promise<PoolSummary[]> {
  return (await listPools(session)).filter(({ name }) => name === poolName);
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
