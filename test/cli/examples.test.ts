import { readdirSync } from "node:fs";
import { join } from "node:path";
import { runLocalCommand } from "../miniStack/support/command";

jest.setTimeout(180_000);

/** What the local provider knows all types of. */
const local = ["firstPool", "google", "groups", "machineToMachine", "migrating"];

/** test/package.test.ts deploys `importing` as a package of its own; test/examples.test.ts runs `customDomain` with mocks. */
const elsewhere = ["customDomain", "importing"];

it("there is a test of every example", () => {
  expect(readdirSync(join(__dirname, "../../examples")).toSorted()).toEqual(
    [...local, ...elsewhere].toSorted(),
  );
});

it.each(local)("the example %s is deployed, stays as it is, and leaves nothing", async (name) => {
  const args = ["--example", name, "--engine", "pulumi", "--provider", "local", "--json"];

  const { exitCode, stdout, stderr } = await runLocalCommand(args);

  expect({ exitCode, stderr: exitCode === 0 ? "" : stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(JSON.parse(stdout)).toMatchObject({ resourcesLeft: 0 });
});
