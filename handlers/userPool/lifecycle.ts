import type { ResourceResult } from "../customResource/answer";
import { UserError } from "../customResource/errors";
import {
  type CreateEvent,
  type DeleteEvent,
  type Invocation,
  type ResourceLifecycle,
  type UpdateEvent,
} from "../customResource/handler";
import { adoptPool, isAdopted, reportImmutable } from "./adopt";
import { isCreationFailing, isOutdated, isRollingBack, orAgain, requireAwaited } from "./awaited";
import { describePool, findPools } from "./aws/pools";
import { openSession, type Pool, type Services, type Session } from "./aws/session";
import { makeOrAdopt, poolName } from "./create";
import { bringAbout } from "./execute";
import { inPlaceOf, isNotedRequest, isOldRequest, noteRequest, refuseForeign } from "./plan/ownership";
import { isOwn, mayHoldUsers, removePool, removeStrays, removeUnfinished, requireNotMissed } from "./remove";
import { makeInPlaceOf, refusedChanges, replacePool, type Update } from "./replace";
import {
  confidentialTexts,
  type PoolProperties,
  readAgain,
  readFormerPoolProperties,
  readPoolProperties,
} from "./rules/properties";
import { ownTags, readTags } from "./settings/ownTags";
import { isPoolId } from "./settings/poolId";

/** `Custom::UserPool`: a pool, its settings and its end. */
export function makePoolLifecycle(services: Services): ResourceLifecycle {
  return {
    onCreate: (event, invocation) => onCreate(openSession(services, event, invocation), event),
    onUpdate: (event, invocation) => onUpdate(openSession(services, event, invocation), event),
    onDelete: (event, invocation) => onDelete(openSession(services, event, invocation), event),
  };
}

async function onCreate(session: Session, event: CreateEvent): Promise<ResourceResult> {
  const properties = open(session.invocation, event.ResourceProperties);
  return resultOf(await makeOrAdopt(session, properties));
}

async function onUpdate(session: Session, event: UpdateEvent): Promise<ResourceResult> {
  const properties = await orAgain(
    session,
    () => open(session.invocation, event.ResourceProperties),
    () => readAgain(event.ResourceProperties),
  );
  const former = readFormerPoolProperties(event.OldResourceProperties);
  session.invocation.conceal(confidentialTexts(former.settings));
  const id = event.PhysicalResourceId;
  const pool = isPoolId(id) ? await describePool(session, id) : undefined;
  if (!pool) return resultOf(await makeLostPool(session, { id, properties, former }));
  if (!isOwn(session, pool)) return resultOf(await updateForeign(session, properties, pool));
  if (isOutdated(session, pool)) return resultOf(pool);
  return resultOf(await updateOwn(session, { properties, former, pool }));
}

async function updateOwn(session: Session, update: Update): Promise<Pool> {
  const { properties, former, pool } = update;
  if (former.onImmutableChange === "replace") {
    await removeStrays(session, namesIn(update), inPlaceOf.replaced(pool.Id));
  }
  const changes = refusedChanges(update);
  if (changes.length > 0) return await replacePool(session, { ...update, changes });
  reportImmutable(session, properties.settings, pool);
  await bringAbout(session, pool.Id, {
    desired: properties.settings,
    previous: former.settings,
    live: { ...pool },
    ownTags: noteRequest(session.owner, readTags(pool.UserPoolTags)),
  });
  return pool;
}

/** The pool of an update that has none any more; an old request finds the one that was made since, or is refused. */
async function makeLostPool(session: Session, lost: Omit<Update, "pool"> & { id: string }): Promise<Pool> {
  await requireAwaited(session);
  const names = namesIn(lost);
  const [successor] = await findPools(
    session,
    ({ name }) => names.includes(name),
    (tags) => isNotedRequest(session.owner, tags) && isOldRequest(session.owner, tags),
  );
  if (successor) return successor;
  const replaces = inPlaceOf.lost(lost.id);
  await removeStrays(session, names, replaces);
  session.services.log.warn("The user pool was deleted outside of CloudFormation; making a new one.", {
    userPoolId: lost.id,
  });
  return await makeInPlaceOf(session, lost.properties, { [ownTags.replaces]: replaces });
}

