import type { Log, LogFields } from "../../../handlers/customResource/log";
import { makeMigration } from "../../../handlers/userMigration/migrate";
import type { MigrationOptions, NewPool } from "../../../handlers/userMigration/options";
import { VirtualClock } from "../virtualClock";
import { FakeNewPool, type Trigger } from "./newPool";
import { FakeOldPool } from "./oldPool";

export const newPool: NewPool = {
  usernameAttributes: ["email"],
  caseSensitive: false,
  custom: ["custom:plan"],
  required: ["email"],
  recovery: ["email", "phone_number"],
  mfa: "OFF",
  smsMfa: false,
};

export const migrationOptions: MigrationOptions = {
  userPoolId: "eu-central-1_OldPool12",
  clientId: "old-client",
  attributes: {},
  defaults: {},
  pool: newPool,
};

interface WorldOptions extends Partial<Omit<MigrationOptions, "pool">> {
  pool?: Partial<NewPool>;
  /** What lies between Cognito and the function. */
  around?: (trigger: Trigger) => Trigger;
}

/** Both pools and the function between them, in virtual time. */
export function migrationWorld({ pool, around = (trigger) => trigger, ...options }: WorldOptions = {}) {
  const clock = new VirtualClock();
  const lines: { message: string; fields?: LogFields }[] = [];
  const write = (message: string, fields?: LogFields) =>
    void lines.push({ message, ...(fields && { fields }) });
  const log: Log = { info: write, warn: write };
  const oldPool = new FakeOldPool(clock);
  const given = { ...migrationOptions, ...options, pool: { ...newPool, ...pool } };
  const handler = makeMigration(
    { clock, log, random: () => 0.5, oldPool: (signal) => oldPool.open(signal) },
    given,
  );
  const cognito = new FakeNewPool(clock, given.pool, around(handler));
  return { clock, lines, oldPool, handler, cognito, run: <T>(work: () => Promise<T>) => clock.run(work) };
}
