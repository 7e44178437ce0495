import * as fc from "fast-check";
import type { Cognito } from "../../../../handlers/userPool/aws/cognito";
import { differences } from "../../../../handlers/userPool/plan/merge";
import { managesMfa } from "../../../../handlers/userPool/plan/mfa";
import { createRequest, planUpdate } from "../../../../handlers/userPool/plan/plan";
import { type Situation } from "../../../../handlers/userPool/plan/situation";
import { settingsFaults } from "../../../../handlers/userPool/rules/decode";
import { unremovableMembers } from "../../../../handlers/userPool/settings/defaults";
import { normalizeSettings } from "../../../../handlers/userPool/settings/normalize";
import {
  createOnlyMembers,
  mfaMembers,
  type UserPoolSettings,
  updateShape,
} from "../../../../handlers/userPool/settings/schema";
import type { Settings } from "../../../../handlers/userPool/settings/values";
import { legalSettings, mended } from "../../../support/arbitrarySettings";
import { checkTogether } from "../../../support/cognitoRules";
import { draws } from "../../../support/draws";
import { FakeCognito } from "../../../support/fakeCognito";
import { natures } from "../../../support/shownBy";

jest.setTimeout(120_000);

/** Members that UpdateUserPool can only turn off by leaving them out, which does nothing where omitted members are kept. */
const removableByOmission = ["DeviceConfiguration", "SmsAuthenticationMessage"];

/** Multi-factor authentication is one thing: SetUserPoolMfaConfig replaces it as a whole. */
const mfaGroup = ["MfaConfiguration", "SmsConfiguration", "SmsAuthenticationMessage", ...mfaMembers];

const updatable = [...updateShape.members.keys(), ...mfaMembers].filter((name) => name !== "PoolName");

/** A pool's settings and the ones that replace them: any updatable member is kept, changed, added or removed. */
const change = fc
  .tuple(legalSettings, legalSettings, fc.infiniteStream(fc.constantFrom("keep", "take", "remove")))
  .map(([before, other, choices]) => {
    const after: Record<string, unknown> = { ...before };
    for (const name of updatable) {
      const choice = String(choices.next().value);
      if (choice === "take") after[name] = other[name as keyof typeof other];
      if (choice === "remove") after[name] = undefined;
    }
    return { before: normalizeSettings({ ...before }), after: legal(normalizeSettings(clean(after))) };
  })
  .filter(({ after }) => settingsFaults(after).length === 0);

