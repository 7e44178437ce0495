import { setMaxListeners } from "node:events";
import { isThrottlingError, isTransientError } from "@smithy/core/retry";
import type { Clock } from "../../../handlers/customResource/clock";
import { unlessAborted } from "../../support/interruption";
import type { UsersApi, UsersOperation } from "./api";
import { Bucket } from "./bucket";
import { defaultQuotas, type QuotaName, quotaOf } from "./quotas";

/** How requests are sent. */
export interface Pace {
  readonly clock: Clock;
  /** The share of each quota that is used, above 0 and up to 1. The rest is left to the account's other callers. */
  readonly share: number;
  /** Quotas of this account that differ from the default. */
  readonly quotas?: Readonly<Partial<Record<QuotaName, number>>>;
  readonly signal?: AbortSignal;
  /** Takes the inputs of requests of which an attempt was not answered: nobody knows whether it was carried out. */
  readonly unanswered?: WeakSet<object>;
}

/** How often a request is tried that the service does not answer; the waits between add up to about two minutes. */
const unansweredTries = 10;
/** The same before anything was answered at all: then the address is wrong, or the network is down. */
const firstTries = 4;
/** How often a request is tried that is one too many for the quota; with the rate at its lowest that takes minutes. */
const throttledTries = 40;

/**
 * The same calls, at a rate below the quotas, and tried again while the service is too busy or does not answer. Another error
 * is thrown at once.
 */
export function paced(api: UsersApi, pace: Pace): UsersApi {
  // Each request that waits listens to it.
  if (pace.signal) setMaxListeners(0, pace.signal);
  const buckets = new Map<QuotaName, Bucket>();
  const service = { hasAnswered: false };
  const bucketOf = (operation: UsersOperation): Bucket => {
    const name = quotaOf[operation];
    const found = buckets.get(name);
    if (found) return found;
    const bucket = new Bucket((pace.quotas?.[name] ?? defaultQuotas[name]) * pace.share, pace.clock);
    buckets.set(name, bucket);
    return bucket;
  };
  const wrap =
    <I extends object, O>(operation: UsersOperation, call: (input: I) => Promise<O>) =>
    (input: I): Promise<O> =>
      persist(() => call(input), input, { bucket: bucketOf(operation), service, ...pace });
  return {
    describeUserPool: wrap("describeUserPool", api.describeUserPool),
    getUserPoolMfaConfig: wrap("getUserPoolMfaConfig", api.getUserPoolMfaConfig),
    listUsers: wrap("listUsers", api.listUsers),
    listGroups: wrap("listGroups", api.listGroups),
    listUsersInGroup: wrap("listUsersInGroup", api.listUsersInGroup),
    adminGetUser: wrap("adminGetUser", api.adminGetUser),
    adminCreateUser: wrap("adminCreateUser", api.adminCreateUser),
    adminDisableUser: wrap("adminDisableUser", api.adminDisableUser),
    adminSetUserPassword: wrap("adminSetUserPassword", api.adminSetUserPassword),
    adminSetUserMFAPreference: wrap("adminSetUserMFAPreference", api.adminSetUserMFAPreference),
    adminAddUserToGroup: wrap("adminAddUserToGroup", api.adminAddUserToGroup),
    createGroup: wrap("createGroup", api.createGroup),
    getCSVHeader: wrap("getCSVHeader", api.getCSVHeader),
    createUserImportJob: wrap("createUserImportJob", api.createUserImportJob),
    startUserImportJob: wrap("startUserImportJob", api.startUserImportJob),
    describeUserImportJob: wrap("describeUserImportJob", api.describeUserImportJob),
    listUserImportJobs: wrap("listUserImportJobs", api.listUserImportJobs),
  };
}

interface Service {
  readonly bucket: Bucket;
  readonly service: { hasAnswered: boolean };
}

async function persist<O>(
  request: () => Promise<O>,
  input: object,
  { bucket, service, clock, signal, unanswered }: Pace & Service,
): Promise<O> {
  for (let silent = 0, throttled = 0; ; ) {
    await bucket.take(signal);
    signal?.throwIfAborted();
    try {
      const output = await unlessAborted(request(), signal);
      bucket.accepted();
      service.hasAnswered = true;
      return output;
    } catch (error) {
      if (isThrottled(error)) {
        bucket.refused();
        throttled += 1;
        if (throttled >= throttledTries) throw error;
      } else if (isUnanswered(error)) {
        unanswered?.add(input);
        silent += 1;
        if (silent >= (service.hasAnswered ? unansweredTries : firstTries)) throw error;
        await clock.sleep(Math.min(20_000, 200 * 2 ** silent), signal);
      } else throw error;
    }
  }
}

/** LimitExceededException is no throttling here: it says that there are too many groups or jobs. */
function isThrottled(error: unknown): boolean {
  return isNamedError(error) && error.name !== "LimitExceededException" && isThrottlingError(error);
}

/** Whether nobody knows if the request was carried out. */
function isUnanswered(error: unknown): boolean {
  return isNamedError(error) && (error.name === "InternalErrorException" || isTransientError(error));
}

type SdkError = Parameters<typeof isThrottlingError>[0];

/** Errors of Node's own modules are not always `instanceof` this realm's `Error`. */
function isNamedError(error: unknown): error is SdkError {
  return typeof error === "object" && error !== null && "name" in error;
}
