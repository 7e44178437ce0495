import { createHash } from "node:crypto";
import { createReadStream, statSync } from "node:fs";
import { isPoolId } from "../../handlers/userPool/settings/poolId";
import { type Command, defineCommand, type Invocation } from "../support/command";
import { CommandError } from "../support/errors";
import { exitCodes } from "../support/exitCodes";
import { choice, flag, readPoolId, text, value } from "../support/options";
import { UsageError } from "../support/usageError";
import type { UsersApi } from "./cognito/api";
import { Mapping } from "./data/mapping";
import { type PoolFacts, poolFacts } from "./data/pools";
import { type Scan, scan } from "./data/scan";
import { Problems } from "./problems";
import { withProgress } from "./progress";
import { atPace, mappingOf, mappingOptions, needed, paceOptions, type World } from "./shared";
import { type CsvOptions, hashAlgorithms, whyNoHash } from "./work/csv";
import { csvOptions, isForJob, type JobCounts, runJobs } from "./work/importJob";
import type { Maker } from "./work/importUser";
import { importUsers } from "./work/importUsers";
import type { Counts } from "./work/journal";

const { match: _, ...namingOptions } = mappingOptions;

const options = {
  from: value("FILE", "an export, or a file of such lines", fileOf),
  to: value("POOL", "the new pool's id", readPoolId),
  "dry-run": flag("reads the file to its end, says what there is to do, and does nothing"),
  "keep-temporary": flag(
    'leaves confirmed users in FORCE_CHANGE_PASSWORD instead of giving them a password that nobody knows and "forgot password" replaces',
  ),
  journal: text("FILE", "where it is noted how far the import is; without it, FILE.POOL.journal"),
  job: flag("imports by jobs of Cognito (`CreateUserImportJob`) whoever can be imported so"),
  role: text("ARN", "with `--job`: the role with which Cognito writes the jobs' log"),
  "hash-algorithm": choice(hashAlgorithms, "with `--job`: of what kind the file's `passwordHash`es are"),
  ...namingOptions,
  ...paceOptions,
};

export function importCommand(world: World): Command {
  return defineCommand({
    usage: "npx custom-user-pool users import --from FILE --to POOL",
    description: `Makes the users of a file in a pool, without a message to anybody. Who is there already is left alone. Federated and unconfirmed users are skipped.

Their passwords are not in the file: users set a new one by "forgot password", for which they need a verified address. With \`--job\` and hashes of their passwords they keep them. Repeat a run that was stopped, and it goes on where it was.`,
    options,
    exits: { different: "done, but users of the file could not be imported" },
    run: (invocation) => importInto(world, invocation),
  });
}

async function importInto(world: World, invocation: Invocation<typeof options>): Promise<number> {
  const { options: asked, output, signal } = invocation;
  const { api, unanswered } = atPace(world, asked, signal);
  const file = needed(asked.from, "from", "FILE");
  const job = jobOptions(asked);
  const pool = await poolFacts(api, needed(asked.to, "to", "POOL"));
  const mapping = new Mapping(pool, mappingOf({ ...asked, match: undefined }));
  const scanned = await scan(file, mapping, (user) => whyNoHash(user, asked["hash-algorithm"]));
  if (asked["dry-run"]) {
    output.result({ text: dryText(scanned), json: { dryRun: true, ...shownOf(scanned) } });
    return exitCodes.fine;
  }
  const maker = {
    api,
    unanswered,
    pool,
    mapping,
    factors: await factorsOf(api, pool),
    keepsTemporary: asked["keep-temporary"],
    now: () => world.clock.now(),
  };
  return carryOut({ world, invocation, file, scanned, maker }, job);
}

async function carryOut(task: Task, job: JobOptions | undefined): Promise<number> {
  const { output } = task.invocation;
  const jobs = job && (await byJobs(task, job));
  const problems = new Problems(output);
  const counts = await oneByOne(task, jobs?.csv, problems);
  const failed = (counts["failed"] ?? 0) + (jobs?.counts.failed ?? 0);
  output.result({
    text: `${output.mark(failed > 0 ? "warning" : "fine", doneText(counts, jobs?.counts))}\n`,
    json: { ...counts, ...(jobs && { jobs: jobs.counts }), problems: problems.first },
  });
  return failed > 0 ? exitCodes.different : exitCodes.fine;
}

interface Task {
  readonly world: World;
  readonly invocation: Invocation<typeof options>;
  readonly file: string;
  readonly scanned: Scan;
  readonly maker: Maker;
}

