import { retry } from "../../../handlers/customResource/retry";
import { seededRandom } from "../../support/events";
import { FakeClock } from "../../support/fakeClock";

const always = () => true;

/** Fails `times` times, then succeeds; each try takes `tookMs`. */
function failing(clock: FakeClock, times: number, tookMs = 0) {
  const startedAt: number[] = [];
  const operation = async (attempt: number): Promise<string> => {
    startedAt.push(clock.now());
    if (tookMs > 0) await clock.sleep(tookMs);
    if (attempt <= times) throw new Error(`try ${attempt} failed`);
    return `try ${attempt}`;
  };
  return { operation, startedAt };
}

function setUp(random: () => number = () => 1 - Number.EPSILON) {
  const clock = new FakeClock(0);
  const policy = { attempts: 5, baseMs: 100, capMs: 1_000, deadline: 60_000, isRetryable: always };
  return { clock, services: { clock, random }, policy };
}

describe("retry", () => {
  it("returns the first success without waiting", async () => {
    const { clock, services, policy } = setUp();

    const result = await clock.run(() => retry(services, policy, failing(clock, 0).operation));

    expect(result).toBe("try 1");
    expect(clock.waits).toEqual([]);
  });

  it("doubles the bound of the wait with each further try, up to the cap", async () => {
    const { clock, services, policy } = setUp();

    const result = await clock.run(() =>
      retry(services, { ...policy, attempts: 7 }, failing(clock, 6).operation),
    );

    expect(result).toBe("try 7");
    expect(clock.waits).toEqual([100, 200, 400, 800, 1_000, 1_000]);
  });

  it("waits a random part of the bound, down to nothing", async () => {
    const parts = [0, 0.5, 0.25];
    const { clock, services, policy } = setUp(() => parts.shift() ?? 0);

    await clock.run(() => retry(services, policy, failing(clock, 3).operation));

    expect(clock.waits).toEqual([0, 100, 100]);
  });

  it("spreads the waits over the whole interval", async () => {
    const { clock, services, policy } = setUp(seededRandom(1));

    await clock.run(() =>
      retry(
        services,
        { ...policy, attempts: 201, baseMs: 1_000, deadline: Infinity },
        failing(clock, 200).operation,
      ),
    );

    expect(Math.min(...clock.waits)).toBeLessThan(50);
    expect(Math.max(...clock.waits)).toBeGreaterThan(950);
  });

  it("throws the last error once the tries are used up", async () => {
    const { clock, services, policy } = setUp();
    const { operation, startedAt } = failing(clock, 99);

    const run = clock.run(() => retry(services, policy, operation));

    await expect(run).rejects.toThrow("try 5 failed");
    expect(startedAt).toHaveLength(5);
  });

  it("does not try again what another try cannot help", async () => {
    const { clock, services, policy } = setUp();
    const { operation, startedAt } = failing(clock, 99);

    const run = clock.run(() => retry(services, { ...policy, isRetryable: () => false }, operation));

    await expect(run).rejects.toThrow("try 1 failed");
    expect(startedAt).toEqual([0]);
  });

  it("tells the judge how long the tries have lasted", async () => {
    const { clock, services, policy } = setUp();
    const elapsed: number[] = [];
    const isRetryable = (_error: unknown, elapsedMs: number) => elapsed.push(elapsedMs) < 3;

    const run = clock.run(() =>
      retry(services, { ...policy, isRetryable }, failing(clock, 99, 10).operation),
    );

    await expect(run).rejects.toThrow("try 3 failed");
    expect(elapsed).toEqual([10, 120, 330]);
  });

  it("tells about each try that is followed by another one, before the wait", async () => {
    const { clock, services, policy } = setUp();
    const told: unknown[] = [];
    const onRetry = (error: unknown, attempt: number) =>
      told.push([(error as Error).message, attempt, clock.now()]);

    await clock.run(() => retry(services, { ...policy, onRetry }, failing(clock, 2).operation));

    expect(told).toEqual([
      ["try 1 failed", 1, 0],
      ["try 2 failed", 2, 100],
    ]);
  });

  it("begins no try at or after the deadline", async () => {
    const { clock, services, policy } = setUp();
    const { operation, startedAt } = failing(clock, 99);

    const run = clock.run(() => retry(services, { ...policy, deadline: 300 }, operation));

    await expect(run).rejects.toThrow("try 2 failed");
    expect(startedAt).toEqual([0, 100]);
    expect(clock.now()).toBeLessThan(300);
  });

  it("stops waiting as soon as the work is cancelled, with the reason of it", async () => {
    const { clock, services, policy } = setUp();
    const cancel = new AbortController();
    const { operation, startedAt } = failing(clock, 99);
    void clock.sleep(50).then(() => cancel.abort(new Error("cancelled")));

    const run = clock.run(() => retry(services, { ...policy, signal: cancel.signal }, operation));

    await expect(run).rejects.toThrow("cancelled");
    expect(startedAt).toEqual([0]);
    expect(clock.now()).toBe(50);
  });

  it("does not try again what was cancelled while it ran", async () => {
    const { clock, services, policy } = setUp();
    const cancel = new AbortController();
    const { operation, startedAt } = failing(clock, 99, 10);
    void clock.sleep(5).then(() => cancel.abort(new Error("cancelled")));

    const run = clock.run(() => retry(services, { ...policy, signal: cancel.signal }, operation));

    await expect(run).rejects.toThrow("try 1 failed");
    expect(startedAt).toEqual([0]);
  });
});
