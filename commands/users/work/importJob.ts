import { createReadStream, rmSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { Readable } from "node:stream";
import type {
  PasswordHashingAlgorithmType,
  UserImportJobType,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Clock } from "../../../handlers/customResource/clock";
import { CommandError } from "../../support/errors";
import type { UsersApi } from "../cognito/api";
import type { KeyTable } from "../data/keyTable";
import type { Mapping } from "../data/mapping";
import type { PoolFacts } from "../data/pools";
import type { UserRecord } from "../data/records";
import { usersOf, whyNotOfFile } from "../data/scan";
import { type CsvOptions, columnsOf, csvLimits, csvRow, whyNoRow } from "./csv";

/** What an import job makes users of. */
export interface JobRun {
  readonly api: UsersApi;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  readonly file: string;
  readonly pool: PoolFacts;
  readonly mapping: Mapping;
  readonly firsts: KeyTable;
  /** The role with which Cognito writes a job's log. */
  readonly role: string;
  readonly algorithm?: PasswordHashingAlgorithmType;
  /** Distinguishes this file from others in the names of jobs. */
  readonly name: string;
  readonly report: (done: number) => void;
  readonly say: (line: string) => void;
}

/** What the jobs say they have done. */
export interface JobCounts {
  jobs: number;
  imported: number;
  skipped: number;
  failed: number;
}

/** A job that nobody answers for goes on by itself; it is looked at so often. */
const lookEveryMs = 10_000;

/** Whether a user goes into a job: a job knows no disabled users, who must not be able to sign in for a moment. */
export function isForJob(user: UserRecord, options: CsvOptions): boolean {
  if (!user.enabled || user.status === "FORCE_CHANGE_PASSWORD") return false;
  return whyNoRow(user, options) === undefined && csvRow(user, options).length <= csvLimits.characters;
}

export async function csvOptions(run: Omit<JobRun, "name" | "firsts">): Promise<CsvOptions> {
  const { CSVHeader = [] } = await run.api.getCSVHeader({ UserPoolId: run.pool.id });
  const { pool, mapping, algorithm } = run;
  return { columns: columnsOf(CSVHeader, algorithm), pool, mapping, ...(algorithm && { algorithm }) };
}

/**
 * Imports users by jobs of at most 500,000, one after the other. The jobs' names say of which file and part they are: a part whose
 * job was begun by an earlier run is waited for, and not imported again.
 */
export async function runJobs(run: JobRun, options: CsvOptions): Promise<JobCounts> {
  const counts: JobCounts = { jobs: 0, imported: 0, skipped: 0, failed: 0 };
  const earlier = await jobsByName(run);
  for await (const part of parts(run, options)) {
    try {
      const name = `${run.name}-${counts.jobs + 1}`;
      const begun = earlier.get(name);
      const id = begun ?? (await begin(run, name, part));
      run.say(begun === undefined ? `${name}: started` : `${name}: was started by an earlier run`);
      const job = await settled(run, id, counts.imported);
      counts.jobs += 1;
      counts.imported += job.ImportedUsers ?? 0;
      counts.skipped += job.SkippedUsers ?? 0;
      counts.failed += job.FailedUsers ?? 0;
    } finally {
      // It has the users' addresses, and perhaps hashes.
      rmSync(part, { force: true });
    }
  }
  return counts;
}

/** The jobs that were started, by name. One that was only created has no users, and its URL may have expired. */
async function jobsByName({ api, pool }: JobRun): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  let PaginationToken: string | undefined;
  do {
    const page = await api.listUserImportJobs({
      UserPoolId: pool.id,
      MaxResults: 60,
      ...(PaginationToken && { PaginationToken }),
    });
    for (const { JobName = "", JobId = "", Status } of page.UserImportJobs ?? [])
      if (Status === "Pending" || Status === "InProgress" || Status === "Succeeded")
        found.set(JobName, JobId);
    PaginationToken = page.PaginationToken;
  } while (PaginationToken);
  return found;
}

