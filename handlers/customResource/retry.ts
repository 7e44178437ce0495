import type { Clock } from "./clock";

/** What {@link retry} needs of the world. */
export interface RetryServices {
  clock: Clock;
  /** A number in [0, 1), such as `Math.random`. */
  random: () => number;
}

/** When to try again, and how long to wait before it. */
export interface RetryPolicy {
  /** The most tries there may be, the first one included. */
  attempts: number;
  /** The upper bound of the first wait, in milliseconds; it doubles with each further one. */
  baseMs: number;
  /** The upper bound of any wait, in milliseconds. */
  capMs: number;
  /** Whether another try may help. `elapsedMs` is the time since the first try began. */
  isRetryable(error: unknown, elapsedMs: number): boolean;
  /** Told before each wait. */
  onRetry?(error: unknown, attempt: number): void;
}

/** The end of the time that is left for the tries. */
export interface TimeLimit {
  /** Epoch milliseconds after which no further try may begin. */
  deadline: number;
  signal?: AbortSignal;
}

/**
 * Runs `operation` until it succeeds, waiting a random part of a doubling interval between tries ("full jitter",
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
 *
 * @throws The last error, when it is not retryable, the tries are used up or the next one could not begin in time.
 */
export async function retry<T>(
  services: RetryServices,
  policy: RetryPolicy & TimeLimit,
  operation: (attempt: number) => Promise<T>,
): Promise<T> {
  const { clock, random } = services;
  const start = clock.now();
  for (let attempt = 1; ; attempt++) {
    try {
      return await operation(attempt);
    } catch (error: unknown) {
      const waitMs = Math.round(random() * Math.min(policy.capMs, policy.baseMs * 2 ** (attempt - 1)));
      const isLast = attempt >= policy.attempts || clock.now() + waitMs >= policy.deadline;
      if (isLast || policy.signal?.aborted || !policy.isRetryable(error, clock.now() - start)) throw error;
      policy.onRetry?.(error, attempt);
      await clock.sleep(waitMs, policy.signal);
    }
  }
}
