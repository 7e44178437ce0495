import { exampleSettings } from "../../support/poolSettings";
import { throttledBy } from "../../support/quotas";
import { makeWorld, type World } from "../../support/world";

jest.setTimeout(60_000);

let world: World;
beforeEach(async () => {
  world = await makeWorld();
});
afterEach(() => world.stop());

/** 100 Creates of pools at once, in an account that holds so many others, at Cognito's quotas. */
async function createHundred(others: number): Promise<string[]> {
  for (let index = 0; index < others; index++)
    world.cognito.addForeignPool({ ...exampleSettings, PoolName: `other${index}` });
  throttledBy(world);
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, index) =>
      world.resource().create({ Settings: { ...exampleSettings, PoolName: `pool${index}` } }),
    ),
  );
  return answers.map(({ Status, Reason = "" }) => `${Status}${Reason}`);
}

describe("100 Creates at once", () => {
  it.each([0, 300, 900, 5_000])("beside %i pools are all made", async (others) => {
    const answers = await createHundred(others);

    expect(new Set(answers)).toEqual(new Set(["SUCCESS"]));
    expect(world.cognito.pools.size).toBe(others + 100);
    expect(world.cognito.operations()).not.toContain("listUserPools");
  });

  it.each([300, 5_000])("beside %i pools are all made where nothing can be claimed, too", async (others) => {
    world.claims.isAvailable = false;

    const answers = await createHundred(others);

    expect(new Set(answers)).toEqual(new Set(["SUCCESS"]));
    expect(world.cognito.pools.size).toBe(others + 100);
  });
});

it("What Cognito throttled for too long is named", async () => {
  const resource = world.resource();
  await resource.create({ Settings: exampleSettings });
  throttledBy(world, { describeUserPool: 0 });

  const answer = await resource.update({ Settings: exampleSettings }).catch(() => resource.history.at(-1));

  expect(answer).toMatchObject({ Status: "FAILED" });
  expect(answer?.Reason).toMatch(/^Cognito throttled DescribeUserPool for \d+ seconds/);
});
