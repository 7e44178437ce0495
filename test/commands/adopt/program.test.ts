import type { LivePool } from "../../../commands/adopt/livePool";
import { type AdoptionProgram, writeProgram } from "../../../commands/adopt/program";
import { prove } from "../../../commands/adopt/proof";
import { typeScript } from "../../../commands/adopt/typeScript";
import type { FakeCognitoOptions } from "../../support/fakeCognito";
import { realSettings } from "../../support/realSettings";
import { talkative, terse } from "../../support/shownBy";
import { makeWorld } from "../../support/world";
import { typeErrors } from "./typeErrors";

/** What Cognito may show of a pool; a program has to be right under each. */
const natures: readonly { seen: string; options: FakeCognitoOptions }[] = [
  { seen: "what it was told", options: {} },
  { seen: "little of what it was told", options: { nature: terse } },
  { seen: "more than it was told", options: { nature: talkative } },
];

const nothingElse = { clients: [], domains: [], identityProviders: [], resourceServers: [], groups: [] };

/** A pool that a real program made, as somebody finds it. */
async function livePool(settings: object, options: FakeCognitoOptions): Promise<LivePool> {
  const world = await makeWorld(options);
  await world.resource().create({ Settings: settings });
  const { id } = world.cognito.onlyPool;
  const live = { pool: { ...world.cognito.describe(id) }, mfa: world.cognito.describeMfa(id) };
  await world.stop();
  return { ...live, ...nothingElse };
}

const cases = natures.flatMap(({ seen, options }) =>
  realSettings.map(({ name, settings }) => ({ seen, options, name, settings })),
);

const programs: AdoptionProgram[] = [];

describe("a program of a real pool", () => {
  it.each(cases)("changes nothing where Cognito shows $seen: $name", async ({ settings, options }) => {
    const live = await livePool(settings, options);

    const program = writeProgram(live, "eu-west-1_Real");
    programs.push(program);

    expect(prove(program, live)).toEqual({ changes: [], unsaid: [], faults: [] });
  });

  it("is TypeScript that fits the component's arguments, for all of them", () => {
    expect(programs).toHaveLength(cases.length);
    expect(typeErrors(programs.map(typeScript))).toEqual([]);
  });
});
