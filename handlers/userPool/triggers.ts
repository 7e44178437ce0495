import type { ResourceResult } from "../customResource/answer";
import { UserError } from "../customResource/errors";
import type { CreateEvent, DeleteEvent, ResourceLifecycle, UpdateEvent } from "../customResource/handler";
import { asUpdate } from "./execute";
import { differences } from "./merge";
import { isPoolId } from "./ownership";
import { echoRequest, mergeTriggers } from "./plan";
import { describePool, tolerateGone } from "./pools";
import { readFormerTriggers, readTriggerProperties } from "./properties";
import { openSession, type Pool, type Services, type Session } from "./session";
import { membersOf } from "./values";

type Settings = Readonly<Record<string, unknown>>;

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
  const { userPoolId, lambdaConfig, protectsPool } = readTriggerProperties(event.ResourceProperties);
  const isSamePool = event.PhysicalResourceId === userPoolId + idSuffix;
  const previous = isSamePool ? readFormerTriggers(event.OldResourceProperties) : {};
  const pool = await requirePool(session, userPoolId);
  await attach(session, pool, { desired: lambdaConfig, previous, protectsPool });
  return resultOf(userPoolId);
}

async function onDelete(session: Session, event: DeleteEvent): Promise<void> {
  const userPoolId = poolIdOf(event);
  const pool = userPoolId === undefined ? undefined : await describePool(session, userPoolId);
  if (!pool) return;
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
  const live = membersOf(pool.LambdaConfig);
  const LambdaConfig = mergeTriggers({ ...sides, live });
  const isToProtect = protectsPool && pool.DeletionProtection !== "ACTIVE";
  const because = [
    ...differences(LambdaConfig, live, "LambdaConfig"),
    ...(isToProtect ? ["DeletionProtection"] : []),
  ];
  if (because.length === 0) return;
  session.services.log.info("Changing the user pool.", {
    operation: "UpdateUserPool",
    userPoolId: pool.Id,
    because,
  });
  const replaced = { LambdaConfig, ...(isToProtect && { DeletionProtection: "ACTIVE" }) };
  await session.cognito.updateUserPool(asUpdate(pool.Id, echoRequest({ ...pool }, replaced)));
}

async function requirePool(session: Session, id: string): Promise<Pool> {
  const pool = await describePool(session, id);
  if (pool) return pool;
  throw new UserError(
    `\`UserPoolId\`: there is no user pool ${id}. Was it deleted outside of CloudFormation?`,
  );
}

function resultOf(userPoolId: string): ResourceResult {
  return { physicalResourceId: userPoolId + idSuffix, data: { UserPoolId: userPoolId } };
}
