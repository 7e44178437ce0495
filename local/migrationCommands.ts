import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CommandError } from "../commands/support/errors";
import { exitCodes } from "../commands/support/exitCodes";
import { run } from "../commands/support/processes";
import { isRecord } from "../commands/support/records";

/** What `npx custom-user-pool` runs, as `npm run build:package` makes it. */
const BIN = join(__dirname, "..", "dist", "package", "commands", "main.js");

interface Places {
  /** The pools' ids. */
  readonly old: string;
  readonly now: string;
  /** Where the export goes. */
  readonly file: string;
}

/** The commands by which docs/migrating-users.md moves whoever has not come, in their order. */
export const restCommands = ({ old, now, file }: Places) =>
  ({
    status: `users status --from ${old} --to ${now}`,
    export: `users export --from ${old} --out ${file}`,
    import: `users import --from ${file} --to ${now} --attribute sub=custom:formerSub`,
    groups: `users groups --from ${old} --to ${now}`,
    compare: `users compare --from ${old} --to ${now} --attribute sub=custom:formerSub`,
  }) as const;

const order = ["status", "export", "import", "groups", "compare"] as const;

/** How the run's commands reach the local AWS, and when they end. */
export interface Shell {
  readonly environment: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

type Counts = Readonly<Record<string, number>>;

/** What each command has to count. */
export type ExpectedCounts = Readonly<Record<keyof ReturnType<typeof restCommands>, Counts>>;

/** Carries the commands out as a person does, each in a process of its own. @throws CommandError where one counts otherwise. */
export async function importRest(
  pools: Pick<Places, "old" | "now">,
  expected: ExpectedCounts,
  shell: Shell,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "custom-user-pool-users-"));
  try {
    const commands = restCommands({ ...pools, file: join(folder, "users.jsonl") });
    for (const name of order) await expectCounts(commands[name], expected[name], shell);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function expectCounts(
  command: string,
  expected: Counts,
  { environment, signal }: Shell,
): Promise<void> {
  const stdout = await run(process.execPath, [BIN, ...command.split(" "), "--json"], {
    env: { ...process.env, ...environment },
    signal,
    fineCodes: [exitCodes.different],
  });
  const result: unknown = JSON.parse(stdout);
  const got = isRecord(result) ? result : {};
  const wrong = Object.entries(expected).filter(([name, count]) => (got[name] ?? 0) !== count);
  if (wrong.length === 0) return;
  const list = wrong.map(([name, count]) => `${count} ${name}, got ${JSON.stringify(got[name] ?? 0)}`);
  throw new CommandError(`\`npx custom-user-pool ${command}\`: expected ${list.join("; ")}.`);
}
