import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminResetUserPasswordCommand,
  AdminSetUserPasswordCommand,
  type UserPoolType,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Aws } from "../../commands/support/aws";
import { describeError, isNamed } from "../../commands/support/errors";
import { textMap } from "../provider/values";
import { type CognitoError, callTrigger, type TriggerAnswer } from "./triggers";
import { type Visit, visitOf } from "./visit";

/** Cognito's patience with a function, and how often it calls. */
const PATIENCE_MS = 5_000;
const CALLS = 3;

/**
 * Calls the UserMigration function of a pool that does not know the user, as Cognito does before it looks for the user,
 * and makes the user whom the function describes. The emulator then answers the call by itself.
 *
 * Unlike Cognito, the emulator takes no password that the pool's policy forbids.
 *
 * @returns the error that the caller gets instead of an answer, if any
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-migrate-user.html
 */
export async function bringUserAlong(
  aws: Aws,
  target: string,
  body: string,
): Promise<CognitoError | undefined> {
  const visit = await visitOf(aws, target, JSON.parse(body));
  if (visit === undefined) return undefined;
  const answer = await answerTo(aws, visit);
  if (answer.error) return migrationFailed(visit);
  const { response } = answer;
  const attributes = textMap(response, "userAttributes");
  if (attributes === undefined) return undefined;
  return fits(visit.pool, attributes)
    ? makeUser(aws, visit, { attributes, response })
    : migrationFailed(visit);
}

/** The function's answer, within Cognito's patience. */
async function answerTo(aws: Aws, visit: Visit): Promise<TriggerAnswer> {
  const { pool, functionArn } = visit;
  for (let call = 1; ; call++) {
    const over = new AbortController();
    const late = sleep(PATIENCE_MS, undefined, { signal: over.signal }).catch(() => undefined);
    const answer = await Promise.race([
      callTrigger(aws, { name: "UserMigration", functionArn, pool, event: eventFor(aws, visit) }),
      late,
    ]);
    over.abort();
    if (answer !== undefined) return answer;
    if (call === CALLS)
      return { error: { type: "UnexpectedLambdaException", message: "UserMigration is too slow." } };
  }
}

/** The event of the developer guide's page "Migrate user Lambda trigger". */
function eventFor(aws: Aws, { pool, clientId, userName, password, metadata }: Visit): object {
  const isForgotten = password === undefined;
  return {
    version: "1",
    triggerSource: isForgotten ? "UserMigration_ForgotPassword" : "UserMigration_Authentication",
    region: aws.region,
    userPoolId: pool.Id,
    userName,
    callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId },
    request: isForgotten
      ? { validationData: null, ...(metadata && { clientMetadata: metadata }) }
      : { password, validationData: metadata ?? null },
    response: {
      userAttributes: null,
      forceAliasCreation: null,
      enableSMSMFA: null,
      finalUserStatus: null,
      messageAction: null,
      desiredDeliveryMediums: null,
    },
  };
}

/** Whatever goes wrong, Cognito says no more than this. */
function migrationFailed({ clientId }: Visit): CognitoError {
  return { type: "UserNotFoundException", message: `Exception migrating user in app client ${clientId}` };
}

/** Cognito takes nobody with an attribute that the pool's schema lacks, or without one that it requires. */
function fits({ SchemaAttributes = [] }: UserPoolType, attributes: Record<string, string>): boolean {
  const others = SchemaAttributes.filter(({ Name }) => Name !== "sub");
  const known = new Set(others.map(({ Name }) => Name));
  const required = others.filter(({ Required }) => Required === true);
  return (
    Object.keys(attributes).every((name) => known.has(name)) &&
    required.every(({ Name = "" }) => attributes[Name] !== undefined)
  );
}

interface Described {
  readonly attributes: Record<string, string>;
  readonly response: Record<string, unknown>;
}

async function makeUser(
  { cognito }: Aws,
  visit: Visit,
  { attributes, response }: Described,
): Promise<CognitoError | undefined> {
  const { pool, userName, password } = visit;
  const ids = { UserPoolId: pool.Id, Username: userName };
  const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
  const nobodys = `aA1!${randomBytes(48).toString("base64url")}`;
  try {
    await cognito.send(
      new AdminCreateUserCommand({
        ...ids,
        UserAttributes,
        MessageAction: "SUPPRESS",
        TemporaryPassword: nobodys,
      }),
    );
  } catch (error) {
    // Of two calls at the same time, one makes the user.
    return isNamed(error, "UsernameExistsException") ? undefined : migrationFailed(visit);
  }
  try {
    const Password = password ?? nobodys;
    await cognito.send(new AdminSetUserPasswordCommand({ ...ids, Password, Permanent: true }));
    if (response["finalUserStatus"] === "RESET_REQUIRED") {
      await cognito.send(new AdminResetUserPasswordCommand(ids));
    }
    return undefined;
  } catch (error) {
    await cognito.send(new AdminDeleteUserCommand(ids));
    return {
      type: "UserNotFoundException",
      message: `The emulator does not take the user: ${describeError(error)}`,
    };
  }
}
