import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { removeFolders, temporaryFolder } from "../support/folders";
import { policiesOf, recordExample, recordRich } from "./support/programs";
import { runTool } from "./support/tools";

jest.mock("../../components/lambda/bundle", () => jest.requireActual<object>("../support/fakeBundle"));

jest.setTimeout(300_000);

beforeEach(() => {
  jest.resetModules();
  // The program is new in each test; the SDK that the mocks were set for is not.
  jest.doMock("@pulumi/pulumi", () => pulumi);
});

interface Finding {
  issue: string;
  detail: unknown;
  location: { filepath: string };
}

/** What parliament finds in these policies, by IAM's own list of actions, resources and condition keys. */
async function lint(policies: Record<string, unknown>): Promise<string[]> {
  const folder = temporaryFolder();
  for (const [name, policy] of Object.entries(policies))
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(policy));
  const output = await runTool("parliament", ["--json", "--directory", folder]);
  return output
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Finding)
    .map(
      ({ issue, detail, location }) => `${basename(location.filepath)}: ${issue} ${JSON.stringify(detail)}`,
    );
}

afterAll(removeFolders);

test.each([
  { program: "the example", run: recordExample },
  { program: "a program with everything", run: recordRich },
])("parliament finds nothing in the policies of $program", async ({ run }) => {
  const policies = policiesOf(await run());

  expect(Object.keys(policies).length).toBeGreaterThan(1);
  expect(await lint(policies)).toEqual([]);
});

test.each([
  {
    mistake: "an action that IAM does not know",
    from: "ListUserPools",
    to: "ListUserPool",
    issue: "UNKNOWN_ACTION",
  },
  { mistake: "a resource that does not fit", from: ":userpool/", to: ":pool/", issue: "RESOURCE_MISMATCH" },
  {
    mistake: "a condition key that does not fit",
    from: "aws:ResourceTag/",
    to: "s3:ResourceTag/",
    issue: "UNKNOWN_CONDITION_FOR_ACTION",
  },
])("parliament finds $mistake", async ({ from, to, issue }) => {
  const policies = JSON.stringify(policiesOf(await recordExample()));

  const found = await lint(JSON.parse(policies.replaceAll(from, to)) as Record<string, unknown>);

  expect(found.join("\n")).toContain(issue);
});
