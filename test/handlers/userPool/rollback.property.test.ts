import * as fc from "fast-check";
import type { Cognito } from "../../../handlers/userPool/aws/cognito";
import { withId } from "../../../handlers/userPool/aws/session";
import { createRequest, planUpdate } from "../../../handlers/userPool/plan/plan";
import { refusedChanges } from "../../../handlers/userPool/replace";
import { normalizeSettings } from "../../../handlers/userPool/settings/normalize";
import type { Settings } from "../../../handlers/userPool/settings/values";
import { draws } from "../../support/draws";
import { FakeCognito } from "../../support/fakeCognito";
import { natures } from "../../support/shownBy";

jest.setTimeout(120_000);

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const bound = maybe(fc.constantFrom("1", "01", "64"));

const attribute = fc
  .record(
    {
      Name: fc.constantFrom("tenant", "plan", "email", "email_verified", "sub"),
      AttributeDataType: fc.constantFrom("String", "String", "Number"),
      Mutable: fc.boolean(),
      Required: fc.boolean(),
      DeveloperOnlyAttribute: fc.constant(false),
      StringAttributeConstraints: fc.record({ MinLength: bound, MaxLength: bound }, { requiredKeys: [] }),
      NumberAttributeConstraints: fc.record({ MinValue: bound }, { requiredKeys: [] }),
    },
    { requiredKeys: ["Name", "AttributeDataType"], noNullPrototype: true },
  )
  .map((one) => (one.Name === "email" ? one : { ...one, Required: false }));

const declaration: fc.Arbitrary<Settings> = fc
  .record(
    {
      PoolName: fc.constant("shop"),
      Schema: fc.uniqueArray(attribute, { maxLength: 3, selector: ({ Name }) => Name }),
      UsernameAttributes: fc.constantFrom([], ["email"], ["phone_number", "email"]),
      AliasAttributes: fc.constant([]),
      UsernameConfiguration: fc.boolean().map((CaseSensitive) => ({ CaseSensitive })),
      UserPoolTier: fc.constantFrom("ESSENTIALS", "PLUS"),
    },
    { requiredKeys: ["PoolName"], noNullPrototype: true },
  )
  .map((settings) => normalizeSettings(settings));

/** How an update ends: for good, or rolled back after some of its calls. */
const step = fc.record({
  other: declaration,
  /** Which members are taken from the other declaration. */
  taken: fc.subarray(["Schema", "Schema", "UsernameAttributes", "UsernameConfiguration", "UserPoolTier"]),
  callsBeforeFailure: fc.constantFrom(0, 1, 2, Infinity, Infinity),
  isRolledBack: fc.boolean(),
});

function next(current: Settings, { other, taken }: { other: Settings; taken: string[] }): Settings {
  const changed = taken.map((name) => [name, other[name]] as const);
  const merged = { ...current, ...Object.fromEntries(changed) };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined));
}

async function make(fake: FakeCognito, settings: Settings): Promise<string> {
  const { Id = "" } = await fake.api().createUserPool({ PoolName: "", ...createRequest(settings, {}) });
  return Id;
}

/** Plans an update as the handler does and carries some of its calls out; false where it is refused. */
async function update(
  { fake, id, calls = Infinity }: { fake: FakeCognito; id: string; calls?: number },
  desired: Settings,
  previous: Settings,
): Promise<boolean> {
  const pool = withId(fake.describe(id));
  const properties = {
    settings: desired,
    adoptUserPoolId: undefined,
    onImmutableChange: "refuse" as const,
    replaceNonEmpty: false,
    forceDestroy: false,
    onDelete: "delete" as const,
  };
  if (refusedChanges({ properties, former: { settings: previous }, pool }).length > 0) return false;
  const plan = planUpdate({ desired, previous, live: { ...pool } });
  for (const { operation, input } of plan.slice(0, calls)) await send(fake.api(), id, { operation, input });
  return true;
}

async function send(api: Cognito, id: string, call: { operation: string; input: Settings }): Promise<void> {
  const request = { ...call.input, UserPoolId: id };
  if (call.operation === "UpdateUserPool") await api.updateUserPool(request);
  else await api.addCustomAttributes({ CustomAttributes: [], ...request });
}

it("A rollback is never refused, whatever Cognito shows and wherever the update before it ended", async () => {
  await fc.assert(
    fc.asyncProperty(declaration, fc.array(step, { maxLength: 6 }), natures, async (first, steps, nature) => {
      const fake = new FakeCognito({ nature });
      const id = await make(fake, first);
      let current = first;

      for (const { callsBeforeFailure: calls, isRolledBack, ...rest } of steps) {
        const wanted = next(current, rest);
        const isAccepted = await update({ fake, id, calls }, wanted, current);
        const stays = isAccepted && !isRolledBack && calls === Infinity;
        expect(stays || (await update({ fake, id }, current, wanted))).toBe(true);
        current = stays ? wanted : current;
      }

      expect(await update({ fake, id }, current, current)).toBe(true);
    }),
    { numRuns: draws(2_000, 300) },
  );
});

it("An unchanged declaration is never refused, and is followed by no call", async () => {
  await fc.assert(
    fc.asyncProperty(declaration, natures, async (settings, nature) => {
      const fake = new FakeCognito({ nature });
      const id = await make(fake, settings);
      fake.calls.length = 0;

      expect(await update({ fake, id }, settings, settings)).toBe(true);
      expect(fake.mutations).toEqual([]);
    }),
    { numRuns: draws(1_000, 200) },
  );
});
