import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { record } from "./support/mocks";

jest.mock("../components/lambda/bundle", () => jest.requireActual<object>("./support/fakeBundle"));
// The examples import the package by its name; here it is its sources.
jest.mock("custom-user-pool", () => jest.requireActual<object>("../components/customUserPool"), {
  virtual: true,
});

const folder = join(__dirname, "../examples");

/** What the program of an example asks its user for. */
const config: Record<string, Record<string, string>> = {
  google: { clientId: "id", clientSecret: "hush" },
  migrating: { migrate: "true", retire: "false" },
  customDomain: { domain: "login.example.com", hostedZoneId: "Z1" },
};

/** `importing` is a package of its own, which test/package.test.ts runs; those in other languages test/languages runs. */
const names = readdirSync(folder).filter(
  (name) => name !== "importing" && existsSync(join(folder, name, "index.ts")),
);

test.each(names)(
  "the program of the example %s registers a pool and all that belongs to it",
  async (name) => {
    const values = Object.entries(config[name] ?? {}).map(([key, value]) => [`shop:${key}`, value]);
    let program: unknown;

    const { registrations } = await record(
      () => {
        jest.isolateModules(() => {
          // The program is to be of the same run as the mocks.
          jest.doMock("@pulumi/pulumi", () => pulumi);
          program = jest.requireActual(join(folder, name, "index.ts"));
        });
      },
      { config: Object.fromEntries(values) as Record<string, string> },
    );

    expect(Object.keys(program as object)).not.toEqual([]);
    expect({ name, types: [...new Set(registrations.map(({ type }) => type))].toSorted() }).toMatchSnapshot();
  },
);

test.each(names)("the example %s is short", (name) => {
  const lines = readFileSync(join(folder, name, "index.ts"), "utf8").split("\n");

  expect(lines.length).toBeLessThanOrEqual(50);
});
