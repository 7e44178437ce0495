import type { Clock } from "../customResource/clock";
import { errorName } from "../customResource/errors";
import type { Log } from "../customResource/log";
import { retry } from "../customResource/retry";
import { type Decision, decideForgotPassword, decideSignIn } from "./decide";
import { type Ask, findUser } from "./findUser";
import type { OldPool } from "./oldPool";
import type { MigrationOptions } from "./options";

/** What the function needs of the world; only the entry file makes the real ones. */
export interface MigrationServices {
  clock: Clock;
  log: Log;
  /** A number in [0, 1), such as `Math.random`. */
  random: () => number;
  /** The old pool's API; its calls end when the signal is aborted. */
  oldPool: (signal: AbortSignal) => OldPool;
}

/** What the function reads of Cognito's event; there may be more in it, and less. */
interface MigrationEvent {
  triggerSource?: unknown;
  userName?: unknown;
  request?: { password?: unknown; validationData?: unknown } | null;
}

/**
 * Cognito waits five seconds, and a cold start is part of them. The calls of the old pool's own triggers are part of the
 * first call.
 */
export const migrationTimes = {
  /** All of it, from the function's begin. */
  runMs: 4_000,
  adminInitiateAuthMs: 2_200,
  adminGetUserMs: 1_200,
  listUsersMs: 1_200,
} as const;

/**
 * Answers Cognito's UserMigration trigger with the user of the old pool. Whoever is not let in, for whatever reason, gets
 * the same empty response, never an error: Cognito then answers as for a user whom nobody knows.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-migrate-user.html
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html
 */
export function makeMigration(services: MigrationServices, options: MigrationOptions) {
  return async <Event extends object>(event: Event & MigrationEvent): Promise<Event> => {
    const decision = await decide(services, options, event);
    const { log } = services;
    if (typeof decision !== "object") {
      if (decision !== undefined) log.info("The user does not come along.", { outcome: decision });
      return { ...event, response: {} };
    }
    log.info("The user comes along.", { outcome: decision.finalUserStatus ?? "code" });
    return { ...event, response: decision };
  };
}

/** Nothing where the old pool refused, or did not answer. */
async function decide(
  services: MigrationServices,
  options: MigrationOptions,
  event: MigrationEvent,
): Promise<Decision | undefined> {
  const visit = visitIn(event);
  try {
    return visit && (await receive(visit, askWithin(services), options));
  } catch (error: unknown) {
    const name = errorName(error);
    if (refusals.has(name)) services.log.info("The old pool refuses the user.", { error: name });
    else services.log.warn("The old pool does not answer as it should.", { error: name });
    return undefined;
  }
}

/** Who wants in. */
interface Visit {
  readonly typed: string;
  /** Nothing where it was forgotten. */
  readonly password: string | undefined;
  readonly metadata: Record<string, string> | undefined;
}

/** Nothing where it is another trigger's event. */
function visitIn({ triggerSource, userName: typed, request }: MigrationEvent): Visit | undefined {
  if (typeof typed !== "string") return undefined;
  if (triggerSource === "UserMigration_ForgotPassword") {
    return { typed, password: undefined, metadata: undefined };
  }
  const password = request?.password;
  return triggerSource === "UserMigration_Authentication" && typeof password === "string"
    ? { typed, password, metadata: texts(request?.validationData) }
    : undefined;
}

async function receive(
  { typed, password, metadata }: Visit,
  ask: Ask,
  options: MigrationOptions,
): Promise<Decision> {
  const user = await findUser(typed, ask, options.pool);
  if (user === undefined) return "unknown";
  if (password === undefined) return decideForgotPassword({ typed, user }, options);
  const credentials = { userName: user.userName, password, metadata };
  const challenge = await ask("adminInitiateAuth", (pool) => pool.adminInitiateAuth(credentials));
  return decideSignIn({ typed, challenge, user }, options);
}

/** What the old pool says of users and passwords; anything else is for an operator to look at. */
const refusals = new Set([
  "NotAuthorizedException",
  "PasswordResetRequiredException",
  "UserLambdaValidationException",
  "UserNotConfirmedException",
  "UserNotFoundException",
]);

const transient = new Set([
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "InternalErrorException",
  "ServiceUnavailable",
  "ThrottlingException",
  "TimeoutError",
  "TooManyRequestsException",
]);

/** Asks the old pool, again where that may help, and ends before Cognito's patience does. */
function askWithin(services: MigrationServices): Ask {
  const { clock, log } = services;
  const deadline = clock.now() + migrationTimes.runMs;
  return (operation, call) =>
    retry(
      services,
      {
        attempts: 4,
        baseMs: 200,
        capMs: 800,
        deadline,
        isRetryable: (error) => transient.has(errorName(error)),
        onRetry: (error, attempt) =>
          log.warn("The old pool is asked again.", { operation, attempt, error: errorName(error) }),
      },
      () => limited(services, Math.min(migrationTimes[`${operation}Ms`], deadline - clock.now()), call),
    );
}

class TimeoutError extends Error {
  override readonly name = "TimeoutError";
}

async function limited<T>(
  { clock, oldPool }: MigrationServices,
  ms: number,
  call: (pool: OldPool) => Promise<T>,
): Promise<T> {
  const done = new AbortController();
  const timeout = clock.sleep(ms, done.signal).then(() => {
    throw new TimeoutError("The old pool did not answer in time.");
  });
  try {
    return await Promise.race([call(oldPool(done.signal)), timeout]);
  } finally {
    done.abort(new Error("The call is over."));
  }
}

/** What the SDK takes as an app's metadata. */
function texts(value: unknown): Record<string, string> | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const entries = Object.entries(value).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  return Object.fromEntries(entries);
}