/** All users, or those that no job has taken. */
async function oneByOne(
  { world, invocation, file, scanned, maker }: Task,
  csv: CsvOptions | undefined,
  problems: Problems,
): Promise<Readonly<Counts>> {
  const { options: asked, output } = invocation;
  const { attribute, drop, username, job } = asked;
  return withProgress(output, world.clock, {
    title: `Importing into ${maker.pool.id}`,
    what: "users",
    total: scanned.users,
    run: (report) =>
      importUsers({
        file,
        journal: asked.journal ?? `${file}.${maker.pool.id}.journal`,
        options: JSON.stringify({ attribute, drop, username, job, keepsTemporary: maker.keepsTemporary }),
        ...(csv && { only: (user) => !isForJob(user, csv) }),
        firsts: scanned.firsts,
        maker,
        report,
        problem: (line, { username: name }, reason) =>
          problems.add(`Line ${line}, ${name}: ${reason}`, { line, username: name, reason }),
      }),
  });
}

async function byJobs(
  { world, invocation, file, scanned, maker }: Task,
  { role, algorithm }: JobOptions,
): Promise<{ csv: CsvOptions; counts: JobCounts }> {
  const { output, signal } = invocation;
  const { api, pool, mapping } = maker;
  if (pool.autoVerified.length === 0)
    throw new CommandError(
      `The pool ${pool.id} verifies no attribute (\`AutoVerifiedAttributes\`): Cognito starts no import job for it. Leave \`--job\` out.`,
    );
  const run = {
    api,
    clock: world.clock,
    signal,
    file,
    pool,
    mapping,
    firsts: scanned.firsts,
    role,
    ...(algorithm && { algorithm }),
    name: await jobName(file),
    say: (line: string) => output.say(line),
  };
  return withProgress(output, world.clock, {
    title: "Import jobs",
    what: "users",
    total: scanned.importable,
    run: async (report) => {
      const csv = await csvOptions({ ...run, report });
      return { csv, counts: await runJobs({ ...run, report }, csv) };
    },
  });
}

interface JobOptions {
  readonly role: string;
  readonly algorithm?: (typeof hashAlgorithms)[number];
}

function jobOptions(asked: Invocation<typeof options>["options"]): JobOptions | undefined {
  const { job, role, "hash-algorithm": algorithm } = asked;
  if (!job && (role ?? algorithm) !== undefined)
    throw new UsageError("`--role` and `--hash-algorithm` are for import jobs: say `--job`, too.");
  return job ? { role: needed(role, "role", "ARN"), ...(algorithm && { algorithm }) } : undefined;
}

/** The same for the same file, so that another run finds the jobs of this one. */
async function jobName(file: string): Promise<string> {
  const digest = createHash("sha256").update(String(statSync(file).size));
  for await (const bytes of createReadStream(file, { end: (1 << 16) - 1 })) digest.update(String(bytes));
  return `users-${digest.digest("hex").slice(0, 16)}`;
}

/** The second factors that a user can be given without an enrolment. */
async function factorsOf(api: UsersApi, pool: PoolFacts): Promise<ReadonlySet<string>> {
  if (pool.mfa === "OFF") return new Set();
  const { SmsMfaConfiguration, EmailMfaConfiguration } = await api.getUserPoolMfaConfig({
    UserPoolId: pool.id,
  });
  return new Set([
    ...(SmsMfaConfiguration ? ["SMS_MFA"] : []),
    ...(EmailMfaConfiguration ? ["EMAIL_OTP"] : []),
  ]);
}

const shownOf = ({ users, importable, reasons }: Scan) => ({ users, importable, reasons });

function dryText({ users, importable, reasons }: Scan): string {
  const left = Object.entries(reasons).map(([reason, count]) => `${count} would not be made: ${reason}.\n`);
  return `${users} users in the file, ${importable} of them would be made, unless they are there already.\n${left.join("")}`;
}

function doneText(counts: Readonly<Counts>, jobs: JobCounts | undefined): string {
  const { created = 0, existed = 0, skipped = 0, failed = 0 } = counts;
  const byJob = jobs
    ? ` ${jobs.jobs} jobs imported ${jobs.imported}, skipped ${jobs.skipped} and failed with ${jobs.failed}.`
    : "";
  return `${created} users made, ${existed} were there, ${skipped} skipped, ${failed} failed.${byJob}`;
}

/** A file may be named like a pool only with a folder before it, as in the other commands. */
function fileOf(given: string, option: string): string {
  if (!isPoolId(given)) return given;
  throw new UsageError(
    `Expected \`--${option}\` to be a file, got the pool \`${given}\`: write its users into one by \`users export\`.`,
  );
}
