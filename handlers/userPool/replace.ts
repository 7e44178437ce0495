import { UserError } from "../customResource/errors";
import { isAdopted } from "./adopt";
import { createdAt, describePool } from "./aws/pools";
import type { Pool, Session } from "./aws/session";
import { makeOrAdopt, type WantedPool } from "./create";
import { bringAbout } from "./execute";
import { describeImmutableChanges, type ImmutableChange, immutableChanges } from "./plan/changes";
import { wasDeclared } from "./plan/declarations";
import { inPlaceOf, noteRequest } from "./plan/ownership";
import { deletionBlockers, holdsUsers, isOwn, mayHoldUsers, removePool, wasJustMade } from "./remove";
import type { PoolProperties, readFormerPoolProperties } from "./rules/properties";
import { ownTags, readTags, type Tags } from "./settings/ownTags";
import { isPoolId } from "./settings/poolId";

type FormerProperties = ReturnType<typeof readFormerPoolProperties>;

/** What a pool is asked to be, and was asked before. */
interface PoolChange {
  properties: PoolProperties;
  former: Pick<FormerProperties, "settings">;
  pool: Pool;
}

/** An update of a pool that exists. */
export interface Update extends PoolChange {
  former: FormerProperties;
}

/** The changes of an update that this pool cannot take; empty when it can take all. */
export function refusedChanges({ properties, former, pool }: PoolChange): ImmutableChange[] {
  const { settings, adoptUserPoolId } = properties;
  const adoption: ImmutableChange[] =
    adoptUserPoolId !== undefined && adoptUserPoolId !== pool.Id
      ? [{ path: "AdoptUserPoolId", before: pool.Id, after: adoptUserPoolId }]
      : [];
  // An adopted pool was never asked to be as the program describes it in these settings.
  if (isAdopted(pool) || wasDeclared(readTags(pool.UserPoolTags), settings)) return adoption;
  const comparison = { desired: settings, previous: former.settings, live: { ...pool } };
  return [...adoption, ...immutableChanges(comparison)];
}

/**
 * Makes the pool that takes the old one's place, if the program says so. CloudFormation deletes the old one when the
 * whole update has succeeded. Whatever forbids the replacement is found before anything is changed.
 *
 * @throws {@link UserError} that lists every change with its old and new value.
 */
export async function replacePool(
  session: Session,
  update: Update & { changes: readonly ImmutableChange[] },
): Promise<Pool> {
  const { properties, pool } = update;
  const replaced = await replacedPool(session, update);
  if (replaced) return await takeBack(session, properties, replaced);
  await requireReplaceable(session, update);
  const { adoptUserPoolId } = properties;
  const isAnother = adoptUserPoolId !== pool.Id;
  const wanted = { ...properties, adoptUserPoolId: isAnother ? adoptUserPoolId : undefined };
  return await makeInPlaceOf(session, wanted, {
    [ownTags.replaces]: inPlaceOf.replaced(pool.Id),
    ...noteRequest(session.owner, readTags(pool.UserPoolTags)),
  });
}

/**
 * The pool whose place this one has just taken, if the update asks for exactly that one again. It does when CloudFormation
 * rolls back a replacement because something else failed, should it send the new pool's id with that; AWS does not say
 * which of the two it sends.
 */
async function replacedPool(session: Session, { properties, pool }: Update): Promise<Pool | undefined> {
  const id = readTags(pool.UserPoolTags)[ownTags.replaces] ?? "";
  if (!isPoolId(id) || !wasJustMade(session, createdAt(pool))) return undefined;
  const replaced = await describePool(session, id);
  if (!replaced || !isOwn(session, replaced)) return undefined;
  const isWanted = refusedChanges({ properties, former: { settings: {} }, pool: replaced }).length === 0;
  return isWanted && !(await mayHoldUsers(session, pool)) ? replaced : undefined;
}

/** Goes back to the replaced pool. CloudFormation sees another id, and deletes the pool that it leaves. */
async function takeBack(session: Session, { settings }: PoolProperties, replaced: Pool): Promise<Pool> {
  session.services.log.info("Taking the replacement back.", { userPoolId: replaced.Id });
  await bringAbout(session, replaced.Id, {
    desired: settings,
    previous: {},
    live: { ...replaced },
    ownTags: noteRequest(session.owner, readTags(replaced.UserPoolTags)),
  });
  return replaced;
}

/**
 * Makes or adopts the pool that takes the place of another. When that fails, what this delivery made of it goes again:
 * CloudFormation rolls back to the old pool and never learns of the new one. What an earlier delivery made may be in use.
 *
 * @param tags - of ours, that say whose place it takes.
 */
export async function makeInPlaceOf(session: Session, wanted: WantedPool, tags: Tags): Promise<Pool> {
  let newId: string | undefined;
  try {
    return await makeOrAdopt(session, wanted, { tags, made: (id) => (newId = id) });
  } catch (error: unknown) {
    if (newId !== undefined) await removePool(session, { Id: newId }, false);
    throw error;
  }
}

/** Short, since an answer is. */
const waysToKeepUsers =
  "Users keep their passwords if the new pool is made beside the old one: docs/migrating-users.md.";

async function requireReplaceable(
  session: Session,
  { properties, former, pool, changes }: Update & { changes: readonly ImmutableChange[] },
): Promise<void> {
  const list = describeImmutableChanges(changes, "Settings").replaceAll(
    "`Settings.AdoptUserPoolId`",
    "`AdoptUserPoolId`",
  );
  const rule = `Cognito fixes these settings when it makes a pool; a change needs a new pool, without the users of ${pool.Id}:\n${list}\n`;
  if (properties.onImmutableChange !== "replace") {
    throw new UserError(
      `${rule}Take the change back, or set \`OnImmutableChange\` to replace. ${waysToKeepUsers}`,
    );
  }
  if (properties.onDelete !== former.onDelete) {
    throw new UserError(
      `${rule}\`OnDelete\` decides what becomes of the old pool: deploy its change first, without the others.`,
    );
  }
  const blockers = former.onDelete === "retain" ? [] : deletionBlockers(pool);
  if (blockers.length > 0 && !former.forceDestroy) {
    throw new UserError(`${rule}The old pool could not be deleted because of ${blockers.join(" and ")}.`);
  }
  if (properties.replaceNonEmpty) return;
  if (!(await holdsUsers(session, pool))) return;
  throw new UserError(
    `${rule}The pool holds users, who would be lost. Take the change back, or set \`ReplaceNonEmpty\` to true if they may be. ${waysToKeepUsers}`,
  );
}
