import * as pulumi from "@pulumi/pulumi";
import { childName } from "../../../components/engine/names";
import { notePool } from "../../../components/guard/formerPools";
import { renameRefusal } from "../../../components/guard/renamedInState";
import { deployed as deployedState } from "../../support/fakeDeployedState";
import { record } from "../../support/mocks";

jest.mock("../../../components/stack/deployedState", () => ({
  ...jest.requireActual<object>("../../../components/stack/deployedState"),
  ...jest.requireActual<object>("../../support/fakeDeployedState"),
}));

const type = "custom-user-pool:index:CustomUserPool";
const userPoolId = "eu-west-1_Deployed1";
const longName = "the_users_of_all_our_shops_in_the_whole_of_europe";

let begins = "";

/** A component in the state; a deployment under way may have written it there without its outputs. */
const componentOf = (name: string, outputs: object = {}) => ({ [`${begins}${type}::${name}`]: { outputs } });

function stackOf(name: string, properties: object = {}, outputs: object = { UserPoolId: userPoolId }) {
  const UserPool = { Properties: { Settings: {}, ...properties } };
  const stack = { templateBody: JSON.stringify({ Resources: { UserPool } }), outputs };
  return { [`${begins}${type}$aws:cloudformation/stack:Stack::${name}-stack`]: { outputs: stack } };
}

interface World {
  readonly state: () => Record<string, { outputs: object }>;
  /** The program's other pools by their names, each with its options. */
  readonly others?: Readonly<Record<string, pulumi.ComponentResourceOptions>>;
  /** What the component's own options are. */
  readonly options?: pulumi.ComponentResourceOptions;
}

/** The stack of the component `customers` is about to be made: what the guard says. */
async function refusal({ state, others = {}, options = {} }: World): Promise<string | undefined> {
  const { result } = await record(
    async () => {
      const component = new pulumi.ComponentResource(type, "customers", {}, options);
      notePool(component);
      for (const [name, opts] of Object.entries(others)) {
        notePool(new pulumi.ComponentResource(type, name, {}, opts));
      }
      begins = await new Promise<string>((resolve) => {
        component.urn.apply((urn) => resolve(urn.slice(0, -`${type}::customers`.length)));
      });
      deployedState.mockImplementation(async () => state());
      const stackUrn = Object.keys(stackOf("customers"))[0] ?? "";
      return await renameRefusal({ name: "customers", component, stackUrn });
    },
    { hooks: true },
  );
  return await result;
}

describe("A stack is not made where the component was renamed in the state without its children", () => {
  it("and the refusal names the way back, to the component's former name", async () => {
    const said = await refusal({
      state: () => ({ ...componentOf("customers", { userPoolId }), ...stackOf("users") }),
    });

    expect(said).toContain('\n  aliases: [{ name: "users" }]\n');
    expect(said).toContain(`Its stack is \`users-stack\`, and its pool ${userPoolId}.`);
  });

  it.each<{ what: string; world: World }>([
    {
      what: "and the program gives it an alias that does not help",
      world: {
        state: () => ({ ...componentOf("customers", { userPoolId }), ...stackOf("users") }),
        options: { aliases: [{ name: "users" }] },
      },
    },
    {
      what: "in a deployment that has written the component without its outputs",
      world: { state: () => ({ ...componentOf("customers"), ...stackOf("users") }) },
    },
    {
      what: "which had a name that its children shortened",
      world: {
        state: () => ({ ...componentOf("customers", { userPoolId }), ...stackOf(childName(longName)) }),
      },
    },
    {
      what: "and adopted a pool that is deleted all the same",
      world: {
        state: () => ({
          ...componentOf("customers", { userPoolId }),
          ...stackOf("users", { AdoptUserPoolId: userPoolId, ForceDestroy: "true" }),
        }),
      },
    },
  ])("$what", async ({ world }) => {
    expect(await refusal(world)).toContain("  aliases: [{ name: ");
  });

  it("and names only the stack with its own pool, if the state tells it", async () => {
    const said = await refusal({
      state: () => ({
        ...componentOf("customers", { userPoolId }),
        ...stackOf("others", {}, { UserPoolId: "eu-west-1_Another12" }),
        ...stackOf("users"),
      }),
    });

    expect(said).toContain("users-stack");
    expect(said).not.toContain("others-stack");
  });
});

describe("A stack is made", () => {
  it.each<{ what: string; world: World }>([
    {
      what: "of a component that the state does not have",
      world: { state: () => ({ ...componentOf("shop"), ...stackOf("users") }) },
    },
    {
      what: "beside another component, with a stack of a name that was shortened",
      world: {
        state: () => ({
          ...componentOf("customers"),
          ...componentOf(longName, { userPoolId }),
          ...stackOf(childName(longName)),
        }),
      },
    },
    {
      what: "while another component has got its new name, and its stack not yet",
      world: {
        state: () => ({ ...componentOf("customers"), ...componentOf("people"), ...stackOf("users") }),
        others: { people: { aliases: [{ name: "users" }] } },
      },
    },
    {
      what: "where the component's stack was taken out of the state",
      world: { state: () => componentOf("customers", { userPoolId }) },
    },
    {
      what: "where a stack without a pool has no component",
      world: { state: () => ({ ...componentOf("customers"), ...stackOf("users", {}, {}) }) },
    },
    {
      what: "where the pool stays in the account",
      world: {
        state: () => ({
          ...componentOf("customers", { userPoolId }),
          ...stackOf("users", { OnDelete: "retain" }),
        }),
      },
    },
    {
      what: "anew, in the place of its own",
      world: { state: () => ({ ...componentOf("customers", { userPoolId }), ...stackOf("customers") }) },
    },
  ])("$what", async ({ world }) => {
    expect(await refusal(world)).toBeUndefined();
  });
});
