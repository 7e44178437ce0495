import type { ResourceResult } from "../customResource/answer";
import { UserError } from "../customResource/errors";
import type { CreateEvent, DeleteEvent, ResourceLifecycle, UpdateEvent } from "../customResource/handler";
import { isLate, isRollingBack, orAgain, requireAwaited } from "./awaited";
import { describePool, tolerateGone } from "./aws/pools";
import { openSession, type Pool, type Services, type Session } from "./aws/session";
import { updatePool } from "./execute";
import { claimedByOthers, claimTriggers, mergeTriggers } from "./plan/attachments";
import { differences } from "./plan/merge";
import { isOfStack, isOldRequest, noteRequest, refuseForeign } from "./plan/ownership";
import { echoRequest } from "./plan/plan";
import { readFormerTriggers, readTriggerProperties, readTriggersAgain } from "./rules/properties";
import { ownTags, readTags, type Tags, withoutAwsTags } from "./settings/ownTags";
import { isPoolId } from "./settings/poolId";
import type { Settings } from "./settings/values";
import { membersOf } from "./settings/values";

const idSuffix = "/triggers";

/**
 * `Custom::UserPoolTriggers`: the functions that a pool calls, apart from the pool, so that they are attached after they
 * may be called. A pool without users to come does not need it.
 */
export function makeTriggersLifecycle(services: Services): ResourceLifecycle {
  return {
    onCreate: (event, invocation) => onCreate(openSession(services, event, invocation), event),
    onUpdate: (event, invocation) => onUpdate(openSession(services, event, invocation), event),
    onDelete: (event, invocation) => onDelete(openSession(services, event, invocation), event),
  };
}

async function onCreate(session: Session, event: CreateEvent): Promise<ResourceResult> {
  const { userPoolId, lambdaConfig, protectsPool } = readTriggerProperties(event.ResourceProperties);
  session.invocation.created(userPoolId + idSuffix);
  const pool = await requirePool(session, userPoolId);
  await attach(session, pool, { desired: lambdaConfig, previous: {}, protectsPool });
  return resultOf(userPoolId);
}

/** Another pool means another physical id: CloudFormation then deletes, that is detaches, the triggers of the old one. */
async function onUpdate(session: Session, event: UpdateEvent): Promise<ResourceResult> {
  const { userPoolId, lambdaConfig, protectsPool } = await orAgain(
    session,
    () => readTriggerProperties(event.ResourceProperties),
    () => readTriggersAgain(event.ResourceProperties),
  );
  const isSamePool = event.PhysicalResourceId === userPoolId + idSuffix;
  const previous = isSamePool ? readFormerTriggers(event.OldResourceProperties) : {};
  const pool = await requirePool(session, userPoolId);
  if (!isOfStack(session.owner, readTags(pool.UserPoolTags)) && (await isRollingBack(session))) {
    session.services.log.warn("The user pool is not this stack's own; leaving it.", { userPoolId });
    return resultOf(userPoolId);
  }
  await attach(session, pool, { desired: lambdaConfig, previous, protectsPool });
  return resultOf(userPoolId);
}

async function onDelete(session: Session, event: DeleteEvent): Promise<void> {
  const userPoolId = poolIdOf(event);
  const pool = userPoolId === undefined ? undefined : await describePool(session, userPoolId);
  if (!pool || isAnothers(session, readTags(pool.UserPoolTags))) return;
  const previous = readFormerTriggers(event.ResourceProperties);
  await tolerateGone(session, pool.Id, () => attach(session, pool, { desired: {}, previous }));
}

/** The pool that a Delete is about: of the physical id where it is ours, else of the properties. */
function poolIdOf({
  PhysicalResourceId: id,
  ResourceProperties: properties,
}: DeleteEvent): string | undefined {
  const fromId = id.endsWith(idSuffix) ? id.slice(0, -idSuffix.length) : undefined;
  const candidate: unknown = fromId ?? properties["UserPoolId"];
  return typeof candidate === "string" && isPoolId(candidate) ? candidate : undefined;
}

async function attach(
  session: Session,
  pool: Pool,
  { protectsPool, ...sides }: { desired: Settings; previous: Settings; protectsPool?: boolean },
): Promise<void> {
  const { owner } = session;
  await updatePool(session, pool, (now) => {
    const tags = readTags(now["UserPoolTags"]);
    if (!isOfStack(owner, tags)) refuseForeign(pool.Id, tags);
    if (isOldRequest(owner, tags)) return { input: {}, because: [] };
    const live = membersOf(now["LambdaConfig"]);
    const claims = claimTriggers(tags, owner, sides.desired);
    const LambdaConfig = mergeTriggers({ ...sides, live, isClaimed: claimedByOthers(tags, owner) });
    const isToProtect = protectsPool && now["DeletionProtection"] !== "ACTIVE";
    const changes = [
      ...differences(LambdaConfig, live, "LambdaConfig"),
      ...(isToProtect ? ["DeletionProtection"] : []),
    ];
    const because = changes.length > 0 ? changes : Object.keys(claims).map((name) => `UserPoolTags.${name}`);
    const UserPoolTags = { ...withoutAwsTags(tags), ...claims, ...noteRequest(owner, tags) };
    const replaced = { LambdaConfig, UserPoolTags, ...(isToProtect && { DeletionProtection: "ACTIVE" }) };
    return { input: echoRequest(now, replaced), because };
  });
}

/** Whether the pool is surely another stack's, and not one whose tags were lost. */
function isAnothers(session: Session, tags: Tags): boolean {
  return tags[ownTags.stackId] !== undefined && !isOfStack(session.owner, tags);
}

/** The pool that triggers are to be attached to, by a request that is not given up. */
async function requirePool(session: Session, id: string): Promise<Pool> {
  if (isLate(session)) await requireAwaited(session);
  const pool = await describePool(session, id);
  if (pool) return pool;
  throw new UserError(
    `\`UserPoolId\`: there is no user pool ${id}. Was it deleted outside of CloudFormation?`,
  );
}

function resultOf(userPoolId: string): ResourceResult {
  return { physicalResourceId: userPoolId + idSuffix, data: { UserPoolId: userPoolId } };
}
