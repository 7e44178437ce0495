import type { CreateUserPoolRequest } from "@aws-sdk/client-cognito-identity-provider";
import { errorName, UserError } from "../customResource/errors";
import { adoptPool } from "./adopt";
import { claimPool, isLate, isOutdated, requireAwaited } from "./awaited";
import type { Claim } from "./aws/claims";
import { findRequestsPool, tolerateGone } from "./aws/pools";
import { isAmbiguous } from "./aws/retries";
import { briefly, openWindow, type Pool, type Session, withId } from "./aws/session";
import { furtherTryMs, visibleMs } from "./aws/times";
import { bringAbout } from "./execute";
import { noteRequest, tagsOf } from "./plan/ownership";
import { createRequest } from "./plan/plan";
import { begunMark } from "./remove";
import type { PoolProperties } from "./rules/properties";
import { readTags, type Tags } from "./settings/ownTags";
import type { Settings } from "./settings/values";

/** Waits between the looks for the pool of a CreateUserPool of which nobody knows whether it was carried out. */
const ambiguousPauseMs = 3_000;
const ambiguousTries = 4;
/** Waits between the looks for the pool of another delivery. */
const lookPauseMs = 4_000;

/** What a resource asks for: a pool of its own, or an existing one. */
export type WantedPool = Pick<PoolProperties, "settings" | "adoptUserPoolId" | "protectedByTriggers">;

/** What else is to be said about a pool that is made. */
export interface Making {
  /** Tags of ours, beside those that name the owner. */
  tags?: Tags;
  /** Told of the pool that this delivery itself has made; one that an earlier delivery made may be in use already. */
  made?: (id: string) => void;
}

export async function makeOrAdopt(session: Session, wanted: WantedPool, making: Making = {}): Promise<Pool> {
  const { adoptUserPoolId } = wanted;
  const settings = wanted.protectedByTriggers ? unprotected(wanted.settings) : wanted.settings;
  if (adoptUserPoolId === undefined) return await makePool(session, settings, making);
  return await adoptPool(session, settings, adoptUserPoolId);
}

function unprotected(settings: Settings): Settings {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => name !== "DeletionProtection"));
}

/**
 * Makes the request's pool, or finishes the one that another delivery of the same request made. Which delivery is the
 * first is settled by a claim; without one, of two pools the older one stays.
 */
async function makePool(session: Session, settings: Settings, making: Making): Promise<Pool> {
  const claim = await claimPool(session);
  const earlier = await findEarlier(session, poolName(settings), claim);
  if (earlier) return await finish(session, settings, earlier);
  if (claim === "taken" || isLate(session)) {
    await requireAwaited(session);
    openWindow(session);
  }
  const request = createRequest(settings, { ...tagsOf(session.owner), ...making.tags }, session.owner);
  const pool = await createOnce(session, request);
  session.invocation.created(pool.Id);
  making.made?.(pool.Id);
  const winner = claim === "won" ? pool : await findWinner(session, poolName(settings), pool);
  if (winner.Id !== pool.Id) {
    session.services.log.warn("The same request made another pool at the same time; keeping that one.", {
      userPoolId: winner.Id,
    });
    await tolerateGone(session, pool.Id, () => session.cognito.deleteUserPool({ UserPoolId: pool.Id }));
    return await finish(session, settings, winner);
  }
  // The request itself stands for the fresh pool: what Cognito fills in is nobody's business yet.
  await bringAbout(session, pool.Id, {
    ...unfinished(settings),
    live: request,
    liveMfa: { MfaConfiguration: "OFF" },
  });
  return pool;
}

/**
 * The pool that another delivery of this request has made, or is about to make. The first delivery looks for none. One
 * that does not know whether it is the first looks as well as it can.
 */
async function findEarlier(session: Session, name: string, claim: Claim): Promise<Pool | undefined> {
  if (claim === "won") return undefined;
  const { clock } = session.services;
  if (claim === "unknown") {
    const ms = (session.window.end - clock.now()) / 2;
    return await briefly(session, ms, (limited) => findRequestsPool(limited, name));
  }
  for (;;) {
    const pool = await findRequestsPool(session, name);
    if (pool || clock.now() > session.patienceEnd) return pool;
    await requireAwaited(session);
    await clock.sleep(lookPauseMs, session.invocation.signal);
  }
}

async function findWinner(session: Session, name: string, own: Pool): Promise<Pool> {
  const ms = (session.invocation.deadline - session.services.clock.now()) / 2;
  return (await briefly(session, ms, (limited) => findRequestsPool(limited, name, own))) ?? own;
}

/** The name under which the pool is looked up. */
export function poolName(settings: Settings): string {
  const name = settings["PoolName"];
  return typeof name === "string" ? name : "";
}

async function finish(session: Session, settings: Settings, pool: Pool): Promise<Pool> {
  session.invocation.created(pool.Id);
  if (isOutdated(session, pool)) return pool;
  session.services.log.info("The pool of this request exists already; completing it.", {
    userPoolId: pool.Id,
  });
  await bringAbout(session, pool.Id, {
    ...unfinished(settings),
    live: { ...pool },
    ownTags: noteRequest(session.owner, readTags(pool.UserPoolTags)),
  });
  return pool;
}

function unfinished(desired: Settings) {
  return { desired, previous: {}, isUnfinished: true };
}

/** CreateUserPool has no idempotency token, so before each further try the pool is looked for by its tags. */
async function createOnce(session: Session, request: Settings): Promise<Pool> {
  const { clock, log } = session.services;
  session.invocation.created(begunMark(session.owner));
  for (let attempt = 1; ; attempt++) {
    const begunAt = clock.now();
    try {
      log.info("Changing the user pool.", { operation: "CreateUserPool" });
      return withId(await session.cognito.createUserPool(asCreate(request)));
    } catch (error: unknown) {
      if (!isAmbiguous(error) || attempt >= ambiguousTries) throw error;
      log.warn("Trying again.", { operation: "CreateUserPool", error: errorName(error), attempt });
      const made = await lookAfterwards(session, poolName(request));
      if (made) return made;
      await requireFurtherTry(session, begunAt);
    }
  }
}

/** A pool whose CreateUserPool was not answered: the list may show it a moment later. */
async function lookAfterwards(session: Session, name: string): Promise<Pool | undefined> {
  const { clock } = session.services;
  const end = clock.now() + visibleMs;
  for (;;) {
    await clock.sleep(ambiguousPauseMs, session.invocation.signal);
    const made = await findRequestsPool(session, name);
    if (made || clock.now() >= end) return made;
  }
}

/** Whoever removes what this request made must not have stopped looking. */
async function requireFurtherTry(session: Session, begunAt: number): Promise<void> {
  await requireAwaited(session);
  const now = session.services.clock.now();
  if (now < session.window.end && now - begunAt < furtherTryMs) return;
  throw new UserError(
    "Cognito did not answer CreateUserPool in time, and did not make a user pool as far as it shows. Run the deployment again.",
  );
}

function asCreate(request: Settings): CreateUserPoolRequest {
  return { ...request, PoolName: poolName(request) };
}
