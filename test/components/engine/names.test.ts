import { childName, functionName, kebabCase } from "../../../components/engine/names";

test.each([
  { parts: ["shop", "dev", "users"], expected: "shop-dev-users" },
  { parts: ["shop", "dev", "my users"], expected: "shop-dev-my-users-f4c3bcd6" },
])("names a function $expected", ({ parts, expected }) => {
  expect(functionName(...parts)).toBe(expected);
});

test("keeps a function's name within Lambda's 64 characters, and apart from its neighbours", () => {
  const long = "a".repeat(70);

  const [one, other] = [functionName("shop", "dev", `${long}1`), functionName("shop", "dev", `${long}2`)];

  expect(one).toHaveLength(64);
  expect(one).not.toBe(other);
});

test.each([
  { name: "users", expected: "users-stack" },
  { name: "users/eu", expected: /^users-eu-[0-9a-f]{8}-stack$/ },
  { name: "1st", expected: "x-1st-stack" },
  { name: "ü", expected: /^x---[0-9a-f]{8}-stack$/ },
  { name: "n".repeat(200), expected: /^n{31}-[0-9a-f]{8}-stack$/ },
])("makes a logical name that AWS takes from $name", ({ name, expected }) => {
  expect(childName(name, "stack")).toMatch(expected);
});

test.each([
  { name: "PostConfirmation", expected: "post-confirmation" },
  { name: "CustomSMSSender", expected: "custom-sms-sender" },
])("writes $name as $expected", ({ name, expected }) => {
  expect(kebabCase(name)).toBe(expected);
});
