import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminResetUserPasswordCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  ConfirmForgotPasswordCommand,
  CreateGroupCommand,
  ForgotPasswordCommand,
  InitiateAuthCommand,
  paginateListUsers,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Aws } from "../commands/support/aws";
import { CommandError } from "../commands/support/errors";
import { importRest, type Shell } from "./migrationCommands";
import {
  ANSWERS,
  afterwards,
  GROUP,
  IMPORTED,
  KINDS,
  MEMBERS,
  MOVED,
  newPassword,
  of,
  PEOPLE,
  type Person,
  REST,
} from "./migrationPeople";

/** The example's outputs, by which its two pools are found. */
export interface MigrationTarget {
  readonly formerUserPoolId: string;
  readonly formerClientId: string;
  readonly userPoolId: string;
  readonly userPoolClientId: string;
}

/** The code that MiniStack sends to everyone. */
const RESET_CODE = "654321";

/** Fifty users of all kinds, and their way from the one pool to the other. */
export class MigrationRun {
  readonly #aws: Aws;
  readonly #target: MigrationTarget;

  constructor(aws: Aws, target: MigrationTarget) {
    this.#aws = aws;
    this.#target = target;
  }

  /** Makes the users in the former pool. */
  async fill(): Promise<string> {
    for (const person of PEOPLE) await this.#make(person);
    const group = { UserPoolId: this.#target.formerUserPoolId, GroupName: GROUP };
    await this.#aws.cognito.send(new CreateGroupCommand({ ...group, Description: "The staff" }));
    for (const { phone: Username } of MEMBERS) {
      await this.#aws.cognito.send(new AdminAddUserToGroupCommand({ ...group, Username }));
    }
    return KINDS.map(({ name, count }) => `${count} ${name}`).join(", ");
  }

  /** Each who is not away signs in at the new pool, with a wrong password and with the old one. */
  async signIn(): Promise<string> {
    for (const person of PEOPLE) {
      const { kind, password } = person;
      if (kind.fate === "is imported") continue;
      await this.#expectSignIn(person, `${password}-wrong`, ["NotAuthorizedException"]);
      await this.#expectSignIn(person, password, ANSWERS[kind.fate]);
    }
    return this.#counts();
  }

  /** Who could not keep the old password sets a new one, with a code; an address that is verified lets its user in. */
  async bringOthers(): Promise<string> {
    for (const person of PEOPLE) {
      if (person.kind.fate === "sets a password") await this.#setPassword(person);
      if (person.kind.fate === "verifies") {
        await this.#verify(person);
        await this.#expectSignIn(person, person.password, ["tokens"]);
      }
    }
    return this.#counts();
  }

  /** The others are imported, and who may sign in sets a password with a code. */
  async importRest(shell: Shell): Promise<string> {
    const { formerUserPoolId: old, userPoolId: now } = this.#target;
    await importRest({ old, now }, REST, shell);
    for (const person of of("is imported")) {
      await this.#expectSignIn(person, person.password, ["NotAuthorizedException"]);
      await this.#setPassword(person);
    }
    return `${IMPORTED.length} imported, ${MEMBERS.length} memberships copied, ${MOVED} of ${PEOPLE.length} the same in both pools`;
  }

  /** Everybody who could sign in at the former pool can do so at the new one, which does not need it any more. */
  async checkAlone(): Promise<string> {
    for (const person of PEOPLE) await this.#expectSignIn(person, ...afterwards(person));
    const count = await this.#count(this.#target.userPoolId);
    if (count !== MOVED) throw new CommandError(`Expected ${MOVED} users in the new pool, got ${count}.`);
    return `${count} users of ${PEOPLE.length}; the others never confirmed that they are there`;
  }

  async #make({ kind, phone, email, password }: Person): Promise<void> {
    const { cognito } = this.#aws;
    const { formerUserPoolId: UserPoolId, formerClientId: ClientId } = this.#target;
    const isVerified = String(kind.name !== "without a verified address");
    const attributes = { phone_number: phone, email, "custom:plan": "gold" };
    const UserAttributes = attributeList({
      ...attributes,
      phone_number_verified: "true",
      email_verified: isVerified,
    });
    const ids = { UserPoolId, Username: phone };
    if (kind.name === "unconfirmed") {
      await cognito.send(
        new SignUpCommand({
          ClientId,
          Username: phone,
          Password: password,
          UserAttributes: attributeList(attributes),
        }),
      );
      return;
    }
    await cognito.send(
      new AdminCreateUserCommand({
        ...ids,
        UserAttributes,
        TemporaryPassword: password,
        MessageAction: "SUPPRESS",
      }),
    );
    if (kind.name === "invited") return;
    await cognito.send(new AdminSetUserPasswordCommand({ ...ids, Password: password, Permanent: true }));
    if (kind.name === "disabled") await cognito.send(new AdminDisableUserCommand(ids));
    if (kind.name === "to reset") await cognito.send(new AdminResetUserPasswordCommand(ids));
  }

  async #verify({ phone }: Person): Promise<void> {
    const ids = { UserPoolId: this.#target.formerUserPoolId, Username: phone };
    const UserAttributes = attributeList({ email_verified: "true" });
    await this.#aws.cognito.send(new AdminUpdateUserAttributesCommand({ ...ids, UserAttributes }));
  }

  async #setPassword(person: Person): Promise<void> {
    const ids = { ClientId: this.#target.userPoolClientId, Username: person.email };
    await this.#aws.cognito.send(new ForgotPasswordCommand(ids));
    await this.#aws.cognito.send(
      new ConfirmForgotPasswordCommand({
        ...ids,
        ConfirmationCode: RESET_CODE,
        Password: newPassword(person),
      }),
    );
    await this.#expectSignIn(person, newPassword(person), ["tokens"]);
  }

  async #expectSignIn(person: Person, password: string, expected: readonly string[]): Promise<void> {
    const got = await this.#answerTo(person.email, password);
    if (expected.includes(got)) return;
    const { kind, email, password: right } = person;
    const which = password === right ? "the old" : "another";
    throw new CommandError(
      `${email} (${kind.name}) signed in at the new pool with ${which} password: expected ${expected.join(" or ")}, got ${got}.`,
    );
  }

  async #answerTo(USERNAME: string, PASSWORD: string): Promise<string> {
    try {
      const answer = await this.#aws.cognito.send(
        new InitiateAuthCommand({
          ClientId: this.#target.userPoolClientId,
          AuthFlow: "USER_PASSWORD_AUTH",
          AuthParameters: { USERNAME, PASSWORD },
        }),
      );
      return answer.AuthenticationResult ? "tokens" : (answer.ChallengeName ?? "nothing");
    } catch (error) {
      return error instanceof Error ? error.name : String(error);
    }
  }

  async #counts(): Promise<string> {
    const { userPoolId, formerUserPoolId } = this.#target;
    return `${await this.#count(userPoolId)} of ${await this.#count(formerUserPoolId)}`;
  }

  async #count(UserPoolId: string): Promise<number> {
    let count = 0;
    for await (const { Users = [] } of paginateListUsers({ client: this.#aws.cognito }, { UserPoolId })) {
      count += Users.length;
    }
    return count;
  }
}

function attributeList(attributes: Record<string, string>) {
  return Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
}
