import { cognitoQuotas, quotaFloor } from "../../bench/local/quotas";

test("takes fifteen changes of pools in a second, and refuses the next", () => {
  const quotas = cognitoQuotas(() => 0);

  const refused = Array.from({ length: 16 }, () => quotas.exceeds("UpdateUserPool"));

  expect(refused.slice(0, 15)).not.toContain(true);
  expect(refused[15]).toBe(true);
});

test("takes calls again when a second has passed", () => {
  let now = 0;
  const quotas = cognitoQuotas(() => now);
  for (let call = 0; call < 15; call += 1) quotas.exceeds("CreateUserPool");

  now = 999;
  const within = quotas.exceeds("DeleteUserPool");
  now = 1000;
  const after = quotas.exceeds("DeleteUserPool");

  expect([within, after]).toEqual([true, false]);
});

test("counts each category on its own, and other operations not at all", () => {
  const quotas = cognitoQuotas(() => 0);
  for (let call = 0; call < 15; call += 1) quotas.exceeds("CreateUserPool");

  expect(quotas.exceeds("DescribeUserPool")).toBe(false);
  expect(quotas.exceeds("CreateStack")).toBe(false);
});

test("names the time that the busiest category takes as the floor", () => {
  const calls = [
    ...Array.from({ length: 30 }, () => "CreateUserPool"),
    ...Array.from({ length: 15 }, () => "DescribeUserPool"),
    "CreateStack",
  ];

  expect(quotaFloor(calls)).toBe(2);
});
