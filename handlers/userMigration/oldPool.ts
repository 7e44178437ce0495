import {
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  type AdminInitiateAuthCommandOutput,
  type CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { asRecord } from "../userPool/settings/values";
import type { NamedUser } from "./names";
import type { MigrationOptions } from "./options";

/** Who signs in. */
export interface Credentials {
  readonly userName: string;
  readonly password: string;
  /** What the app sends along for the triggers of the pool. */
  readonly metadata: Record<string, string> | undefined;
}

/** What the old pool answers to a right password. */
export interface SignIn {
  /** The user's own name there, whichever alias was typed. */
  readonly userName: string;
  /** What it still asks for; nothing where it gives tokens. */
  readonly challenge?: string;
}

export interface OldUser extends NamedUser {
  readonly enabled: boolean;
  readonly status: string | undefined;
  /** The second factors that are set up. */
  readonly mfa: readonly string[];
}

/** The part of the old pool's API that is used: two calls, named as the service names them. */
export interface OldPool {
  adminInitiateAuth: (credentials: Credentials) => Promise<SignIn>;
  adminGetUser: (userName: string) => Promise<OldUser>;
}

/** The old pool over the AWS SDK; a call in flight ends when `abortSignal` does. */
export function sdkOldPool(
  client: CognitoIdentityProviderClient,
  { userPoolId, clientId }: MigrationOptions,
  abortSignal: AbortSignal,
): OldPool {
  return {
    adminInitiateAuth: async ({ userName, password, metadata }) => {
      const command = new AdminInitiateAuthCommand({
        UserPoolId: userPoolId,
        ClientId: clientId,
        AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: userName, PASSWORD: password },
        ClientMetadata: metadata,
      });
      return signIn(await client.send(command, { abortSignal }), userName);
    },
    adminGetUser: async (userName) => {
      const command = new AdminGetUserCommand({ UserPoolId: userPoolId, Username: userName });
      const user = await client.send(command, { abortSignal });
      return {
        userName: user.Username ?? "",
        attributes: Object.fromEntries(
          (user.UserAttributes ?? []).map(({ Name = "", Value = "" }) => [Name, Value]),
        ),
        enabled: user.Enabled === true,
        status: user.UserStatus,
        mfa: user.UserMFASettingList ?? [],
      };
    },
  };
}

/** @throws where the answer is neither tokens nor a challenge: then nobody has signed in. */
function signIn(answer: AdminInitiateAuthCommandOutput, typed: string): SignIn {
  const { ChallengeName: challenge, ChallengeParameters, AuthenticationResult } = answer;
  if (challenge !== undefined) {
    return { challenge, userName: ChallengeParameters?.["USER_ID_FOR_SRP"] ?? typed };
  }
  return { userName: userNameIn(AuthenticationResult?.AccessToken) };
}

/** The token comes from Cognito itself, so its signature is not looked at. */
function userNameIn(accessToken: string | undefined): string {
  const payload = accessToken?.split(".")[1] ?? "";
  const claims = asRecord(JSON.parse(Buffer.from(payload, "base64url").toString()));
  const name = claims?.["username"] ?? claims?.["sub"];
  if (typeof name !== "string") throw new TypeError("The access token names no user.");
  return name;
}
