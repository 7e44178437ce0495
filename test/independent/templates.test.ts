import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { removeFolders, temporaryFolder } from "../support/folders";
import { recordExample, recordRich, templatesOf } from "./support/programs";
import { runTool } from "./support/tools";

jest.mock("../../components/lambda/bundle", () => jest.requireActual<object>("../support/fakeBundle"));

jest.setTimeout(300_000);

beforeEach(() => {
  jest.resetModules();
  // The program is new in each test; the SDK that the mocks were set for is not.
  jest.doMock("@pulumi/pulumi", () => pulumi);
});

interface Match {
  Rule: { Id: string };
  Message: string;
  Location: { Path: (string | number)[] };
}

/** What cfn-lint finds, informational rules included. */
async function lint(template: string): Promise<string[]> {
  const file = join(temporaryFolder(), "template.json");
  writeFileSync(file, template);
  const options = ["--format", "json", "--include-checks", "I", "--regions", "eu-west-1"];
  const output = await runTool("cfnLint", [...options, "--template", file]);
  return (JSON.parse(output) as Match[]).map(
    ({ Rule, Message, Location }) => `${Rule.Id} ${Location.Path.join("/")}: ${Message}`,
  );
}

afterAll(removeFolders);

test.each([
  { program: "the example", run: recordExample, stacks: 1 },
  { program: "a program with everything", run: recordRich, stacks: 2 },
])("cfn-lint finds nothing in the templates of $program", async ({ run, stacks }) => {
  const templates = templatesOf(await run());

  const found: Record<string, string[]> = {};
  for (const [name, template] of Object.entries(templates)) found[name] = await lint(template);

  expect(Object.keys(templates)).toHaveLength(stacks);
  expect(found).toEqual(Object.fromEntries(Object.keys(templates).map((name) => [name, []])));
});

test("cfn-lint finds what is wrong with a template", async () => {
  const template = Object.values(templatesOf(await recordRich())).find((text) => text.includes("Principal"));

  const found = await lint(String(template).replaceAll('"Principal"', '"Principl"'));

  expect(found.join()).toContain("Principl");
});
