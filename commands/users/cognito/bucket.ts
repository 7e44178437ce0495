import type { Clock } from "../../../handlers/customResource/clock";

/** What may be caught up after a late timer. More would be a burst, which a quota that is counted by the second refuses. */
const catchUpMs = 50;
/** Of several refusals at once only the first says something new. */
const refusalMs = 1000;

/**
 * Hands out the moments at which a request may be sent, evenly spaced. A refusal halves the rate, and each second without one
 * gives a twentieth of the whole rate back (additive increase, multiplicative decrease).
 */
export class Bucket {
  readonly #most: number;
  readonly #clock: Clock;
  #rate: number;
  #next = Number.NEGATIVE_INFINITY;
  #refusedAt = Number.NEGATIVE_INFINITY;

  /** @param perSecond how many requests a second at most, above 0. */
  constructor(perSecond: number, clock: Clock) {
    this.#most = perSecond;
    this.#rate = perSecond;
    this.#clock = clock;
  }

  /** How many requests a second it hands out now. */
  get rate(): number {
    return this.#rate;
  }

  /** Resolves when the next request may be sent. */
  async take(signal?: AbortSignal): Promise<void> {
    const now = this.#clock.now();
    const at = Math.max(this.#next, now - catchUpMs);
    this.#next = at + 1000 / this.#rate;
    if (at > now) await this.#clock.sleep(at - now, signal);
  }

  /** The service has refused a request as one too many. */
  refused(): void {
    const now = this.#clock.now();
    if (now - this.#refusedAt < refusalMs) return;
    this.#refusedAt = now;
    this.#rate = Math.max(this.#rate / 2, this.#most / 64);
    this.#next = Math.max(this.#next, now + 1000 / this.#rate);
  }

  /** The service has taken a request. */
  accepted(): void {
    this.#rate = Math.min(this.#most, this.#rate + this.#most / 20 / this.#rate);
  }
}
