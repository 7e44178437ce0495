import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminResetUserPasswordCommand,
  AdminSetUserPasswordCommand,
  DescribeUserPoolClientCommand,
  type UserPoolType,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Aws } from "../../commands/support/aws";
import { describeError, isNamed } from "../../commands/support/errors";
import { isRecord, text } from "../../commands/support/records";
import { textMap } from "../provider/values";
import { type CognitoError, callTrigger, poolOf, type TriggerAnswer } from "./triggers";

/** The operations at which Cognito asks for a user whom the pool does not know, with the flows in which it has a password. */
const FLOWS: Record<string, readonly string[]> = {
  InitiateAuth: ["USER_PASSWORD_AUTH"],
  AdminInitiateAuth: ["ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH"],
  ForgotPassword: [],
};

/** Cognito's patience with a function, and how often it calls. */
const PATIENCE_MS = 5_000;
const CALLS = 3;

/** Whether a call, by its `X-Amz-Target`, may bring a user along from elsewhere. */
export function mayBringAlong(target: string | string[] | undefined): target is string {
  return typeof target === "string" && operationOf(target) in FLOWS;
}

function operationOf(target: string): string {
  const [service, operation = ""] = target.split(".");
  return service === "AWSCognitoIdentityProviderService" ? operation : "";
}

/** Who wants in, and where. */
interface Visit {
  readonly pool: UserPoolType & { readonly Id: string };
  readonly functionArn: string;
  readonly clientId: string;
  readonly userName: string;
  /** Nothing where it was forgotten. */
  readonly password: string | undefined;
  readonly metadata: Record<string, string> | undefined;
}

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
  const visit = await visitOf(aws, operationOf(target), JSON.parse(body));
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

/** What a call says by itself. */
interface Asked {
  readonly UserPoolId: string | undefined;
  readonly clientId: string;
  readonly userName: string;
  /** Nothing where the password was forgotten. */
  readonly signIn: { readonly flow: string; readonly password: string | undefined } | undefined;
  readonly metadata: Record<string, string> | undefined;
}

function askedIn(operation: string, request: unknown): Asked | undefined {
  if (!isRecord(request)) return undefined;
  const clientId = text(request, "ClientId");
  const who =
    operation === "ForgotPassword" ? forgotten(request) : signingIn(request, FLOWS[operation] ?? []);
  if (clientId === undefined || who?.userName === undefined) return undefined;
  const { userName, signIn } = who;
  const metadata = textMap(request, "ClientMetadata");
  return { UserPoolId: text(request, "UserPoolId"), clientId, userName, signIn, metadata };
}

type Who = { readonly userName: string | undefined } & Pick<Asked, "signIn">;

function forgotten(request: Record<string, unknown>): Who {
  return { userName: text(request, "Username"), signIn: undefined };
}

function signingIn(request: Record<string, unknown>, flows: readonly string[]): Who | undefined {
  const flow = text(request, "AuthFlow") ?? "";
  const { USERNAME: userName, PASSWORD: password } = textMap(request, "AuthParameters") ?? {};
  return flows.includes(flow) ? { userName, signIn: { flow, password } } : undefined;
}

async function visitOf(aws: Aws, operation: string, request: unknown): Promise<Visit | undefined> {
  const asked = askedIn(operation, request);
  if (asked === undefined) return undefined;
  const pool = await poolOf(aws, { UserPoolId: asked.UserPoolId, ClientId: asked.clientId });
  const functionArn = pool?.LambdaConfig?.UserMigration;
  if (pool?.Id === undefined || functionArn === undefined) return undefined;
  const { clientId, userName, signIn, metadata } = asked;
  if (!(await isNeeded(aws, pool.Id, asked))) return undefined;
  return {
    pool: { ...pool, Id: pool.Id },
    functionArn,
    clientId,
    userName,
    password: signIn?.password,
    metadata,
  };
}

/** Whether Cognito would ask the function: not in a flow that the client does not allow, nor for a user whom it knows. */
async function isNeeded(
  aws: Aws,
  UserPoolId: string,
  { clientId, userName, signIn }: Asked,
): Promise<boolean> {
  const flow = signIn?.flow;
  if (flow !== undefined && !(await allows(aws, { UserPoolId, ClientId: clientId, flow }))) return false;
  return !(await knows(aws, UserPoolId, userName));
}

interface ClientFlow {
  readonly UserPoolId: string;
  readonly ClientId: string;
  readonly flow: string;
}

async function allows({ cognito }: Aws, { flow, ...ids }: ClientFlow): Promise<boolean> {
  const { UserPoolClient } = await cognito.send(new DescribeUserPoolClientCommand(ids));
  const allowed: readonly string[] = UserPoolClient?.ExplicitAuthFlows ?? [];
  return allowed.includes(flow) || allowed.includes(`ALLOW_${flow.replace("NO_SRP", "USER_PASSWORD")}`);
}

async function knows({ cognito }: Aws, UserPoolId: string, Username: string): Promise<boolean> {
  try {
    await cognito.send(new AdminGetUserCommand({ UserPoolId, Username }));
    return true;
  } catch (error) {
    if (isNamed(error, "UserNotFoundException")) return false;
    throw error;
  }
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