/** A pool that is not this resource's own can only be adopted; a rollback leaves it, and does not fail. */
async function updateForeign(session: Session, { settings, adoptUserPoolId }: PoolProperties, pool: Pool) {
  if (adoptUserPoolId === pool.Id) return await adoptPool(session, settings, pool.Id);
  if (!(await isRollingBack(session))) refuseForeign(pool.Id, readTags(pool.UserPoolTags));
  session.services.log.warn("The user pool is not this resource's own; leaving it.", { userPoolId: pool.Id });
  return pool;
}

/** The names under which an update's pools may be found. */
function namesIn({ properties, former }: Pick<Update, "properties" | "former">): string[] {
  return [poolName(properties.settings), poolName(former.settings)];
}

async function onDelete(session: Session, event: DeleteEvent): Promise<void> {
  const former = readFormerPoolProperties(event.ResourceProperties);
  session.invocation.conceal(confidentialTexts(former.settings));
  const id = event.PhysicalResourceId;
  if (!isPoolId(id)) {
    if (former.adoptUserPoolId === undefined) await removeUnfinished(session, poolName(former.settings), id);
    return;
  }
  const pool = await describePool(session, id);
  if (!pool) return;
  const tags = readTags(pool.UserPoolTags);
  if (tags[ownTags.stackId] === undefined) refuseForeign(id, tags);
  const reason = await reasonToLeave(session, pool, former);
  if (reason !== undefined) {
    session.services.log.warn(`The user pool ${reason}; leaving it.`, { userPoolId: id });
    return;
  }
  if (isOutdated(session, pool)) return;
  await requireNotMissed(session, pool);
  const isForced = former.forceDestroy || former.onDelete === "retain";
  await removePool(session, pool, isForced || (await isUnused(session, pool)));
}

/** Why a Delete does not concern the pool, if it does not. */
async function reasonToLeave(
  session: Session,
  pool: Pool,
  { forceDestroy, onDelete: fate, adoptUserPoolId }: Update["former"],
): Promise<string | undefined> {
  const wasThere = isAdopted(pool, adoptUserPoolId);
  if (!isOwn(session, pool) || (wasThere && !forceDestroy)) return "is not this resource's own to delete";
  const isRetained = fate === "retain" && (wasThere || !(await isTakenBack(session, pool)));
  return isRetained ? "is to be retained" : undefined;
}

/** Whether what made the pool is rolled back, before anybody has signed up. */
async function isTakenBack(session: Session, pool: Pool): Promise<boolean> {
  return (await isRollingBack(session)) && !(await mayHoldUsers(session, pool));
}

/** Whether the pool's protection is in the way of taking a new stack back, while it protects nobody yet. */
async function isUnused(session: Session, pool: Pool): Promise<boolean> {
  if (pool.DeletionProtection !== "ACTIVE" || !(await isCreationFailing(session))) return false;
  return !(await mayHoldUsers(session, pool));
}

/** Reads the properties; from then on no Reason shows the texts in them. */
function open(invocation: Invocation, raw: Record<string, unknown>): PoolProperties {
  invocation.conceal(confidentialTexts(readFormerPoolProperties(raw).settings));
  return readPoolProperties(raw);
}

/** What `Ref` and `Fn::GetAtt` return: the same keys on every success. */
function resultOf({ Id: id, Arn: arn }: Pool): ResourceResult {
  const [, partition, , region] = (arn ?? "").split(":");
  if (arn === undefined || region === undefined)
    throw new UserError(`Cognito gave no ARN for the user pool ${id}.`);
  const domain = partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
  const providerName = `cognito-idp.${region}.${domain}/${id}`;
  return {
    physicalResourceId: id,
    data: { UserPoolId: id, Arn: arn, ProviderName: providerName, ProviderUrl: `https://${providerName}` },
  };
}
