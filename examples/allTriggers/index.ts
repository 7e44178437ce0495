import * as pulumi from "@pulumi/pulumi";
import { CustomUserPool } from "custom-user-pool";
import { senders } from "./senders";

const codesKeyArn = new pulumi.Config().get("codesKeyArn");

/** At everything that Cognito does, a function has its say. */
const users = new CustomUserPool("users", {
  settings: { PoolName: "all-triggers", UsernameAttributes: ["email"], AutoVerifiedAttributes: ["email"] },
  groups: { members: { description: "Everybody who has confirmed an address" } },
  triggers: {
    PreSignUp: "handlers/preSignUp.ts",
    CustomMessage: { entry: "handlers/customMessage.ts", environment: { APP_NAME: "Example" } },
    PostConfirmation: {
      entry: "handlers/postConfirmation.ts",
      policyStatements: ({ userPoolArn }) => [
        { Effect: "Allow", Action: "cognito-idp:AdminAddUserToGroup", Resource: userPoolArn },
      ],
    },
    PreAuthentication: "handlers/preAuthentication.ts",
    PostAuthentication: "handlers/postAuthentication.ts",
    DefineAuthChallenge: "handlers/defineAuthChallenge.ts",
    CreateAuthChallenge: "handlers/createAuthChallenge.ts",
    VerifyAuthChallengeResponse: "handlers/verifyAuthChallengeResponse.ts",
    PreTokenGenerationConfig: { LambdaVersion: "V2_0", function: "handlers/preTokenGeneration.ts" },
    UserMigration: "handlers/userMigration.ts",
    InboundFederation: { LambdaVersion: "V1_0", function: "handlers/inboundFederation.ts" },
    ...(codesKeyArn && senders(codesKeyArn)),
  },
  clients: {
    web: {
      explicitAuthFlows: ["ALLOW_CUSTOM_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    },
  },
  deletionProtection: false, // so that the example can be destroyed; leave it out for a pool with users
});

export const userPoolId = users.userPoolId;
export const webClientId = users.client("web").id;
