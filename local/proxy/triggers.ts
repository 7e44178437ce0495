import {
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  paginateListUserPools,
  type UserPoolType,
} from "@aws-sdk/client-cognito-identity-provider";
import { GetPolicyCommand, InvokeCommand } from "@aws-sdk/client-lambda";
import type { Aws } from "../../commands/support/aws";
import { describeError, isNamed } from "../../commands/support/errors";
import { isRecord } from "../../commands/support/records";
import { mayInvoke } from "./invokePermission";

/** An error as Cognito answers it. */
export interface CognitoError {
  type: string;
  message: string;
}

/** One call of a trigger's function. */
export interface TriggerCall {
  /** The trigger's name in `LambdaConfig`. */
  readonly name: string;
  readonly functionArn: string;
  readonly pool: UserPoolType;
  readonly event: object;
}

/** The `response` of the event that the function gives back, or what the caller gets instead. */
export type TriggerAnswer =
  | { readonly response: Record<string, unknown>; readonly error?: undefined }
  | { readonly error: CognitoError };

/** Calls a pool's function as Cognito does: only if the function's policy lets it, and with the function's error told. */
export async function callTrigger(aws: Aws, call: TriggerCall): Promise<TriggerAnswer> {
  const refusal = await invocationRefused(aws, call.functionArn, call.pool.Arn ?? "");
  return refusal === undefined ? invoke(aws, call) : { error: unexpected(call.name, refusal) };
}

/** A client's call does not name its pool: it is the one that knows the client. */
export async function poolOf(
  aws: Aws,
  { UserPoolId, ClientId }: { UserPoolId?: string | undefined; ClientId?: string | undefined },
): Promise<UserPoolType | undefined> {
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

async function invoke({ lambda }: Aws, { name, functionArn, event }: TriggerCall): Promise<TriggerAnswer> {
  try {
    const Payload = Buffer.from(JSON.stringify(event));
    const reply = await lambda.send(new InvokeCommand({ FunctionName: functionArn, Payload }));
    const output = reply.Payload?.transformToString() ?? "null";
    if (reply.FunctionError === undefined) return responseIn(output);
    const message = `${name} failed with error ${errorText(output)}.`;
    return { error: { type: "UserLambdaValidationException", message } };
  } catch (error) {
    return { error: unexpected(name, error instanceof Error ? error.name : describeError(error)) };
  }
}

/** Cognito wants the event back. */
function responseIn(output: string): TriggerAnswer {
  const returned: unknown = JSON.parse(output);
  if (isRecord(returned) && "response" in returned) {
    return { response: isRecord(returned["response"]) ? returned["response"] : {} };
  }
  return { error: { type: "InvalidLambdaResponseException", message: "Unrecognizable lambda output" } };
}

function errorText(output: string): string {
  const error: unknown = JSON.parse(output);
  return typeof error === "object" && error !== null && "errorMessage" in error
    ? String(error.errorMessage)
    : output;
}

function unexpected(trigger: string, name: string): CognitoError {
  return {
    type: "UnexpectedLambdaException",
    message: `${trigger} invocation failed due to error ${name}.`,
  };
}
