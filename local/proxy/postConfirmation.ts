import {
  AdminGetUserCommand,
  type AdminGetUserCommandOutput,
  type UserPoolType,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Aws } from "../../commands/support/aws";
import { isRecord, text } from "../../commands/support/records";
import { textMap } from "../provider/values";
import { type CognitoError, callTrigger, poolOf } from "./triggers";

const TRIGGER_SOURCES: Record<string, string> = {
  AdminConfirmSignUp: "PostConfirmation_ConfirmSignUp",
  ConfirmForgotPassword: "PostConfirmation_ConfirmForgotPassword",
  ConfirmSignUp: "PostConfirmation_ConfirmSignUp",
};

/** The trigger source of a call, by its `X-Amz-Target`; undefined for calls that confirm nobody. */
export function triggerSourceOf(target: string | string[] | undefined): string | undefined {
  const [service, operation = ""] = typeof target === "string" ? target.split(".") : [];
  return service === "AWSCognitoIdentityProviderService" ? TRIGGER_SOURCES[operation] : undefined;
}

/** What the confirming calls have in common. The user's own calls name the client, the administrator's names the pool. */
interface ConfirmRequest {
  ClientId?: string;
  UserPoolId?: string;
  Username?: string;
  ClientMetadata?: Record<string, string>;
}

/**
 * Calls the PostConfirmation function of the user's pool as Cognito does: only if the function's policy lets it, with an event of the
 * real shape, and with the function's error turned into the caller's.
 *
 * @returns the error that the caller gets instead of its answer, if any. The user stays confirmed, as in Cognito.
 */
export async function firePostConfirmation(
  aws: Aws,
  triggerSource: string,
  body: string,
): Promise<CognitoError | undefined> {
  const request = confirmRequest(body);
  const pool = await poolOf(aws, request);
  const functionArn = pool?.LambdaConfig?.PostConfirmation;
  if (!pool || functionArn === undefined) return undefined;
  const event = { ...(await eventFor(aws, pool, request)), triggerSource };
  const { error } = await callTrigger(aws, { name: "PostConfirmation", functionArn, pool, event });
  return error;
}

function confirmRequest(body: string): ConfirmRequest {
  const request: unknown = JSON.parse(body);
  if (!isRecord(request)) return {};
  return {
    ClientId: text(request, "ClientId"),
    UserPoolId: text(request, "UserPoolId"),
    Username: text(request, "Username"),
    ClientMetadata: textMap(request, "ClientMetadata"),
  };
}

/** The event of the developer guide's page "Post confirmation Lambda trigger", but for its trigger source. */
async function eventFor(aws: Aws, pool: UserPoolType, request: ConfirmRequest): Promise<object> {
  const { Id: UserPoolId, AutoVerifiedAttributes = [] } = pool;
  const user = await aws.cognito.send(new AdminGetUserCommand({ UserPoolId, Username: request.Username }));
  const byUser = request.ClientId !== undefined; // the code that the user gave has shown that the address is theirs
  const attributes = userAttributes(user, byUser ? AutoVerifiedAttributes : []);
  return {
    version: "1",
    region: aws.region,
    userPoolId: UserPoolId,
    userName: user.Username,
    callerContext: {
      awsSdkVersion: "aws-sdk-unknown-unknown",
      clientId: request.ClientId ?? "CLIENT_ID_NOT_APPLICABLE",
    },
    request: {
      userAttributes: attributes,
      ...(request.ClientMetadata && { clientMetadata: request.ClientMetadata }),
    },
    response: {},
  };
}

function userAttributes(user: AdminGetUserCommandOutput, verified: string[]): Record<string, string> {
  const attributes = Object.fromEntries(
    (user.UserAttributes ?? []).map(({ Name = "", Value = "" }) => [Name, Value]),
  );
  for (const name of ["email", "phone_number"]) {
    if (attributes[name] === undefined) continue;
    attributes[`${name}_verified`] = verified.includes(name)
      ? "true"
      : (attributes[`${name}_verified`] ?? "false");
  }
  return { ...attributes, "cognito:user_status": user.UserStatus ?? "CONFIRMED" };
}
