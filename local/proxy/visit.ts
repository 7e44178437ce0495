import {
  AdminGetUserCommand,
  DescribeUserPoolClientCommand,
  type UserPoolType,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Aws } from "../../commands/support/aws";
import { isNamed } from "../../commands/support/errors";
import { isRecord, text } from "../../commands/support/records";
import { textMap } from "../provider/values";
import { poolOf } from "./triggers";

/** The operations at which Cognito asks for a user whom the pool does not know, with the flows in which it has a password. */
const FLOWS: Record<string, readonly string[]> = {
  InitiateAuth: ["USER_PASSWORD_AUTH"],
  AdminInitiateAuth: ["ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH"],
  ForgotPassword: [],
};

/** Whether a call, by its `X-Amz-Target`, may bring a user along from elsewhere. */
export function mayBringAlong(target: string | string[] | undefined): target is string {
  return typeof target === "string" && operationOf(target) in FLOWS;
}

function operationOf(target: string): string {
  const [service, operation = ""] = target.split(".");
  return service === "AWSCognitoIdentityProviderService" ? operation : "";
}

/** Who wants in, and where. */
export interface Visit {
  readonly pool: UserPoolType & { readonly Id: string };
  readonly functionArn: string;
  readonly clientId: string;
  readonly userName: string;
  /** Nothing where it was forgotten. */
  readonly password: string | undefined;
  readonly metadata: Record<string, string> | undefined;
}

/** Who wants in by a call, if that is somebody for whom Cognito would call the UserMigration function. */
export async function visitOf(aws: Aws, target: string, request: unknown): Promise<Visit | undefined> {
  const asked = askedIn(operationOf(target), request);
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
