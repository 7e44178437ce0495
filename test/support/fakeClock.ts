import { VirtualClock } from "./virtualClock";

/** A virtual clock that remembers how long it was asked to wait. */
export class FakeClock extends VirtualClock {
  /** Every wait that began, in milliseconds. */
  readonly waits: number[] = [];

  override sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.waits.push(ms);
    return super.sleep(ms, signal);
  }
}
