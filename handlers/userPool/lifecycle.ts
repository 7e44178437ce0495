import type { ResourceResult } from "../customResource/answer";
import { UserError } from "../customResource/errors";
import {
  type CreateEvent,
  type DeleteEvent,
  type Invocation,
  notCreatedPrefix,
  type ResourceLifecycle,
  type UpdateEvent,
} from "../customResource/handler";
import { isAdopted, makeOrAdopt, poolName, reportImmutable } from "./create";
import { bringAbout } from "./execute";
import { inPlaceOf, isPoolId } from "./ownership";
import { describePool } from "./pools";
import {
  confidentialTexts,
  type PoolProperties,
  readFormerPoolProperties,
  readPoolProperties,
} from "./properties";
import { isOwn, removePool, removeStrays, removeUnfinished } from "./remove";
import { makeInPlaceOf, refusedChanges, replacePool } from "./replace";
import { openSession, type Pool, type Services, type Session } from "./session";

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
  const properties = open(session.invocation, event.ResourceProperties);
  const former = readFormerPoolProperties(event.OldResourceProperties);
  session.invocation.conceal(confidentialTexts(former.settings));
  const id = event.PhysicalResourceId;
  const pool = isPoolId(id) ? await describePool(session, id) : undefined;
  if (!pool || former.onImmutableChange === "replace") {
    const names = [poolName(properties.settings), poolName(former.settings)];
    await removeStrays(session, names, pool ? inPlaceOf.replaced(id) : inPlaceOf.lost(id));
  }
  if (!pool) {
    session.services.log.warn("The user pool was deleted outside of CloudFormation; making a new one.", {
      userPoolId: id,
    });
    return resultOf(await makeInPlaceOf(session, inPlaceOf.lost(id), properties));
  }
  const refused = refusedChanges({ properties, former, pool });
  if (refused.length > 0) {
    return resultOf(await replacePool(session, { properties, former, pool, changes: refused }));
  }
  reportImmutable(session, properties.settings, pool);
  const situation = { desired: properties.settings, previous: former.settings, live: { ...pool } };
  await bringAbout(session, id, situation);
  return resultOf(pool);
}

async function onDelete(session: Session, event: DeleteEvent): Promise<void> {
  const { settings, forceDestroy } = readFormerPoolProperties(event.ResourceProperties);
  session.invocation.conceal(confidentialTexts(settings));
  const id = event.PhysicalResourceId;
  if (!isPoolId(id)) {
    const isOurs = id.startsWith(notCreatedPrefix);
    await removeUnfinished(
      session,
      poolName(settings),
      isOurs ? id.slice(notCreatedPrefix.length) : undefined,
    );
    return;
  }
  const pool = await describePool(session, id);
  if (!pool) return;
  if (!isOwn(session, pool) || (isAdopted(pool) && !forceDestroy)) {
    session.services.log.warn("The user pool is not this resource's own to delete; leaving it.", {
      userPoolId: id,
    });
    return;
  }
  await removePool(session, pool, forceDestroy);
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