function clean(settings: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

/** Most mixtures do not go together. Only those are mended, so that a removed member mostly stays removed. */
function legal(settings: Record<string, unknown>): Settings {
  return settingsFaults(settings).length === 0 && goTogether(settings)
    ? settings
    : normalizeSettings({ ...mended({ PoolName: "", ...settings }) });
}

function goTogether(settings: Settings): boolean {
  try {
    checkTogether(settings, settings);
    return true;
  } catch {
    return false;
  }
}

async function carryOut(api: Cognito, id: string, situation: Omit<Situation, "liveMfa">): Promise<number> {
  const liveMfa = managesMfa(situation)
    ? { ...(await api.getUserPoolMfaConfig({ UserPoolId: id })) }
    : undefined;
  const calls = planUpdate({ ...situation, liveMfa });
  for (const { operation, input } of calls) {
    const request = { ...input, UserPoolId: id };
    if (operation === "UpdateUserPool") await api.updateUserPool(request);
    else if (operation === "SetUserPoolMfaConfig") await api.setUserPoolMfaConfig(request);
    else await api.addCustomAttributes({ CustomAttributes: [], ...request });
  }
  return calls.length;
}

async function makePool(fake: FakeCognito, settings: Settings): Promise<string> {
  const api = fake.api();
  const request = createRequest(settings, { "custom-user-pool:stack-id": "demo" });
  const { Id: id = "" } = await api.createUserPool({ PoolName: "", ...request });
  await carryOut(api, id, { desired: settings, previous: {}, live: request, isUnfinished: true });
  return id;
}

/** What a pool is: its settings, its MFA and its attributes. */
function stateOf(fake: FakeCognito, id: string): Settings {
  const { settings, mfa, schema } = fake.pools.get(id) ?? {};
  return structuredClone({ ...settings, ...mfa, Schema: schema, LambdaConfig: withOneToken(settings) });
}

/** The pre-token trigger under one of its two names. */
function withOneToken(settings: Settings = {}): unknown {
  const { PreTokenGeneration, PreTokenGenerationConfig, ...rest } = (settings["LambdaConfig"] ??
    {}) as Settings;
  const plain = PreTokenGeneration && { LambdaVersion: "V1_0", LambdaArn: PreTokenGeneration };
  return { ...rest, PreTokenGenerationConfig: PreTokenGenerationConfig ?? plain };
}

const live = (fake: FakeCognito, id: string): Settings => ({ ...fake.describe(id) });

describe.each(["reset", "keep"] as const)("A plan, where Cognito would %s omitted members", (omitted) => {
  it("brings any settings about on a new pool, and is followed by an empty one", async () => {
    await fc.assert(
      fc.asyncProperty(legalSettings, natures, async (settings, nature) => {
        const desired = normalizeSettings({ ...settings });
        const fake = new FakeCognito({ omitted, nature });
        const id = await makePool(fake, desired);

        const again = await carryOut(fake.api(), id, { desired, previous: desired, live: live(fake, id) });

        expect(again).toBe(0);
      }),
      { numRuns: draws(300, 60) },
    );
  });

  it("changes what the program changed and nothing else, and is followed by an empty one", async () => {
    await fc.assert(
      fc.asyncProperty(change, natures, async ({ before, after }, nature) => {
        const fake = new FakeCognito({ omitted, nature });
        const id = await makePool(fake, before);
        const old = stateOf(fake, id);

        await carryOut(fake.api(), id, { desired: after, previous: before, live: live(fake, id) });
        const now = stateOf(fake, id);
        const again = await carryOut(fake.api(), id, {
          desired: after,
          previous: after,
          live: live(fake, id),
        });

        const isSame = (name: string) => isEqual(before[name], after[name]);
        const unchanged = [...updatable, ...createOnlyMembers].filter(
          (name) => isSame(name) && (!mfaGroup.includes(name) || mfaGroup.every(isSame)),
        );
        expect(again).toBe(0);
        expect(unchanged.flatMap((name) => differences(now[name], old[name], name))).toEqual([]);
        expect(now["UserPoolTags"]).toMatchObject({ "custom-user-pool:stack-id": "demo" });
      }),
      { numRuns: draws(1_000, 150) },
    );
  });

  it("brings about what is said for the first time of a pool that somebody else has set up", async () => {
    await fc.assert(
      fc.asyncProperty(legalSettings, legalSettings, fc.subarray(updatable), natures, async (...drawn) => {
        const [outside, other, taken, nature] = drawn;
        const values: Settings = { ...other };
        const said = {
          PoolName: "shop",
          ...Object.fromEntries(taken.map((name) => [name, values[name]])),
        };
        const desired = normalizeSettings(clean(said));
        const before = normalizeSettings(withoutMfa(outside));
        fc.pre(settingsFaults(desired, { isAdopted: true }).length === 0);
        fc.pre(goTogether(desired));
        const fake = new FakeCognito({ omitted, nature });
        const id = await makePool(fake, before);

        await carryOut(fake.api(), id, { desired, previous: {}, live: live(fake, id) });
        const again = await carryOut(fake.api(), id, { desired, previous: desired, live: live(fake, id) });

        expect(again).toBe(0);
      }),
      { numRuns: draws(600, 100) },
    );
  });

  it("leaves the pool as if it had been made with the new settings", async () => {
    const lasting = omitted === "keep" ? [...unremovableMembers, ...removableByOmission] : unremovableMembers;
    await fc.assert(
      fc.asyncProperty(change, natures, async ({ before, after }, nature) => {
        const fake = new FakeCognito({ omitted, nature });
        const id = await makePool(fake, before);
        const freshId = await makePool(fake, after);

        await carryOut(fake.api(), id, { desired: after, previous: before, live: live(fake, id) });

        // Whoever begins to set a policy keeps what it was in everything that is still not mentioned.
        const begun = hasPasswordPolicy(before) === hasPasswordPolicy(after) ? [] : ["Policies"];
        const merged = nature.tags === "merged" ? ["UserPoolTags"] : [];
        const members = [...updatable, ...createOnlyMembers].filter(
          (name) => ![...lasting, ...begun, ...merged].includes(name),
        );
        const [changed, fresh] = [stateOf(fake, id), stateOf(fake, freshId)];
        expect(members.flatMap((name) => differences(changed[name], fresh[name], name))).toEqual([]);
      }),
      { numRuns: draws(300, 60) },
    );
  });
});

/** Ways to sign in that nobody wants to turn off may stand in the way of what is said. */
function withoutMfa({
  Policies,
  AccountRecoverySetting: _recovery,
  ...settings
}: UserPoolSettings): Settings {
  const kept = Object.entries(settings).filter(([name]) => !mfaMembers.includes(name));
  const { SignInPolicy: _first, ...policies } = Policies ?? {};
  return { ...Object.fromEntries(kept), MfaConfiguration: "OFF", ...(Policies && { Policies: policies }) };
}

function isEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function hasPasswordPolicy({ Policies: policies }: Settings): boolean {
  return typeof policies === "object" && policies !== null && "PasswordPolicy" in policies;
}
