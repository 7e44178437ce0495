import { onTheBuiltFunction } from "../support/builtFunction";
import { playChaos } from "../support/chaos";
import { draws } from "../support/draws";
import { exampleSettings } from "../support/poolSettings";
import { makeWorld } from "../support/world";

jest.setTimeout(180_000);

/** These files tell what the function does. Here it is the built one that does it, as it is deployed. */
const stories = [
  "customResource/redaction",
  "userPool/adopt",
  "userPool/create",
  "userPool/delete",
  "userPool/plan/drift",
  "userPool/logLines",
  "userPool/optionalMembers",
  "userPool/replace",
  "userPool/retain",
  "userPool/stories",
  "userPool/triggers",
  "userPool/update",
];

describe("The built function, in its own process, over HTTP", () => {
  onTheBuiltFunction();

  it("calls Cognito by the real SDK", async () => {
    const world = await makeWorld();
    world.claims.isAvailable = false;

    await world.resource().create({ Settings: exampleSettings });

    // A page's size is the client's affair; the handler does not name it.
    expect(world.cognito.calls[0]).toEqual({ operation: "listUserPools", input: { MaxResults: 60 } });
    await world.stop();
  });

  describe.each(stories)("%s", (story) => {
    // oxlint-disable-next-line typescript/no-require-imports -- inside the group, so that its tests belong to it
    require(`./${story}.test`);
  });

  it("answers each request exactly once and ends without a second or an orphaned pool, in seeded runs", async () => {
    await expect(playChaos(draws(300, 30))).resolves.toBeUndefined();
  });
});
