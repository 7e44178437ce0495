import type { Clock } from "../../../handlers/customResource/clock";
import type { NamedUser } from "../../../handlers/userMigration/names";
import type { OldPool, OldUser } from "../../../handlers/userMigration/oldPool";
import { awsError } from "../cognitoRules";

/** A user of the fake old pool. */
export interface FakeOldUser extends OldUser {
  readonly password: string | undefined;
  /** What the pool asks for after the password. */
  readonly challenge?: string;
}

/** What goes wrong with a call: an error of AWS's, no answer at all, or an answer that is lost after the work was done. */
export type CallFault = { readonly error: Error } | "hang";

/**
 * The old pool as the migration sees it: names are its users' own or an address, and their letter case does not matter.
 * A user who is not confirmed, or disabled, is refused before the password is looked at, and only a right one learns that
 * a reset is needed.
 */
export class FakeOldPool {
  readonly users: FakeOldUser[] = [];
  /** What happens to the next calls, one each; `undefined` is nothing. */
  readonly faults: (CallFault | undefined)[] = [];
  readonly calls: string[] = [];
  /** The attributes that stand for a user's name. */
  signInWith: readonly string[] = ["email", "phone_number"];
  /** How long each call lasts. */
  latencyMs = 0;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(user: Partial<FakeOldUser> & Pick<FakeOldUser, "userName">): FakeOldUser {
    const full = {
      password: `right-${user.userName}`,
      enabled: true,
      status: "CONFIRMED",
      mfa: [],
      ...user,
      attributes: { sub: `sub-${user.userName}`, ...user.attributes },
    };
    this.users.push(full);
    return full;
  }

  open(signal: AbortSignal): OldPool {
    return {
      adminInitiateAuth: ({ userName, password }) =>
        this.#call("adminInitiateAuth", signal, () => this.#signIn(userName, password)),
      adminGetUser: (userName) => this.#call("adminGetUser", signal, () => this.#get(userName)),
      listUsers: ({ attribute, value }) =>
        this.#call("listUsers", signal, () => this.#list(attribute, value)),
    };
  }

  async #call<T>(operation: string, signal: AbortSignal, work: () => T): Promise<T> {
    this.calls.push(operation);
    const fault = this.faults.shift();
    await this.#clock.sleep(fault === "hang" ? 60_000 : this.latencyMs, signal);
    if (fault !== undefined && fault !== "hang") throw fault.error;
    return work();
  }

  #signIn(typed: string, password: string): string | undefined {
    const user = this.#find(typed);
    if (!user) throw awsError("NotAuthorizedException", "Incorrect username or password.");
    if (!user.enabled) throw awsError("NotAuthorizedException", "User is disabled.");
    if (user.status === "UNCONFIRMED") throw awsError("UserNotConfirmedException", "User is not confirmed.");
    if (user.password === undefined || user.password !== password) {
      throw awsError("NotAuthorizedException", "Incorrect username or password.");
    }
    if (user.status === "RESET_REQUIRED") {
      throw awsError("PasswordResetRequiredException", "Password reset required for the user");
    }
    return user.status === "FORCE_CHANGE_PASSWORD" ? "NEW_PASSWORD_REQUIRED" : user.challenge;
  }

  #get(name: string): OldUser {
    const user = this.#find(name);
    if (!user) throw awsError("UserNotFoundException", "User does not exist.");
    const { password: _password, challenge: _challenge, ...shown } = user;
    return shown;
  }

  #list(attribute: string, value: string): NamedUser[] {
    return this.users.filter(({ attributes }) => attributes[attribute] === value);
  }

  #find(name: string): FakeOldUser | undefined {
    const wanted = name.toLowerCase();
    return this.users.find(({ userName, attributes }) =>
      [userName, ...this.signInWith.map((one) => attributes[one])].some(
        (one) => one?.toLowerCase() === wanted,
      ),
    );
  }
}