async function begin(run: JobRun, JobName: string, csv: string): Promise<string> {
  const { api, pool, role, algorithm } = run;
  const { UserImportJob: job = {} } = await api.createUserImportJob({
    UserPoolId: pool.id,
    JobName,
    CloudWatchLogsRoleArn: role,
    ...(algorithm && { PasswordHashingAlgorithm: algorithm }),
  });
  const { JobId = "", PreSignedUrl = "" } = job;
  await upload(PreSignedUrl, csv, run.signal);
  await startOnce(run, JobId);
  return JobId;
}

/** A start whose answer was lost is refused the second time; the job itself then says that it was started. */
async function startOnce({ api, pool }: JobRun, JobId: string): Promise<void> {
  const id = { UserPoolId: pool.id, JobId };
  try {
    await api.startUserImportJob(id);
  } catch (error) {
    const { UserImportJob: job } = await api.describeUserImportJob(id);
    if (job?.Status === "Created") throw error;
  }
}

/** The URL is a secret and stays out of what is thrown. */
async function upload(url: string, csv: string, signal: AbortSignal | undefined): Promise<void> {
  const response = await fetch(url, {
    method: "PUT",
    headers: {
      "content-length": String(statSync(csv).size),
      "x-amz-server-side-encryption": "aws:kms",
    },
    body: Readable.toWeb(createReadStream(csv)),
    duplex: "half",
    ...(signal && { signal }),
  });
  if (!response.ok)
    throw new CommandError(
      `Amazon S3 did not take the file of the import job (status ${response.status}). Run the command again.`,
    );
}

async function settled(run: JobRun, JobId: string, before: number): Promise<UserImportJobType> {
  for (;;) {
    const { UserImportJob: job = {} } = await run.api.describeUserImportJob({
      UserPoolId: run.pool.id,
      JobId,
    });
    run.report(before + (job.ImportedUsers ?? 0));
    if (job.Status === "Succeeded") return job;
    if (job.Status === "Failed" || job.Status === "Stopped" || job.Status === "Expired")
      throw new CommandError(
        `The import job ${job.JobName} ended as ${job.Status} (${job.CompletionMessage ?? "without a message"}). Its log group tells why: /aws/cognito/userpools/${run.pool.id}/${job.JobName}. What it has imported stays; run the command again for the rest.`,
      );
    await run.clock.sleep(lookEveryMs, run.signal);
  }
}

/** Writes the parts beside the file, one at a time. */
async function* parts(run: JobRun, options: CsvOptions): AsyncGenerator<string> {
  const header = options.columns.join(",");
  const path = `${run.file}.part.csv`;
  let lines = new Part(path, header);
  for await (const { index, user } of usersOf(run.file)) {
    if (!isForJob(user, options) || whyNotOfFile(user, index, run) !== undefined) continue;
    const row = csvRow(user, options);
    if (lines.isFull(row)) {
      yield await lines.end();
      lines = new Part(path, header);
    }
    await lines.add(row);
  }
  if (lines.users > 0) yield await lines.end();
}

class Part {
  readonly #path: string;
  #lines: string[];
  #bytes: number;
  #isNew = true;
  users = 0;

  constructor(path: string, header: string) {
    this.#path = path;
    this.#lines = [header];
    this.#bytes = Buffer.byteLength(header) + 1;
  }

  isFull(row: string): boolean {
    const bytes = this.#bytes + Buffer.byteLength(row) + 1;
    return this.users === csvLimits.users || bytes > csvLimits.bytes;
  }

  async add(row: string): Promise<void> {
    this.#lines.push(row);
    this.#bytes += Buffer.byteLength(row) + 1;
    this.users += 1;
    if (this.#lines.length >= 1000) await this.#flush();
  }

  async end(): Promise<string> {
    await this.#flush();
    return this.#path;
  }

  async #flush(): Promise<void> {
    const file = await open(this.#path, this.#isNew ? "w" : "a", 0o600);
    this.#isNew = false;
    await file.appendFile(this.#lines.map((line) => `${line}\n`).join(""));
    this.#lines = [];
    await file.close();
  }
}
