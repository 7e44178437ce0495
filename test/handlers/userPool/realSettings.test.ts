import { settingsFaults } from "../../../handlers/userPool/rules/decode";
import type { StackResource } from "../../support/cloudFormation";
import type { FakeCognitoOptions } from "../../support/fakeCognito";
import { realSettings } from "../../support/realSettings";
import { talkative, terse } from "../../support/shownBy";
import { makeWorld, type World } from "../../support/world";

/** What Cognito may do; each pool below has to live with every one of them. */
const dimensions: readonly { seen: string; options: FakeCognitoOptions }[] = [
  { seen: "resets what an update leaves out", options: { omitted: "reset" } },
  { seen: "keeps what an update leaves out", options: { omitted: "keep" } },
  { seen: "shows little of what it was told", options: { omitted: "reset", nature: terse } },
  { seen: "shows more than it was told", options: { omitted: "keep", nature: talkative } },
];

const live = dimensions.flatMap(({ seen, options }) =>
  realSettings.map((real) => ({ seen, options, ...real })),
);

let world: World;
let resource: StackResource;

/** Updates the pool to what it is already, and tells what was written. */
async function repeat(settings: object, attempt: string) {
  const before = world.cognito.mutations.length;
  await resource.update({ Settings: settings, DriftDigest: attempt });
  return world.cognito.mutations.slice(before);
}

it.each(realSettings)("accepts a real configuration and its change: $name", ({ settings, change }) => {
  expect(settingsFaults(settings)).toEqual([]);
  expect(settingsFaults({ ...settings, ...change })).toEqual([]);
});

describe("a real configuration", () => {
  afterEach(() => world.stop());

  it.each(live)(
    "is made, repeated, changed, rolled back and deleted where Cognito $seen: $name",
    async ({ settings, change, options }) => {
      world = await makeWorld(options);
      resource = world.resource();
      const changed = { ...settings, ...change };

      await resource.create({ Settings: settings });
      const { id } = world.cognito.onlyPool;
      const writes = [await repeat(settings, "made")];
      await resource.update({ Settings: changed }, { laterFailure: true });
      writes.push(await repeat(settings, "rolled back"));
      await resource.update({ Settings: changed });
      const left = world.cognito.onlyPool.id;
      writes.push(await repeat(changed, "changed"));
      await resource.update({ Settings: { ...changed, DeletionProtection: "INACTIVE" } });
      await resource.delete();

      expect(writes).toEqual([[], [], []]);
      expect(left).toBe(id);
      expect(resource.history.map(({ Status }) => Status)).toEqual(Array(9).fill("SUCCESS"));
      expect(world.cognito.pools.size).toBe(0);
    },
  );
});
