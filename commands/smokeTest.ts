import { randomBytes, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { paginateFilterLogEvents } from "@aws-sdk/client-cloudwatch-logs";
import {
  AdminConfirmSignUpCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  DescribeUserPoolCommand,
  type PasswordPolicyType,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { GetFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import type { Aws } from "./support/aws";
import { CommandError, isNamed } from "./support/errors";

/** The deployment to try. */
export interface SmokeTarget {
  userPoolId: string;
  userPoolClientId: string;
}

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
export function smokeTest(aws: Aws, { userPoolId, userPoolClientId }: SmokeTarget): SmokeTest {
  const email = `smoke-${randomUUID()}@example.com`;
  let userName: string | undefined;
  let startTime = Date.now();

  return {
    async signUp() {
      const { UserPool } = await aws.cognito.send(new DescribeUserPoolCommand({ UserPoolId: userPoolId }));
      const attributes = { email, name: "Smoke Test" };
      await aws.cognito.send(
        new SignUpCommand({
          ClientId: userPoolClientId,
          Username: email,
          Password: passwordFor(UserPool?.Policies?.PasswordPolicy),
          UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
        }),
      );
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
      const logGroupName = await triggerLogGroup(aws, userPoolId);
      const wanted = `User confirmed: User-Pool ${userPoolId}, UserId: ${userName}`;
      const deadline = Date.now() + LOG_SECONDS * 1000;
      for (;;) {
        if (await hasLine(aws, { logGroupName, wanted, startTime })) return wanted;
        if (Date.now() > deadline) {
          throw new CommandError(
            `No line "${wanted}" in the log group \`${logGroupName}\` within ${LOG_SECONDS} seconds.`,
          );
        }
        await sleep(250);
      }
    },

    async remove() {
      try {
        await aws.cognito.send(
          new AdminDeleteUserCommand({ UserPoolId: userPoolId, Username: userName ?? email }),
        );
      } catch (error) {
        if (!isNamed(error, "UserNotFoundException", "ResourceNotFoundException")) throw error;
      }
    },
  };
}

/** A random password that the pool accepts: every class of characters, and long enough. */
export function passwordFor(policy: PasswordPolicyType = {}): string {
  return `aA1!${randomBytes(96).toString("base64url")}`.slice(0, Math.max(16, policy.MinimumLength ?? 8));
}

/** The log group of the function that the pool calls after a confirmation. */
async function triggerLogGroup({ cognito, lambda }: Aws, UserPoolId: string): Promise<string> {
  const { UserPool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId }));
  const FunctionName = UserPool?.LambdaConfig?.PostConfirmation;
  if (FunctionName === undefined) {
    throw new CommandError(
      `The user pool \`${UserPoolId}\` has no PostConfirmation trigger: there is no line to wait for.`,
    );
  }
  const found = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  return found.LoggingConfig?.LogGroup ?? `/aws/lambda/${found.FunctionName}`;
}

interface Search {
  logGroupName: string;
  wanted: string;
  startTime: number;
}

/** The line stands by itself in a text log, and in a member of a JSON log's record. */
async function hasLine({ logs }: Aws, { logGroupName, wanted, startTime }: Search): Promise<boolean> {
  try {
    for await (const { events = [] } of paginateFilterLogEvents(
      { client: logs },
      { logGroupName, startTime },
    )) {
      if (events.some(({ message = "" }) => message.includes(wanted))) return true;
    }
  } catch (error) {
    if (!isNamed(error, "ResourceNotFoundException")) throw error;
  }
  return false;
}
