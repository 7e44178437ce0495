import { CustomUserPool } from "custom-user-pool";

/** People sign up with their e-mail address and a password. */
const users = new CustomUserPool("users", {
  settings: {
    PoolName: "first-pool",
    UsernameAttributes: ["email"],
    AutoVerifiedAttributes: ["email"],
    Policies: { PasswordPolicy: { MinimumLength: 12 } },
  },
  clients: { web: { explicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] } },
  deletionProtection: false, // so that the example can be destroyed; leave it out for a pool with users
});

export const userPoolId = users.userPoolId;
export const webClientId = users.client("web").id;
