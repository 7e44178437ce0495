import * as pulumi from "@pulumi/pulumi";
import { type Replacement, replacementRefusal } from "../../../components/guard/replacedStack";
import { deployed } from "../../support/fakeDeployedState";

jest.mock("../../../components/stack/deployedState", () => ({
  ...jest.requireActual<object>("../../../components/stack/deployedState"),
  ...jest.requireActual<object>("../../support/fakeDeployedState"),
}));

const urn = "urn:pulumi:dev::shop::aws:cloudformation/stack:Stack::users-stack";
const UserPoolId = "eu-west-1_Deployed1";

function stackOf(properties: object, outputs: object = { UserPoolId }) {
  const UserPool = { Properties: { Settings: {}, ...properties } };
  return { [urn]: { outputs: { templateBody: JSON.stringify({ Resources: { UserPool } }), outputs } } };
}

/** The stack is about to be made: what the guard says, given the last deployment. */
async function refusal(
  wanted: Replacement,
  state: Record<string, { outputs: object }> = stackOf({}),
): Promise<string | undefined> {
  deployed.mockResolvedValue(state);
  return await replacementRefusal(urn, wanted);
}

const unknown = pulumi.output(pulumi.unknown);

describe("A stack with a pool is not replaced", () => {
  it.each([
    { what: "a program that says nothing", wanted: {} },
    { what: "one that replaces only pools without users", wanted: { onImmutableChange: "replace" } },
    { what: "one that gives up the users of no replacement", wanted: { replaceNonEmpty: true } },
  ])("by $what", async ({ wanted }) => {
    expect(await refusal(wanted)).toContain(
      `its CloudFormation stack would be replaced, and the pool ${UserPoolId} with it`,
    );
  });
});

describe("A stack is made", () => {
  it.each([
    { what: "for the first time", state: {} },
    { what: "again after a creation that failed, and left no pool", state: stackOf({}, {}) },
  ])("$what", async ({ state }) => {
    expect(await refusal({}, state)).toBeUndefined();
  });

  it("where the last deployment cannot be read", async () => {
    deployed.mockRejectedValue(new Error("no state"));

    expect(await replacementRefusal(urn, {})).toBeUndefined();
  });

  it.each([
    { what: "gives the users up", wanted: { onImmutableChange: "replace", replaceNonEmpty: true } },
    {
      what: "does so by an output",
      wanted: { onImmutableChange: "replace", replaceNonEmpty: pulumi.output(true) },
    },
    { what: "may do so", wanted: { onImmutableChange: unknown, replaceNonEmpty: unknown } },
  ])("anew for a program that $what", async ({ wanted }) => {
    expect(await refusal(wanted)).toBeUndefined();
  });

  it("anew where the old pool was told to stay in the account, and the program wants another", async () => {
    expect(await refusal({ onImmutableChange: "replace" }, stackOf({ OnDelete: "retain" }))).toBeUndefined();
  });
});
