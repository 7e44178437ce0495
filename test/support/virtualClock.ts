import { abortReason, type Clock } from "../../handlers/customResource/clock";

interface Timer {
  at: number;
  ring: () => void;
}

/**
 * A clock whose time passes only when everything waits for it: then it jumps to the next timer. Hours take milliseconds,
 * and always in the same order.
 */
export class VirtualClock implements Clock {
  #now: number;
  #timers: Timer[] = [];

  constructor(now = Date.UTC(2026, 0, 1)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const onAbort = () => {
        this.#timers = this.#timers.filter((item) => item !== timer);
        reject(abortReason(signal));
      };
      const timer: Timer = {
        at: this.#now + Math.max(0, ms),
        ring: () => {
          signal?.removeEventListener("abort", onAbort);
          resolve();
        },
      };
      this.#timers.push(timer);
      signal?.addEventListener("abort", onAbort, { once: true });
    });
  }

  /** Nobody waits any more, as when a function's environment is lost. */
  forget(): void {
    this.#timers = [];
  }

  /** Lets time pass while `work` is not done. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const state = { done: false };
    const promise = work().finally(() => {
      state.done = true;
    });
    promise.catch(() => undefined);
    while (!state.done) {
      await idle();
      if (!state.done) this.#jump();
    }
    return await promise;
  }

  #jump(): void {
    const next = this.#timers.toSorted((a, b) => a.at - b.at)[0];
    if (!next) return;
    this.#timers = this.#timers.filter((timer) => timer !== next);
    this.#now = Math.max(this.#now, next.at);
    next.ring();
  }
}

/** A few turns of the event loop, so that whatever can go on without time passing has gone on. */
async function idle(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setImmediate(resolve));
}
