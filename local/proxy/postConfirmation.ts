import {
  AdminGetUserCommand,
  type AdminGetUserCommandOutput,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  paginateListUserPools,
  type UserPoolType,
} from "@aws-sdk/client-cognito-identity-provider";
import { GetPolicyCommand, InvokeCommand } from "@aws-sdk/client-lambda";
import type { Aws } from "../../commands/support/aws";
import { describeError, isNamed } from "../../commands/support/errors";
import { isRecord, text } from "../../commands/support/records";
import { textMap } from "../provider/values";
import { mayInvoke } from "./invokePermission";

/** An error as Cognito answers it. */
export interface CognitoError {
  type: string;
  message: string;
}

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
  const refusal = await invocationRefused(aws, functionArn, pool.Arn ?? "");
  if (refusal) return unexpected(refusal);
  return invoke(aws, functionArn, { ...(await eventFor(aws, pool, request)), triggerSource });
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

/** A client's call does not name its pool: it is the one that knows the client. */
async function poolOf(aws: Aws, { UserPoolId, ClientId }: ConfirmRequest): Promise<UserPoolType | undefined> {
  const id = UserPoolId ?? (ClientId === undefined ? undefined : await poolOfClient(aws, ClientId));
  if (id === undefined) return undefined;
  const { UserPool } = await aws.cognito.send(new DescribeUserPoolCommand({ UserPoolId: id }));
  return UserPool;
}

async function poolOfClient({ cognito }: Aws, ClientId: string): Promise<string | undefined> {
  for await (const { UserPools = [] } of paginateListUserPools({ client: cognito }, { MaxResults: 60 })) {
    for (const { Id: UserPoolId } of UserPools) {
      try {
        await cognito.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }));
        return UserPoolId;
      } catch (error) {
        if (!isNamed(error, "ResourceNotFoundException")) throw error;
      }
    }
  }
  return undefined;
}

/** The name of the error with which Lambda refuses Cognito, or undefined where it lets Cognito in. */
async function invocationRefused(
  { lambda }: Aws,
  functionArn: string,
  poolArn: string,
): Promise<string | undefined> {
  try {
    const { Policy = "" } = await lambda.send(new GetPolicyCommand({ FunctionName: functionArn }));
    return mayInvoke(JSON.parse(Policy), poolArn) ? undefined : "AccessDeniedException";
  } catch (error) {
    // Lambda answers so for a function without a policy, and for no function at all; both keep Cognito out.
    if (isNamed(error, "ResourceNotFoundException")) return "AccessDeniedException";
    throw error;
  }
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

async function invoke(
  { lambda }: Aws,
  functionArn: string,
  event: object,
): Promise<CognitoError | undefined> {
  try {
    const Payload = Buffer.from(JSON.stringify(event));
    const reply = await lambda.send(new InvokeCommand({ FunctionName: functionArn, Payload }));
    const output = reply.Payload?.transformToString() ?? "null";
    if (reply.FunctionError === undefined) return unrecognizable(output);
    return {
      type: "UserLambdaValidationException",
      message: `PostConfirmation failed with error ${errorText(output)}.`,
    };
  } catch (error) {
    return unexpected(error instanceof Error ? error.name : describeError(error));
  }
}

/** Cognito wants the event back. */
function unrecognizable(output: string): CognitoError | undefined {
  const returned: unknown = JSON.parse(output);
  if (typeof returned === "object" && returned !== null && "response" in returned) return undefined;
  return { type: "InvalidLambdaResponseException", message: "Unrecognizable lambda output" };
}

function errorText(output: string): string {
  const error: unknown = JSON.parse(output);
  return typeof error === "object" && error !== null && "errorMessage" in error
    ? String(error.errorMessage)
    : output;
}

function unexpected(name: string): CognitoError {
  return {
    type: "UnexpectedLambdaException",
    message: `PostConfirmation invocation failed due to error ${name}.`,
  };
}
