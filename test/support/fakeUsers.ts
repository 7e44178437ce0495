import { randomUUID } from "node:crypto";
import type { UserImportJobType, UserPoolType } from "@aws-sdk/client-cognito-identity-provider";
import type { UsersApi, UsersOperation } from "../../commands/users/cognito/api";
import { defaultQuotas, quotaOf } from "../../commands/users/cognito/quotas";
import type { Clock } from "../../handlers/customResource/clock";
import { awsError } from "./cognitoRules";
import { type FakePool, type FakeUser, fields, find, groupOf, jobOf, seek, shown } from "./fakeUserPools";

/** What one call meets: refused as one too many, not carried out, carried out but not answered, or the end of the caller's process. */
export type Fault = "throttled" | "unanswered" | "lost" | "killed before" | "killed after";

/** The caller's process is gone. */
class Killed extends Error {
  override readonly name = "Killed";
}

interface Options {
  clock: Clock;
  /** How long an answer takes. @default 50 */
  latencyMs?: number;
  /** What happens to a call, by its number from 1. */
  fault?: (call: number, operation: UsersOperation) => Fault | undefined;
}

const standard = [
  "sub",
  "email",
  "email_verified",
  "phone_number",
  "phone_number_verified",
  "name",
  "birthdate",
];

/** User pools with users, as strict about requests, pages and quotas as Cognito. */
export class FakeUsers implements UsersApi {
  readonly pools = new Map<string, FakePool>();
  readonly calls: { operation: UsersOperation; input: object }[] = [];
  /** How many calls were refused as one too many, beside those that were asked for. */
  throttled = 0;
  fault: Options["fault"];
  readonly #clock: Clock;
  readonly #latencyMs: number;
  readonly #taken = new Map<string, number[]>();
  readonly #tokens = new Map<string, { of: string; at: number }>();
  #isDead = false;

  constructor({ clock, latencyMs = 50, fault }: Options) {
    this.#clock = clock;
    this.#latencyMs = latencyMs;
    this.fault = fault;
  }

  addPool(id: string, settings: UserPoolType = {}, attributes: readonly string[] = []): FakePool {
    const pool: FakePool = {
      settings: {
        SchemaAttributes: [...standard, ...attributes].map((Name) => ({ Name, Required: Name === "sub" })),
        UsernameConfiguration: { CaseSensitive: false },
        AutoVerifiedAttributes: ["email"],
        MfaConfiguration: "OFF",
        ...settings,
        Id: id,
      },
      users: new Map(),
      groups: new Map(),
      jobs: new Map(),
    };
    this.pools.set(id, pool);
    return pool;
  }

  addUser(pool: FakePool, user: Partial<FakeUser> & { username: string }): FakeUser {
    const made: FakeUser = {
      enabled: true,
      status: "CONFIRMED",
      createdAt: this.#clock.now() - 1e9,
      mfa: [],
      ...user,
      attributes: { sub: randomUUID(), ...user.attributes },
    };
    pool.users.set(made.username, made);
    return made;
  }

  addGroup(pool: FakePool, GroupName: string, members: readonly string[]): void {
    pool.groups.set(GroupName, { group: { GroupName, Precedence: 1 }, members: new Set(members) });
  }

  /** Another process takes the place of the one that was killed. */
  revive(): void {
    this.#isDead = false;
  }

  count(operation: UsersOperation): number {
    return this.calls.filter((call) => call.operation === operation).length;
  }

