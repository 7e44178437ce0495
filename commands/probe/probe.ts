import type { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type {
  CognitoIdentityProviderClient,
  CreateUserPoolRequest,
  UpdateUserPoolRequest,
  UserPoolType,
} from "@aws-sdk/client-cognito-identity-provider";
import type { IAMClient } from "@aws-sdk/client-iam";
import type { LambdaClient } from "@aws-sdk/client-lambda";

/** One assumption about AWS on which this project rests, as a question that the service can answer. */
export interface Probe {
  readonly id: string;
  readonly question: string;
  /** The possible answers, each with what it means. */
  readonly answers: Readonly<Record<string, string>>;
  /** @returns the key of one of the answers. What it throws is no answer, and shown as it is. */
  readonly ask: (context: ProbeContext) => Promise<string>;
}

/** What a probe has to ask with. All that it makes through this goes when it has been asked. */
export interface ProbeContext {
  readonly cognito: CognitoIdentityProviderClient;
  readonly logs: CloudWatchLogsClient;
  readonly iam: IAMClient;
  readonly lambda: LambdaClient;
  readonly cloudFormation: CloudFormationClient;
  /** A name that no other probe has, for what is no user pool. */
  readonly name: string;
  readonly makePool: (
    settings?: Omit<CreateUserPoolRequest, "PoolName" | "UserPoolTags">,
  ) => Promise<LivePool>;
  /** Has something done at the end, before the pools go. */
  readonly afterwards: (what: () => Promise<unknown>) => void;
}

/** A pool that a probe has made. */
export interface LivePool {
  readonly id: string;
  /** What CreateUserPool answered. */
  readonly created: UserPoolType;
  /** By these it is found again. An update sends them too, unless it says something of `UserPoolTags` itself. */
  readonly tags: Readonly<Record<string, string>>;
  readonly describe: () => Promise<UserPoolType>;
  readonly update: (settings: Omit<UpdateUserPoolRequest, "UserPoolId">) => Promise<void>;
}

/** The service did something that is none of a probe's answers. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
}

/** "refused" or "accepted", for questions after what the service lets pass. */
export const lets = (what: string) => ({
  refused: `${what} is refused`,
  accepted: `${what} is accepted`,
});

/** What Cognito says when it refuses a request for what is in it, and not for who sends it or how often. */
const refusals = new Set([
  "InvalidParameterException",
  "FeatureUnavailableInTierException",
  "TierChangeNotAllowedException",
  "ResourceAlreadyExistsException",
]);

/** Whether the service refuses a request. Throws whatever else goes wrong. */
export async function isRefused(request: () => Promise<unknown>): Promise<"refused" | "accepted"> {
  try {
    await request();
    return "accepted";
  } catch (error) {
    if (error instanceof Error && refusals.has(error.name)) return "refused";
    throw error;
  }
}
