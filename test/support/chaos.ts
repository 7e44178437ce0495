import * as fc from "fast-check";
import { awsError } from "./cognitoRules";
import type { Fault } from "./fakeCognito";
import { attribute, exampleSettings, totp } from "./poolSettings";
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
  "hang",
  "crash",
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
  .filter(({ when, kind }) => when === "before" || ambiguous.includes(kind));

/** At most two crashes: after three deliveries Lambda gives an event up, and nobody can answer it. */
const mishaps = fc
  .array(mishap, { maxLength: 4 })
  .filter((all) => all.filter(({ kind }) => kind === "crash").length <= 2);

function asFault(
  world: World,
  { operation, when, kind }: typeof mishap extends fc.Arbitrary<infer M> ? M : never,
): Fault {
  const fail = kind === "hang" ? world.hang : kind === "crash" ? world.crash : () => awsError(kind, "chaos");
  return { operation, when, fail };
}

/** A pool's life, over and over, with something else that goes wrong each time. */
export async function playChaos(numRuns: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(mishaps, mishaps, fc.boolean(), async (atCreate, atUpdate, isReplaced) => {
      const world = await makeWorld();
      const resource = world.resource();

      world.cognito.faults.push(...atCreate.map((item) => asFault(world, item)));
      const created = await resource.create({ Settings: before, ForceDestroy: true });
      expect(world.cognito.pools.size).toBeLessThanOrEqual(1);
      const faults = atUpdate.map((item) => asFault(world, item));
      world.cognito.faults.splice(0, Infinity, ...(created.Status === "SUCCESS" ? faults : []));
      const UsernameAttributes = isReplaced ? ["phone_number"] : before.UsernameAttributes;
      const settings = { ...after, UsernameAttributes };
      // After a failed Create there is nothing to update; the stack can only be deleted.
      const update = { Settings: settings, ForceDestroy: true, OnImmutableChange: "replace" };
      if (created.Status === "SUCCESS") await resource.update(update).catch(expectFailedRollback);
      world.cognito.faults.length = 0;
      const deleted = await resource.delete();

      const counts = resource.history.map(({ RequestId }) => world.server.answersTo(RequestId).length);
      expect(deleted.Status).toBe("SUCCESS");
      expect(new Set(counts)).toEqual(new Set([1]));
      expect([...world.cognito.pools.keys()]).toEqual([]);
      await world.stop();
    }),
    { numRuns, seed: 20261123 },
  );
}

/** A fault that meets the rollback too leaves the stack in UPDATE_ROLLBACK_FAILED; it can still be deleted. */
function expectFailedRollback(error: unknown): void {
  expect(String(error)).toContain("UPDATE_ROLLBACK_FAILED");
}
