import {
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  type AttributeType,
  type CognitoIdentityProviderClient,
  ListUsersCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Attributes } from "./attributes";
import type { NamedUser } from "./names";
import type { MigrationOptions } from "./options";

/** Who signs in. */
interface Credentials {
  readonly userName: string;
  readonly password: string;
  /** What the app sends along for the triggers of the pool. */
  readonly metadata: Record<string, string> | undefined;
}

export interface OldUser extends NamedUser {
  readonly enabled: boolean;
  readonly status: string | undefined;
  /** The second factors that are set up. */
  readonly mfa: readonly string[];
}

/** The part of the old pool's API that is used: three calls, named as the service names them. */
export interface OldPool {
  /** Takes the right password only; tells what is asked for beyond it, if anything. */
  adminInitiateAuth: (credentials: Credentials) => Promise<string | undefined>;
  adminGetUser: (userName: string) => Promise<OldUser>;
  /** The users who have an attribute of this value. */
  listUsers: (where: { attribute: string; value: string }) => Promise<NamedUser[]>;
}

/** The old pool over the AWS SDK; a call in flight ends when `abortSignal` does. */
export function sdkOldPool(
  client: CognitoIdentityProviderClient,
  { userPoolId: UserPoolId, clientId: ClientId }: MigrationOptions,
  abortSignal: AbortSignal,
): OldPool {
  const options = { abortSignal };
  return {
    adminInitiateAuth: async ({ userName, password, metadata }) => {
      const command = new AdminInitiateAuthCommand({
        UserPoolId,
        ClientId,
        AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: userName, PASSWORD: password },
        ClientMetadata: metadata,
      });
      const { ChallengeName, AuthenticationResult } = await client.send(command, options);
      if (ChallengeName === undefined && AuthenticationResult?.AccessToken === undefined) {
        throw new Error("The old pool answers with neither tokens nor a challenge.");
      }
      return ChallengeName;
    },
    adminGetUser: async (userName) => {
      const command = new AdminGetUserCommand({ UserPoolId, Username: userName });
      const user = await client.send(command, options);
      return {
        userName: user.Username ?? "",
        attributes: attributesOf(user.UserAttributes),
        enabled: user.Enabled === true,
        status: user.UserStatus,
        mfa: user.UserMFASettingList ?? [],
      };
    },
    listUsers: async ({ attribute, value }) => {
      const command = new ListUsersCommand({ UserPoolId, Filter: `${attribute} = ${JSON.stringify(value)}` });
      const { Users = [] } = await client.send(command, options);
      return Users.map(({ Username = "", Attributes }) => ({
        userName: Username,
        attributes: attributesOf(Attributes),
      }));
    },
  };
}

function attributesOf(attributes: readonly AttributeType[] = []): Attributes {
  return Object.fromEntries(attributes.map(({ Name = "", Value = "" }) => [Name, Value]));
}
