import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { readProject } from "../local/engines/project";
import { withPlaceholders } from "../local/example";
import { exampleFolders, examplesFolder, examplesThatRun, listedExamples } from "./support/examples";
import { record, userPoolId } from "./support/mocks";

jest.mock("../components/lambda/bundle", () => jest.requireActual<object>("./support/fakeBundle"));
// The examples import the package by its name; here it is its sources.
jest.mock("custom-user-pool", () => jest.requireActual<object>("../components/customUserPool"), {
  virtual: true,
});

/** What a program asks for that cannot be just any text. */
const given: Readonly<Record<string, Record<string, string>>> = {
  adoption: { userPoolId },
  allTriggers: { codesKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/codes" },
};

/** All programs in TypeScript but the one that is a package. */
const programs = examplesThatRun("locally", "with the real AWS provider");

describe("the table in examples/README.md", () => {
  test("has a line for every example, and no other", () => {
    const names = listedExamples().map(({ name }) => name);

    expect(names.toSorted()).toEqual(exampleFolders().toSorted());
  });

  test.each(listedExamples())("says of $name what its Pulumi.yaml says", ({ name, shows }) => {
    const project = parse(readFileSync(join(examplesFolder, name, "Pulumi.yaml"), "utf8")) as object;

    expect(project).toMatchObject({ description: shows });
  });

  test("says of every example how it is tried", () => {
    const tried = [...programs, ...examplesThatRun("from its language", "as a package")];

    expect(tried.toSorted()).toEqual(exampleFolders().toSorted());
  });

  test.each(examplesThatRun("from its language"))("is right: %s has a test of its language", (name) => {
    const file = join(__dirname, "languages", `${name}.test.ts`);

    expect(existsSync(file) && readFileSync(file, "utf8")).toMatch(
      new RegExp(`copyExample\\("${name}"|^  name: "${name}",$`, "m"),
    );
  });

  test("is right: the packages are what test/package.test.ts installs", () => {
    const tests = readFileSync(join(__dirname, "package.test.ts"), "utf8");

    expect(examplesThatRun("as a package").map((name) => tests.includes(`"examples/${name}"`))).toEqual([
      true,
    ]);
  });
});

test.each(programs)(
  "the program of the example %s registers a pool and all that belongs to it",
  async (name) => {
    const project = await readProject(join(examplesFolder, name));
    const config = { ...project.defaults, ...withPlaceholders(project, {}), ...given[name] };
    const values = Object.entries(config).map(([key, value]) => [`shop:${key}`, value]);
    let program: unknown;

    const { registrations } = await record(
      () => {
        jest.isolateModules(() => {
          // The program is to be of the same run as the mocks.
          jest.doMock("@pulumi/pulumi", () => pulumi);
          program = jest.requireActual(join(examplesFolder, name, "index.ts"));
        });
      },
      { config: Object.fromEntries(values) as Record<string, string> },
    );

    expect(Object.keys(program as object)).not.toEqual([]);
    expect({ name, types: [...new Set(registrations.map(({ type }) => type))].toSorted() }).toMatchSnapshot();
  },
);

test.each(programs)("the example %s is short", (name) => {
  const lines = readFileSync(join(examplesFolder, name, "index.ts"), "utf8")
    .trimEnd()
    .split("\n");

  expect(lines.length).toBeLessThanOrEqual(name === "migrating" ? 50 : 40);
});
