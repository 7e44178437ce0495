import { randomBytes, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import {
  AdminConfirmSignUpCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  DescribeUserPoolCommand,
  type PasswordPolicyType,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Aws } from "../support/aws";
import { CommandError, describeError, isNamed } from "../support/errors";
import type { Target } from "../support/target";
import { linesSince, triggerLogGroup } from "../support/triggerLog";

/** The steps of the smoke test, in their order. `remove` undoes what the others have done, at any point. */
export interface SmokeTest {
  signUp(): Promise<void>;
  confirm(): Promise<void>;
  /** Waits for the trigger's line and returns it. */
  awaitLogLine(): Promise<string>;
  remove(): Promise<void>;
}

/** CloudWatch needs some seconds on AWS until a line can be found. */
const LOG_SECONDS = 60;

/** Signs a new user up, confirms it, and waits for the line that the PostConfirmation trigger logs. */
export function smokeTest(aws: Aws, { userPoolId, userPoolClientId }: Target): SmokeTest {
  const email = `smoke-${randomUUID()}@example.com`;
  let signingUp: Promise<unknown> | undefined;
  let userName: string | undefined;
  let startTime = Date.now();

  return {
    async signUp() {
      const { UserPool } = await aws.cognito.send(new DescribeUserPoolCommand({ UserPoolId: userPoolId }));
      const attributes = { email, name: "Smoke Test" };
      signingUp = aws.cognito.send(
        new SignUpCommand({
          ClientId: userPoolClientId,
          Username: email,
          Password: passwordFor(UserPool?.Policies?.PasswordPolicy),
          UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
        }),
      );
      await signingUp;
      // The pool takes the address for signing in and makes up a name; the address finds the user.
      const user = await aws.cognito.send(
        new AdminGetUserCommand({ UserPoolId: userPoolId, Username: email }),
      );
      userName = user.Username;
    },

    async confirm() {
      startTime = Date.now() - 1000; // the clocks may differ
      await aws.cognito.send(new AdminConfirmSignUpCommand({ UserPoolId: userPoolId, Username: userName }));
    },

    async awaitLogLine() {
      const line = `User confirmed: User-Pool ${userPoolId}, UserId: ${userName}`;
      await untilLogged(aws, { line, logGroupName: await triggerLogGroup(aws, userPoolId), startTime });
      return line;
    },

    async remove() {
      if (signingUp === undefined) return;
      // Whoever stops the test while it signs up leaves a user that is not there yet.
      await signingUp.catch(() => undefined);
      try {
        await aws.cognito.send(
          new AdminDeleteUserCommand({ UserPoolId: userPoolId, Username: userName ?? email }),
        );
      } catch (error) {
        if (isNamed(error, "UserNotFoundException", "ResourceNotFoundException")) return;
        throw new CommandError(
          `The user \`${email}\` may still be in the pool \`${userPoolId}\` (${describeError(error)}). Delete it there.`,
          { cause: error },
        );
      }
    },
  };
}

interface Search {
  readonly line: string;
  readonly logGroupName: string;
  readonly startTime: number;
}

async function untilLogged(aws: Aws, { line: wanted, logGroupName, startTime }: Search): Promise<void> {
  const deadline = Date.now() + LOG_SECONDS * 1000;
  for (;;) {
    const lines = await linesSince(aws, logGroupName, startTime);
    if (lines.some((line) => line.includes(wanted))) return;
    if (Date.now() > deadline) {
      throw new CommandError(
        `No line "${wanted}" in the log group \`${logGroupName}\` within ${LOG_SECONDS} seconds.`,
      );
    }
    await sleep(250);
  }
}

/** A random password that the pool accepts: every class of characters, and long enough. */
export function passwordFor(policy: PasswordPolicyType = {}): string {
  return `aA1!${randomBytes(96).toString("base64url")}`.slice(0, Math.max(16, policy.MinimumLength ?? 8));
}
