import { CustomUserPool } from "custom-user-pool";

const pool = new CustomUserPool("users", {
  settings: {
    PoolName: "users",
    UsernameAttributes: ["email"],
    AutoVerifiedAttributes: ["email"],
    Policies: { PasswordPolicy: { MinimumLength: 12 } },
  },
  triggers: { PostConfirmation: "handlers/postConfirmation.ts" },
  clients: { web: { explicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] } },
  // For production leave it out: Pulumi and Cognito then refuse to delete the pool.
  deletionProtection: false,
});

export const { userPoolId, userPoolArn } = pool;
export const userPoolClientId = pool.client("web").id;
