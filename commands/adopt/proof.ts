import { completeSettings } from "../../components/guard/wantedPool";
import { immutableChanges } from "../../handlers/userPool/plan/changes";
import { findDrift } from "../../handlers/userPool/plan/drift";
import { planUpdate } from "../../handlers/userPool/plan/plan";
import { settingsFaults } from "../../handlers/userPool/rules/decode";
import { normalizeSettings } from "../../handlers/userPool/settings/normalize";
import type { LivePool } from "./livePool";
import type { AdoptionProgram } from "./program";

/** What the planner says of a program and the pool that it was written from. */
export interface Proof {
  /** The settings that the program's deployment would change; none, if the program is right. */
  readonly changes: readonly string[];
  /** The settings that the pool has and the program neither says nor gets by itself. */
  readonly unsaid: readonly string[];
  /** Why the component would refuse the program. */
  readonly faults: readonly string[];
}

/**
 * Proves a program by the very plan that its deployment carries out: taking the pool over changes nothing, and neither
 * does what was left out, each of it being what a pool is without a word. Calls nobody.
 */
export function prove({ args, declared }: AdoptionProgram, { pool, mfa }: LivePool): Proof {
  const { deletionProtection: protection, settings } = args;
  const own = { ...(typeof settings === "object" && settings) };
  const complete = completeSettings(own, { protection, tags: [] });
  const desired = normalizeSettings(complete);
  const drift = findDrift({ settings: desired, lambdaConfig: declared.lambdaConfig }, { pool, mfa });
  const unsaid = planUpdate({ desired, previous: declared.whole, live: pool, liveMfa: mfa });
  const lost = immutableChanges({ desired, previous: declared.whole, live: pool });
  return {
    changes: [...drift.pool, ...drift.triggers].map(({ path }) => path),
    unsaid: [...unsaid.flatMap(({ because }) => because), ...lost.map(({ path }) => path)],
    faults: settingsFaults(
      { ...complete, LambdaConfig: declared.lambdaConfig },
      { root: "settings", isAdopted: true },
    ).map(({ message }) => message),
  };
}
