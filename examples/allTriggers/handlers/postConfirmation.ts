import {
  AdminAddUserToGroupCommand,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import type { PostConfirmationTriggerEvent } from "aws-lambda";

const cognito = new CognitoIdentityProviderClient();

/** Puts a new user into the group of the members; a forgotten password is confirmed here, too. */
export const handler = async (event: PostConfirmationTriggerEvent) => {
  const { triggerSource, userPoolId: UserPoolId, userName: Username } = event;
  if (triggerSource === "PostConfirmation_ConfirmSignUp") {
    await cognito.send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName: "members" }));
  }
  return event;
};
