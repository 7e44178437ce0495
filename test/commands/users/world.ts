import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { usersCommand } from "../../../commands/users";
import { FakeClock } from "../../support/fakeClock";
import type { FakePool } from "../../support/fakeUserPools";
import { FakeUsers } from "../../support/fakeUsers";
import { runCommand } from "../support/capture";

export const oldId = "eu-west-1_old";
export const newId = "eu-west-1_new";

/** A service with two pools, and the commands, in a folder and a time of their own. */
export class UsersWorld {
  readonly clock = new FakeClock();
  readonly cognito = new FakeUsers({ clock: this.clock });
  readonly folder = mkdtempSync(join(tmpdir(), "users-"));
  readonly old: FakePool;
  readonly new: FakePool;

  constructor(
    settings: { old?: FakePool["settings"]; new?: FakePool["settings"] } = {},
    attributes: string[] = [],
  ) {
    this.old = this.cognito.addPool(oldId, settings.old, ["custom:plan"]);
    this.new = this.cognito.addPool(newId, settings.new, ["custom:plan", ...attributes]);
  }

  file(name = "users.jsonl"): string {
    return join(this.folder, name);
  }

  read(name?: string): Record<string, Record<string, unknown>>[] {
    const lines = readFileSync(this.file(name), "utf8").split("\n").slice(0, -1);
    return lines.map((line) => JSON.parse(line) as Record<string, Record<string, unknown>>);
  }

  write(lines: readonly object[], name?: string): void {
    writeFileSync(this.file(name), lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  }

  run(...args: string[]) {
    const command = usersCommand({ connect: () => this.cognito, clock: this.clock });
    return this.clock.run(() => runCommand(command, args));
  }

  /** What a command says in JSON. */
  async json(...args: string[]): Promise<Record<string, unknown>> {
    const { stdout, stderr } = await this.run(...args, "--json");
    if (stdout === "") throw new Error(stderr);
    return JSON.parse(stdout) as Record<string, unknown>;
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Users of every kind, for the old pool. */
export function populate({ cognito, old }: UsersWorld): void {
  const verified = (email: string, more: object = {}) => ({ email, email_verified: "true", ...more });
  cognito.addUser(old, {
    username: "ada",
    attributes: verified("ada@example.com", { "custom:plan": "gold" }),
  });
  cognito.addUser(old, {
    username: "bob",
    attributes: verified("bob@example.com", { phone_number: "+1555", phone_number_verified: "true" }),
    mfa: ["SMS_MFA", "SOFTWARE_TOKEN_MFA"],
    preferredMfa: "SMS_MFA",
  });
  cognito.addUser(old, { username: "cyd", attributes: verified("cyd@example.com"), enabled: false });
  cognito.addUser(old, {
    username: "dee",
    attributes: verified("dee@example.com"),
    status: "FORCE_CHANGE_PASSWORD",
  });
  cognito.addUser(old, { username: "eve", attributes: { email: "eve@example.com" }, status: "UNCONFIRMED" });
  cognito.addUser(old, {
    username: "Google_1",
    attributes: { email: "fay@example.com" },
    status: "EXTERNAL_PROVIDER",
  });
  cognito.addUser(old, {
    username: "gil",
    attributes: verified("gil@example.com"),
    status: "RESET_REQUIRED",
  });
  cognito.addUser(old, { username: "hal", attributes: { email: "hal@example.com" } });
  cognito.addGroup(old, "admins", ["ada", "eve"]);
  cognito.addGroup(old, "staff", ["ada", "bob"]);
}
