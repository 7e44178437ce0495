import { interleave } from "../../bench/interleave";
import { isMet, summarize } from "../../bench/results";

test("summarizes with the median and the quartiles, whatever the order", () => {
  expect(summarize([5, 1, 4, 2, 3])).toEqual({ median: 3, low: 2, high: 4, runs: 5 });
});

test("takes the mean of the two middle values", () => {
  expect(summarize([1, 2, 3, 4]).median).toBe(2.5);
});

test("refuses to summarize nothing", () => {
  expect(() => summarize([])).toThrow("There are no values to summarize");
});

test("keeps a budget only below its limit", () => {
  const budget = { what: "zip", limit: 64, unit: "kB" };

  expect(isMet({ ...budget, got: 63.9 })).toBe(true);
  expect(isMet({ ...budget, got: 64 })).toBe(false);
});

test("runs the cases in turn and leaves the first round out", async () => {
  const order: string[] = [];
  const values = [100, 1, 3];
  const first = () => {
    order.push("first");
    return Promise.resolve(values.shift() ?? 0);
  };
  const second = () => {
    order.push("second");
    return Promise.resolve(7);
  };

  const measured = await interleave({ first, second }, 2);

  expect(order).toEqual(["first", "second", "first", "second", "first", "second"]);
  expect(measured["first"]).toMatchObject({ median: 2, runs: 2 });
});

test("never times a failure: an error inside a measured call ends the run", async () => {
  const fails = () => Promise.reject(new Error("the deployment failed"));

  await expect(interleave({ works: () => Promise.resolve(1), fails }, 3)).rejects.toThrow(
    "the deployment failed",
  );
});
