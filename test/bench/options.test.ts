import { partNames, readOptions } from "../../bench/options";

test("measures everything unless told otherwise", () => {
  expect(readOptions([])).toEqual({
    quick: false,
    only: partNames,
    cycles: 5,
    json: false,
    help: false,
  });
});

test("takes several parts and the peers' folder", () => {
  const args = ["--quick", "--json", "--only", "bundle", "--only", "growth", "--peers", "peers"];

  expect(readOptions(args)).toMatchObject({
    quick: true,
    json: true,
    only: ["bundle", "growth"],
    peers: "peers",
  });
});

test("takes the provider, and refuses one that there is not", () => {
  expect(readOptions(["--provider", "aws"])).toMatchObject({ provider: "aws" });
  expect(() => readOptions(["--provider", "gcp"])).toThrow("Expected `--provider` to be aws or local");
});

test("deploys as often as one says, and once where it only has to be seen to work", () => {
  expect(readOptions(["--cycles", "3"]).cycles).toBe(3);
  expect(readOptions(["--quick"]).cycles).toBe(1);
  expect(() => readOptions(["--cycles", "0"])).toThrow(
    "Expected `--cycles` to be a number from 1 to 99, got `0`.",
  );
});

test("refuses a part that there is not", () => {
  expect(() => readOptions(["--only", "sleep"])).toThrow(
    "Expected `--only` to be one of bundle, small, deployment, growth, got `sleep`.",
  );
});

test("refuses an option that it does not know", () => {
  expect(() => readOptions(["--fast"])).toThrow("`npm run bench -- --help` lists the options");
});
