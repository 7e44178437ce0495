import { UserError } from "../customResource/errors";
import type { Claim } from "./aws/claims";
import type { Pool, Session } from "./aws/session";
import { goneStatus, type Status } from "./aws/stacks";
import { lateMs, lost } from "./aws/times";
import { claimName, isOldRequest } from "./plan/ownership";
import { readTags } from "./settings/ownTags";

/** Claims to be the delivery that makes the request's pool; it is asked when the next thing to do is to make it. */
export async function claimPool({ services, invocation, owner }: Session): Promise<Claim> {
  const claims = services.claims(invocation.signal);
  const input = { logGroupName: invocation.logGroupName, logStreamName: claimName(owner) };
  return await claims.createLogStream(input);
}

/** Whether CloudFormation may have given the request up before it arrived. */
export function isLate({ services, owner }: Session): boolean {
  return owner.requestedAt !== undefined && services.clock.now() - owner.requestedAt > lateMs;
}

/** Whether the pool is to be left as it is, since a newer request has changed it; the log tells. */
export function isOutdated({ services, owner }: Session, pool: Pool): boolean {
  if (!isOldRequest(owner, readTags(pool.UserPoolTags))) return false;
  services.log.warn("A newer request has changed the pool since; leaving it.", { userPoolId: pool.Id });
  return true;
}

/**
 * Whether CloudFormation still waits for the resource; where it cannot be asked, that is assumed.
 *
 * @throws {@link UserError} when it does not: a pool that is made now would be nobody's.
 */
export async function requireAwaited(session: Session): Promise<void> {
  const { stackId, logicalId } = session.owner;
  const stacks = session.services.stacks(session.invocation.signal);
  const resource = await ask(session, () =>
    stacks.describeStackResource({ StackName: stackId, LogicalResourceId: logicalId }),
  );
  if (resource === undefined || isOpen(resource)) return;
  // An emulator may tell the stack's state only.
  const isGone = resource.startsWith("DELETE_");
  if (!isGone && isOpen((await stackStatus(session, stackId)) ?? "")) return;
  throw new UserError(
    `This request is an old one: CloudFormation does not wait for ${logicalId} any more (${resource}). Nothing was changed.`,
  );
}

/** Whether the stack does not exist any more; undefined where CloudFormation cannot be asked. */
export async function isStackGone(session: Session, stackId: string): Promise<boolean | undefined> {
  const status = await stackStatus(session, stackId);
  return status === undefined ? undefined : status === goneStatus;
}

/** Whether the stack takes its last change back: what is refused now leaves it in UPDATE_ROLLBACK_FAILED. */
export async function isRollingBack(session: Session): Promise<boolean> {
  const status = await stackStatus(session, session.owner.stackId);
  return /ROLLBACK_(COMPLETE_CLEANUP_)?IN_PROGRESS/.test(status ?? "");
}

/**
 * Reads an update's properties; those of a rollback, which were accepted once, `again` where they are refused by now.
 *
 * @throws {@link UserError} of `read` where no rollback asks.
 */
export async function orAgain<T>(session: Session, read: () => T, again: () => T): Promise<T> {
  try {
    return read();
  } catch (error: unknown) {
    if (!(error instanceof UserError) || !(await isRollingBack(session))) throw error;
    session.services.log.warn(
      "The stack goes back to properties that are refused by now; what is not understood of them is left out.",
    );
    return again();
  }
}

/** Whether the stack is taken back before it was ever finished: what it made has served nobody yet. */
export async function isCreationFailing(session: Session): Promise<boolean> {
  return (await stackStatus(session, session.owner.stackId)) === "ROLLBACK_IN_PROGRESS";
}

async function stackStatus(session: Session, stackId: string): Promise<Status> {
  const stacks = session.services.stacks(session.invocation.signal);
  return await ask(session, () => stacks.describeStacks({ StackName: stackId }));
}

/** Three times: CloudFormation's own quotas are small. */
async function ask({ services, invocation }: Session, question: () => Promise<Status>): Promise<Status> {
  for (let attempt = 1; ; attempt++) {
    const status = await question();
    if (status !== undefined || attempt >= 3) return status;
    await services.clock.sleep(lost.pauseMs, invocation.signal);
  }
}

function isOpen(status: string): boolean {
  return status.endsWith("_IN_PROGRESS") && !status.startsWith("DELETE_");
}
