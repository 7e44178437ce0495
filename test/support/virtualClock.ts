import { abortReason, type Clock } from "../../handlers/customResource/clock";

interface Timer {
  at: number;
  ring: () => void;
}

/** Another process that lives in the same time. */
export interface Elsewhere {
  /** Resolves once nothing can go on there without time passing; says when its next timer rings. */
  settled(): Promise<number | undefined>;
  /** Makes it `now` there, and rings the timer that is due. */
  advance(now: number): Promise<void>;
}

/**
 * A clock whose time passes only when everything waits for it: then it jumps to the next timer. Hours take milliseconds,
 * and always in the same order.
 */
export class VirtualClock implements Clock {
  /** Who else lives by this clock. */
  elsewhere: Elsewhere | undefined;
  #now: number;
  #timers: Timer[] = [];
  #running = 0;
  #isPassing = false;

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
  run<T>(work: () => Promise<T>): Promise<T> {
    this.#running += 1;
    const promise = work().finally(() => {
      this.#running -= 1;
    });
    promise.catch(() => undefined);
    void this.#pass();
    return promise;
  }

  async #pass(): Promise<void> {
    if (this.#isPassing) return;
    this.#isPassing = true;
    while (this.#running > 0) {
      await idle();
      const elsewhere = await this.elsewhere?.settled();
      if (this.#running > 0) await this.#jump(elsewhere);
    }
    this.#isPassing = false;
  }

  async #jump(elsewhere = Infinity): Promise<void> {
    const next = this.#timers.toSorted((a, b) => a.at - b.at)[0];
    const at = Math.min(next?.at ?? Infinity, elsewhere);
    if (at === Infinity) return;
    this.#now = Math.max(this.#now, at);
    await this.elsewhere?.advance(this.#now);
    if (next?.at !== at) return;
    this.#timers = this.#timers.filter((timer) => timer !== next);
    next.ring();
  }
}

/** A few turns of the event loop, so that whatever can go on without time passing has gone on. */
export async function idle(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setImmediate(resolve));
}
