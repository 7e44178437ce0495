import { abortReason, systemClock } from "../../../handlers/customResource/clock";

describe("systemClock", () => {
  it("tells the time of the machine", () => {
    const before = Date.now();

    const now = systemClock.now();

    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
  });

  it("wakes after the time", async () => {
    const start = performance.now();

    await systemClock.sleep(30);

    expect(performance.now() - start).toBeGreaterThanOrEqual(28);
  });

  it("wakes at once when the time is over already", async () => {
    const start = performance.now();

    await systemClock.sleep(-1_000);

    expect(performance.now() - start).toBeLessThan(1_000);
  });

  it("ends the wait with the reason when it is cancelled", async () => {
    const cancel = new AbortController();
    const sleep = systemClock.sleep(60_000, cancel.signal);

    cancel.abort(new Error("enough"));

    await expect(sleep).rejects.toThrow("enough");
  });

  it("does not begin to wait when it was cancelled before", async () => {
    const signal = AbortSignal.abort(new Error("too late"));

    const sleep = systemClock.sleep(60_000, signal);

    await expect(sleep).rejects.toThrow("too late");
  });

  it("leaves no listener behind on the signal", async () => {
    const { signal } = new AbortController();
    const remove = jest.spyOn(signal, "removeEventListener");

    await systemClock.sleep(1, signal);

    expect(remove).toHaveBeenCalledTimes(1);
  });
});

describe("abortReason", () => {
  it("is the error that the signal was aborted with", () => {
    const error = new Error("enough");

    const reason = abortReason(AbortSignal.abort(error));

    expect(reason).toBe(error);
  });

  it.each([{ signal: undefined }, { signal: AbortSignal.abort("a text") }])(
    "is an error even where the signal has none",
    ({ signal }) => {
      const reason = abortReason(signal);

      expect(reason).toEqual(new Error("The work was cancelled."));
    },
  );
});
