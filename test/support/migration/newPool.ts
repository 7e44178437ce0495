import type { NewPool } from "../../../handlers/userMigration/options";
import { isStandardAttribute } from "../../../handlers/userPool/settings/attributes";
import { asRecord } from "../../../handlers/userPool/settings/values";
import type { VirtualClock } from "../virtualClock";

/** A user whom the trigger brought. */
export interface NewUser {
  readonly name: string;
  readonly password: string | undefined;
  readonly status: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly smsMfa: boolean;
}

export type Trigger = (event: Record<string, unknown>) => Promise<object>;

/** What a client with `PreventUserExistenceErrors: ENABLED` gets to know. */
export type Reply = "tokens" | "reset required" | "code sent" | "Incorrect username or password.";

/**
 * The new pool as an outsider sees it: it calls its UserMigration trigger for names that it does not know, waits five
 * seconds, at most three times, and takes no user whom its schema does not fit.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
 */
export class FakeNewPool {
  readonly users: NewUser[] = [];
  readonly #clock: VirtualClock;
  readonly #pool: NewPool;
  readonly #trigger: Trigger;

  constructor(clock: VirtualClock, pool: NewPool, trigger: Trigger) {
    this.#clock = clock;
    this.#pool = pool;
    this.#trigger = trigger;
  }

  async signIn(typed: string, password: string): Promise<Reply> {
    const known = this.find(typed);
    if (known === undefined) {
      const made = await this.#migrate("UserMigration_Authentication", typed, password);
      if (!made) return "Incorrect username or password.";
      return made.status === "RESET_REQUIRED" ? "reset required" : "tokens";
    }
    return known.password === password ? "tokens" : "Incorrect username or password.";
  }

  /** Whoever it is, a code seems to be sent. */
  async forgotPassword(typed: string): Promise<Reply> {
    if (this.find(typed) === undefined) await this.#migrate("UserMigration_ForgotPassword", typed, undefined);
    return "code sent";
  }

  find(typed: string): NewUser | undefined {
    const fold = (name: string | undefined) => (this.#pool.caseSensitive ? name : name?.toLowerCase());
    const names = ({ name, attributes }: NewUser) => [
      name,
      ...this.#pool.usernameAttributes.map((attribute) => attributes[attribute]),
    ];
    return this.users.find((user) => names(user).some((name) => fold(name) === fold(typed)));
  }

  async #migrate(triggerSource: string, typed: string, password: string | undefined) {
    const answer = await this.#call({
      version: "1",
      triggerSource,
      region: "eu-west-1",
      userPoolId: "eu-west-1_NewPool12",
      userName: typed,
      callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: "new-client" },
      request: { ...(password !== undefined && { password }), validationData: null },
      response: { userAttributes: null, finalUserStatus: null, messageAction: null },
    });
    const response = asRecord(asRecord(answer)?.["response"]);
    if (response?.["userAttributes"] === undefined || response["userAttributes"] === null) return undefined;
    return this.#take(typed, password, response);
  }

  async #call(event: Record<string, unknown>): Promise<unknown> {
    for (let attempt = 0; attempt < 3; attempt++) {
      const late = this.#clock.sleep(5_000).then(() => "late");
      const answer = await Promise.race([this.#trigger(structuredClone(event)).catch(() => "late"), late]);
      if (answer !== "late") return answer;
    }
    return undefined;
  }

  /** One user, or none where the schema or another user is in the way. */
  #take(name: string, password: string | undefined, response: Record<string, unknown>): NewUser | undefined {
    const attributes = response["userAttributes"] as Record<string, string>;
    const status = response["finalUserStatus"] === "RESET_REQUIRED" ? "RESET_REQUIRED" : "CONFIRMED";
    if (!this.#fits(attributes) || this.#isTaken(attributes)) return undefined;
    const user = { name, password, status, attributes, smsMfa: response["enableSMSMFA"] === true };
    this.users.push(user);
    return user;
  }

  #fits(attributes: Record<string, string>): boolean {
    const { custom, required } = this.#pool;
    const flags = ["email_verified", "phone_number_verified"];
    const names = Object.keys(attributes);
    return (
      names.every(
        (name) =>
          (isStandardAttribute(name) && name !== "sub") ||
          custom.includes(name) ||
          (flags.includes(name) && names.includes(name.replace("_verified", ""))),
      ) && required.every((name) => names.includes(name))
    );
  }

  #isTaken(attributes: Record<string, string>): boolean {
    return this.#pool.usernameAttributes.some((name) => {
      const value = attributes[name];
      return value !== undefined && this.find(value) !== undefined;
    });
  }
}
