import { partsOf } from "../../bench/parts/waits";

const calls = [
  { operation: "GetUser", at: 12_500 },
  { operation: "CreateRole", at: 13_000 },
  { operation: "POST /2015-03-31/functions", at: 13_500 },
  { operation: "CreateStack", at: 19_000 },
  { operation: "DescribeStacks", at: 19_500 },
  { operation: "DescribeStacks", at: 29_000 },
  { operation: "CreateUserPoolClient", at: 29_200 },
];

test("tells a deployment's parts by the moments of its calls, and they add up to the whole", () => {
  const parts = partsOf({ calls, began: 10_000, seconds: 20 });

  expect(parts).toEqual({ program: 3, functions: 6, stack: 10, rest: 1 });
  expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBe(20);
});

test("refuses to tell the parts of what made no stack", () => {
  const others = calls.filter(({ operation }) => operation !== "CreateStack");

  expect(() => partsOf({ calls: others, began: 10_000, seconds: 20 })).toThrow("made no stack");
});
