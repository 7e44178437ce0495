import type { CreateUserPoolRequest } from "@aws-sdk/client-cognito-identity-provider";
import { errorName, UserError } from "../customResource/errors";
import { immutableChanges } from "./changes";
import { bringAbout } from "./execute";
import { ownTags, type Tags, tagsOf } from "./ownership";
import { createRequest, readTags } from "./plan";
import { describePool, findRequestsPools, tolerateGone } from "./pools";
import type { PoolProperties } from "./properties";
import { isAmbiguous } from "./retries";
import { type Pool, type Session, withId } from "./session";

type Settings = Readonly<Record<string, unknown>>;

/**
 * CreateUserPool is not begun later than this after the request arrived. The Delete of a Create that CloudFormation gave
 * up waits a little longer, so that no pool appears behind its back.
 */
const createWindowMs = 45_000;

/** Waits between the tries of a CreateUserPool of which nobody knows whether it was carried out. */
const ambiguousPauseMs = 3_000;
const ambiguousTries = 4;

/** What a resource asks for: a pool of its own, or an existing one. */
export type Wanted = Pick<PoolProperties, "settings" | "adoptUserPoolId" | "protectedByTriggers">;

/** @param purpose - tags of ours, beside those that name the owner, for a pool that is made. */
export async function makeOrAdopt(session: Session, wanted: Wanted, purpose: Tags = {}): Promise<Pool> {
  const { adoptUserPoolId } = wanted;
  const settings = wanted.protectedByTriggers ? unprotected(wanted.settings) : wanted.settings;
  if (adoptUserPoolId === undefined) return await makePool(session, settings, purpose);
  return await adoptPool(session, settings, adoptUserPoolId);
}

function unprotected(settings: Settings): Settings {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => name !== "DeletionProtection"));
}

/**
 * Makes the request's pool, or finishes the one that an earlier delivery of the same request made. Of two deliveries at
 * the same time both end with the same pool: the older one.
 */
async function makePool(session: Session, settings: Settings, purpose: Tags): Promise<Pool> {
  const [earlier] = await findRequestsPools(session, poolName(settings));
  if (earlier) return await finish(session, settings, earlier);
  const request = createRequest(settings, { ...tagsOf(session.owner), ...purpose });
  const pool = await createOnce(session, request);
  session.invocation.created(pool.Id);
  const rivals = await findRequestsPools(session, poolName(settings), pool);
  const winner = rivals[0] ?? pool;
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

/** Takes an existing pool under management: its settings are merged, our tags added, and a Delete will leave it. */
async function adoptPool(session: Session, settings: Settings, id: string): Promise<Pool> {
  const pool = await describePool(session, id);
  if (!pool)
    throw new UserError(`\`AdoptUserPoolId\`: there is no user pool ${id} in this account and Region.`);
  reportImmutable(session, settings, pool);
  const adoptionTags = { ...tagsOf(session.owner), [ownTags.adopted]: "true" };
  await bringAbout(session, id, {
    desired: settings,
    previous: {},
    live: { ...pool },
    ownTags: adoptionTags,
  });
  return pool;
}

/** Says which settings an adopted pool cannot take over. */
export function reportImmutable(session: Session, settings: Settings, pool: Pool): void {
  const changes = immutableChanges({ desired: settings, previous: {}, live: { ...pool } });
  if (changes.length === 0) return;
  session.services.log.warn("The adopted pool differs in what only a new pool can have; it stays as it is.", {
    userPoolId: pool.Id,
    because: changes.map(({ path }) => path),
  });
}

/** The name under which the pool is looked up. */
export function poolName(settings: Settings): string {
  const name = settings["PoolName"];
  return typeof name === "string" ? name : "";
}

async function finish(session: Session, settings: Settings, pool: Pool): Promise<Pool> {
  session.invocation.created(pool.Id);
  session.services.log.info("The pool of this request exists already; completing it.", {
    userPoolId: pool.Id,
  });
  await bringAbout(session, pool.Id, { ...unfinished(settings), live: { ...pool } });
  return pool;
}

function unfinished(desired: Settings) {
  return { desired, previous: {}, isUnfinished: true };
}

/** CreateUserPool has no idempotency token, so before each further try the pool is looked for by its tags. */
async function createOnce(session: Session, request: Settings): Promise<Pool> {
  const { clock, log } = session.services;
  for (let attempt = 1; ; attempt++) {
    requireOpenWindow(session);
    try {
      log.info("Changing the user pool.", { operation: "CreateUserPool" });
      return withId(await session.cognito.createUserPool(asCreate(request)));
    } catch (error: unknown) {
      if (!isAmbiguous(error) || attempt >= ambiguousTries) throw error;
      log.warn("Trying again.", { operation: "CreateUserPool", error: errorName(error), attempt });
      await clock.sleep(ambiguousPauseMs, session.invocation.signal);
      const [made] = await findRequestsPools(session, poolName(request));
      if (made) return made;
    }
  }
}

function requireOpenWindow({ services, startedAt }: Session): void {
  if (services.clock.now() - startedAt < createWindowMs) return;
  throw new UserError(
    `Cognito did not take CreateUserPool within ${createWindowMs / 1000} seconds. Run the deployment again.`,
  );
}

function asCreate(request: Settings): CreateUserPoolRequest {
  return { ...request, PoolName: poolName(request) };
}

/** Whether the pool was there before us. */
export function isAdopted(pool: Pool): boolean {
  return readTags(pool.UserPoolTags)[ownTags.adopted] === "true";
}