  describeUserPool: UsersApi["describeUserPool"] = (input) =>
    this.#answer("describeUserPool", input, ({ settings, users }) => ({
      UserPool: { ...settings, EstimatedNumberOfUsers: users.size },
    }));

  getUserPoolMfaConfig: UsersApi["getUserPoolMfaConfig"] = (input) =>
    this.#answer("getUserPoolMfaConfig", input, () => ({
      SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: "arn:aws:iam::123456789012:role/sms" } },
      SoftwareTokenMfaConfiguration: { Enabled: true },
    }));

  listUsers: UsersApi["listUsers"] = (input) =>
    this.#answer("listUsers", input, ({ users }) => {
      const page = this.#page([...users.values()].map(shown), input.Limit, {
        token: input.PaginationToken,
        of: `users ${input.UserPoolId}`,
      });
      return { Users: page.items, PaginationToken: page.next };
    });

  listGroups: UsersApi["listGroups"] = (input) =>
    this.#answer("listGroups", input, ({ groups }) => {
      const all = [...groups.values()].map(({ group }) => group);
      const page = this.#page(all, input.Limit, {
        token: input.NextToken,
        of: `groups ${input.UserPoolId}`,
      });
      return { Groups: page.items, NextToken: page.next };
    });

  listUsersInGroup: UsersApi["listUsersInGroup"] = (input) =>
    this.#answer("listUsersInGroup", input, (pool) => {
      const { members } = groupOf(pool, input.GroupName);
      const all = [...members].flatMap((name) => pool.users.get(name) ?? []).map(shown);
      const page = this.#page(all, input.Limit, {
        token: input.NextToken,
        of: `members ${input.UserPoolId} ${input.GroupName}`,
      });
      return { Users: page.items, NextToken: page.next };
    });

  adminGetUser: UsersApi["adminGetUser"] = (input) =>
    this.#answer("adminGetUser", input, (pool) => {
      const user = find(pool, input.Username);
      const { Attributes, ...rest } = shown(user);
      const mfa = user.mfa.length > 0 ? { UserMFASettingList: user.mfa } : {};
      return {
        ...rest,
        Username: user.username,
        UserAttributes: Attributes,
        ...mfa,
        PreferredMfaSetting: user.preferredMfa,
      };
    });

  adminCreateUser: UsersApi["adminCreateUser"] = (input) =>
    this.#answer("adminCreateUser", input, (pool) => {
      if (input.MessageAction !== "SUPPRESS") throw new Error("The user would get a message.");
      const attributes = Object.fromEntries(
        (input.UserAttributes ?? []).map(({ Name = "", Value = "" }) => [Name, Value]),
      );
      this.#make(pool, input.Username ?? "", { attributes, status: "FORCE_CHANGE_PASSWORD" });
      return {};
    });

  adminDisableUser: UsersApi["adminDisableUser"] = (input) =>
    this.#answer("adminDisableUser", input, (pool) => {
      find(pool, input.Username).enabled = false;
      return {};
    });

  adminSetUserPassword: UsersApi["adminSetUserPassword"] = (input) =>
    this.#answer("adminSetUserPassword", input, (pool) => {
      const user = find(pool, input.Username ?? "");
      const { Password = "" } = input;
      const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d\s]/];
      const least = pool.settings.Policies?.PasswordPolicy?.MinimumLength ?? 8;
      if (Password.length < least || !kinds.every((kind) => kind.test(Password)))
        throw awsError("InvalidPasswordException", "Password does not conform to policy");
      user.password = Password;
      user.status = input.Permanent ? "CONFIRMED" : "FORCE_CHANGE_PASSWORD";
      return {};
    });

  adminSetUserMFAPreference: UsersApi["adminSetUserMFAPreference"] = (input) =>
    this.#answer("adminSetUserMFAPreference", input, (pool) => {
      const user = find(pool, input.Username ?? "");
      if (input.SoftwareTokenMfaSettings?.Enabled)
        throw awsError("InvalidParameterException", "User has not verified software token mfa");
      if (input.SMSMfaSettings?.Enabled && !user.attributes["phone_number"])
        throw awsError("InvalidParameterException", "User does not have delivery config set");
      user.mfa = input.SMSMfaSettings?.Enabled ? ["SMS_MFA"] : [];
      if (input.SMSMfaSettings?.PreferredMfa) user.preferredMfa = "SMS_MFA";
      return {};
    });

  adminAddUserToGroup: UsersApi["adminAddUserToGroup"] = (input) =>
    this.#answer("adminAddUserToGroup", input, (pool) => {
      groupOf(pool, input.GroupName ?? "").members.add(find(pool, input.Username ?? "").username);
      return {};
    });

  createGroup: UsersApi["createGroup"] = (input) =>
    this.#answer("createGroup", input, (pool) => {
      const { GroupName = "", Description, Precedence, RoleArn } = input;
      if (pool.groups.has(GroupName))
        throw awsError("GroupExistsException", "A group already exists with the name");
      pool.groups.set(GroupName, {
        group: { GroupName, Description, Precedence, RoleArn },
        members: new Set(),
      });
      return {};
    });

  getCSVHeader: UsersApi["getCSVHeader"] = (input) =>
    this.#answer("getCSVHeader", input, ({ settings }) => ({
      CSVHeader: [
        ...(settings.SchemaAttributes ?? []).flatMap(({ Name }) => (Name && Name !== "sub" ? [Name] : [])),
        "cognito:mfa_enabled",
        "cognito:username",
      ],
    }));

  /** Where a job's file is uploaded; a test's server. */
  uploads = "http://127.0.0.1:9";

  createUserImportJob: UsersApi["createUserImportJob"] = (input) =>
    this.#answer("createUserImportJob", input, ({ jobs }) => {
      const JobId = `import-${jobs.size + 1}`;
      const { JobName, PasswordHashingAlgorithm } = input;
      const job = {
        JobId,
        JobName,
        PasswordHashingAlgorithm,
        Status: "Created" as const,
        PreSignedUrl: `${this.uploads}/${JobId}`,
      };
      jobs.set(JobId, job);
      return { UserImportJob: { ...job } };
    });

  startUserImportJob: UsersApi["startUserImportJob"] = (input) =>
    this.#answer("startUserImportJob", input, (pool) => {
      const job = jobOf(pool, input.JobId);
      if (job.Status !== "Created" || job.csv === undefined)
        throw awsError("PreconditionNotMetException", "The job is started, or has no file");
      job.Status = "Pending";
      return {};
    });

  describeUserImportJob: UsersApi["describeUserImportJob"] = (input) =>
    this.#answer("describeUserImportJob", input, (pool) => {
      const job = jobOf(pool, input.JobId);
      if (job.Status === "InProgress") this.#finishJob(pool, job);
      if (job.Status === "Pending") job.Status = "InProgress";
      const { csv: _, ...rest } = job;
      return { UserImportJob: rest };
    });

  listUserImportJobs: UsersApi["listUserImportJobs"] = (input) =>
    this.#answer("listUserImportJobs", input, ({ jobs }) => {
      const all = [...jobs.values()];
      const page = this.#page(all, input.MaxResults, {
        token: input.PaginationToken,
        of: `jobs ${input.UserPoolId}`,
      });
      return { UserImportJobs: page.items, PaginationToken: page.next };
    });

  #finishJob(pool: FakePool, job: UserImportJobType & { csv?: string }): void {
    const [header = "", ...rows] = (job.csv ?? "").split("\n").filter((line) => line !== "");
    const columns = fields(header);
    Object.assign(job, { Status: "Succeeded", ImportedUsers: 0, SkippedUsers: 0, FailedUsers: 0 });
    for (const row of rows) {
      const values = fields(row);
      const cells = Object.fromEntries(columns.map((column, index) => [column, values[index] ?? ""]));
      const { "cognito:username": username = "", "cognito:mfa_enabled": mfa, password_hash, ...rest } = cells;
      const attributes = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== ""));
      const isSound = values.length === columns.length && /^(true|false)$/.test(mfa ?? "");
      const isVerified = pool.settings.AutoVerifiedAttributes?.some(
        (name) => attributes[`${name}_verified`] === "true",
      );
      if (!isSound || !isVerified || (password_hash && !job.PasswordHashingAlgorithm)) {
        job.FailedUsers = (job.FailedUsers ?? 0) + 1;
        continue;
      }
      try {
        this.#make(pool, username, {
          attributes,
          status: password_hash ? "CONFIRMED" : "RESET_REQUIRED",
          ...(password_hash && { passwordHash: password_hash }),
        });
        job.ImportedUsers = (job.ImportedUsers ?? 0) + 1;
      } catch {
        job.SkippedUsers = (job.SkippedUsers ?? 0) + 1;
      }
    }
  }

  #make(
    pool: FakePool,
    name: string,
    user: Pick<FakeUser, "attributes" | "status" | "passwordHash">,
  ): FakeUser {
    const { UsernameAttributes = [], SchemaAttributes = [], AliasAttributes = [] } = pool.settings;
    const known = SchemaAttributes.map(({ Name }) => Name);
    const { attributes } = user;
    for (const attribute of Object.keys(attributes))
      if (!known.includes(attribute) || attribute === "sub")
        throw awsError("InvalidParameterException", "Attributes did not conform to the schema");
    for (const { Name = "", Required } of SchemaAttributes)
      if (Required && Name !== "sub" && !attributes[Name])
        throw awsError("InvalidParameterException", `Attributes did not conform to the schema: ${Name}`);
    if (UsernameAttributes.length > 0 && !/^\S+@\S+$|^\+\d+$/.test(name))
      throw awsError("InvalidParameterException", "Username should be an email or a phone number.");
    if (UsernameAttributes.length === 0 && AliasAttributes.includes("email") && name.includes("@"))
      throw awsError("InvalidParameterException", "Username cannot be of email format");
    if (seek(pool, name)) throw awsError("UsernameExistsException", "User account already exists");
    if (AliasAttributes.includes("email") && attributes["email"] && seek(pool, attributes["email"]))
      throw awsError("UsernameExistsException", "An account with the email already exists.");
    const sub = randomUUID();
    const username = UsernameAttributes.length > 0 ? sub : name;
    return this.addUser(pool, {
      ...user,
      username,
      attributes: { ...attributes, sub },
      createdAt: this.#clock.now(),
    });
  }

  #page<T>(
    items: readonly T[],
    limit: number,
    { token, of }: { token: string | undefined; of: string },
  ): { items: T[]; next: string | undefined } {
    if (limit < 1 || limit > 60) throw awsError("InvalidParameterException", "Limit must be at most 60");
    const from = token === undefined ? { of, at: 0 } : this.#tokens.get(token);
    if (from?.of !== of) throw awsError("InvalidParameterException", "Invalid pagination token given.");
    const at = from.at + limit;
    if (at >= items.length) return { items: items.slice(from.at), next: undefined };
    const next = randomUUID();
    this.#tokens.set(next, { of, at });
    return { items: items.slice(from.at, at), next };
  }

  async #answer<T>(
    operation: UsersOperation,
    input: { UserPoolId: string | undefined },
    work: (pool: FakePool) => T,
  ): Promise<T> {
    if (this.#isDead) throw new Killed();
    this.calls.push({ operation, input });
    const fault = this.fault?.(this.calls.length, operation);
    if (fault === "killed before") this.#die();
    this.#count(operation, fault);
    await this.#clock.sleep(this.#latencyMs);
    if (this.#isDead) throw new Killed();
    if (fault === "unanswered") throw reset();
    const pool = this.pools.get(input.UserPoolId ?? "");
    if (!pool) throw awsError("ResourceNotFoundException", `User pool ${input.UserPoolId} does not exist.`);
    const output = structuredClone(work(pool));
    if (fault === "killed after") this.#die();
    if (fault === "lost") throw reset();
    return output;
  }

  /** What is told at the end of the caller's process. */
  onKill: () => void = () => {};

  #die(): never {
    this.#isDead = true;
    this.onKill();
    throw new Killed();
  }

  /** No second has more calls than the quota, wherever it begins. */
  #count(operation: UsersOperation, fault: Fault | undefined): void {
    const now = this.#clock.now();
    const name = quotaOf[operation];
    const recent = (this.#taken.get(name) ?? []).filter((at) => at > now - 1000);
    this.#taken.set(name, recent);
    if (fault === "throttled") throw awsError("TooManyRequestsException", "Rate exceeded");
    if (recent.length >= defaultQuotas[name]) {
      this.throttled += 1;
      throw awsError("TooManyRequestsException", "Rate exceeded");
    }
    recent.push(now);
  }
}

const reset = (): Error => Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
