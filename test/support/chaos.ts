import * as fc from "fast-check";
import type { Circumstances } from "./cloudFormation";
import { awsError } from "./cognitoRules";
import type { FakePool, Fault } from "./fakeCognito";
import { attribute, exampleSettings, totp } from "./poolSettings";
import { type Nature, natures } from "./shownBy";
import { applyWeather, weathers } from "./weather";
import { makeWorld, type World } from "./world";

const before = { ...exampleSettings, ...totp, DeletionProtection: "ACTIVE" };
const after = {
  ...exampleSettings,
  Policies: { PasswordPolicy: { ...exampleSettings.Policies.PasswordPolicy, MinimumLength: 12 } },
  Schema: [...exampleSettings.Schema, attribute("plan")],
};

const kinds = [
  "TooManyRequestsException",
  "ConcurrentModificationException",
  "InternalErrorException",
  "TimeoutError",
  "InvalidParameterException",
  "AccessDeniedException",
  "ResourceNotFoundException",
  "hang",
  "crash",
  "interference",
] as const;

/** After these nobody knows whether the call had its effect; the others say that it had none. */
const ambiguous: readonly string[] = ["InternalErrorException", "TimeoutError", "hang", "crash"];

/** Something that goes wrong with one of the next calls. */
const mishap = fc
  .record({
    operation: fc.constantFrom(
      "createUserPool" as const,
      "describeUserPool" as const,
      "updateUserPool" as const,
      "setUserPoolMfaConfig" as const,
      "getUserPoolMfaConfig" as const,
      "addCustomAttributes" as const,
      "listUserPools" as const,
      "deleteUserPool" as const,
    ),
    when: fc.constantFrom("before" as const, "after" as const),
    kind: fc.constantFrom(...kinds),
  })
  .filter(({ when, kind }) => when === "before" || ambiguous.includes(kind))
  // Whatever comes between two reads is nobody's to see; what comes in the way of a write is.
  .filter(({ operation, kind }) => kind !== "interference" || /^(update|set|add)/.test(operation));

/** At most two crashes: after three deliveries Lambda gives an event up, and nobody can answer it. */
const mishaps = fc
  .array(mishap, { maxLength: 4 })
  .filter((all) => all.filter(({ kind }) => kind === "crash").length <= 2);

type Mishap = typeof mishap extends fc.Arbitrary<infer M> ? M : never;

/** A trigger that somebody else attaches in the middle of an update. */
const theirs = { CustomMessage: "arn:aws:lambda:eu-west-1:123456789012:function:theirs" };

function interfere(world: World, shared: Set<FakePool>): Error {
  for (const pool of world.cognito.pools.values()) {
    pool.settings["LambdaConfig"] = { ...(pool.settings["LambdaConfig"] as object), ...theirs };
    shared.add(pool);
  }
  return awsError("ConcurrentModificationException", "chaos");
}

function asFault(world: World, { operation, when, kind }: Mishap, shared: Set<FakePool>): Fault {
  if (kind === "interference") return { operation, when, fail: () => interfere(world, shared) };
  const fail = kind === "hang" ? world.hang : kind === "crash" ? world.crash : () => awsError(kind, "chaos");
  return { operation, when, fail };
}

/** What an Update finds to do: another setting, what only a new pool can have, or a pool that is gone. */
const tasks = fc.constantFrom("change" as const, "replacement" as const, "loss" as const);

/** How the rest of the stack fares meanwhile, and what Cognito shows. */
const circumstances: fc.Arbitrary<Required<Circumstances> & { nature: Nature }> = fc.record({
  nature: natures,
  laterFailure: fc.boolean(),
  rollsBack: fc.constantFrom("old" as const, "new" as const),
});

/** A pool's life, over and over, with something else that goes wrong each time. */
export async function playChaos(numRuns: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(
      mishaps,
      mishaps,
      tasks,
      circumstances,
      weathers,
      async (atCreate, atUpdate, task, { nature, ...rest }, weather) => {
        const world = await makeWorld({ nature });
        applyWeather(world, weather);
        try {
          await live(world, { atCreate, atUpdate, task, ...rest });
        } finally {
          await world.stop();
        }
      },
    ),
    { numRuns, seed: 20261123 },
  );
}

interface Life extends Circumstances {
  atCreate: readonly Mishap[];
  atUpdate: readonly Mishap[];
  task: "change" | "replacement" | "loss";
}

async function live(world: World, { atCreate, atUpdate, task, ...rest }: Life): Promise<void> {
  const resource = world.resource();
  const shared = new Set<FakePool>();

  world.cognito.faults.push(...atCreate.map((item) => asFault(world, item, shared)));
  const created = await resource.create({ Settings: before, ForceDestroy: true });
  expect(world.cognito.pools.size).toBeLessThanOrEqual(1);
  const faults = atUpdate.map((item) => asFault(world, item, shared));
  world.cognito.faults.splice(0, Infinity, ...(created.Status === "SUCCESS" ? faults : []));
  if (task === "loss") world.cognito.pools.clear();
  const UsernameAttributes = task === "replacement" ? ["phone_number"] : before.UsernameAttributes;
  // After a failed Create there is nothing to update; the stack can only be deleted.
  const update = {
    Settings: { ...after, UsernameAttributes },
    ForceDestroy: true,
    OnImmutableChange: "replace",
  };
  // A lost pool's successor was made with the new attribute, so no Update of it can take that back.
  const fate: Circumstances = task === "loss" ? { ...rest, rollsBack: "old" } : rest;
  const updated = created.Status === "SUCCESS" ? resource.update(update, fate) : undefined;
  const isRolledBack = await updated?.then(() => true, expectFailedRollback);
  world.cognito.faults.length = 0;
  // A stack whose rollback failed can be deleted, but what the failed update made is only known to a rollback.
  if (isRolledBack === false && task !== "change") await resource.rollBack(update);
  expect([...shared].map(({ settings }) => settings["LambdaConfig"])).toEqual([...shared].map(() => theirs));
  const deleted = await resource.delete();

  const counts = resource.history.map(({ RequestId }) => world.server.answersTo(RequestId).length);
  expect(deleted.Status).toBe("SUCCESS");
  expect(new Set(counts)).toEqual(new Set([1]));
  expect([...world.cognito.pools.keys()]).toEqual([]);
}

/** A fault that meets the rollback too leaves the stack in UPDATE_ROLLBACK_FAILED; it can still be continued or deleted. */
function expectFailedRollback(error: unknown): false {
  expect(String(error)).toContain("UPDATE_ROLLBACK_FAILED");
  return false;
}
