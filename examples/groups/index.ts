import { CustomUserPool } from "custom-user-pool";

/** An API reads from `cognito:groups` in a token what its user may do; of several groups the lowest precedence counts. */
const users = new CustomUserPool("users", {
  settings: { PoolName: "groups", UsernameAttributes: ["email"] },
  groups: {
    admins: { precedence: 1, description: "May change everything" },
    editors: { precedence: 2, description: "May change texts" },
  },
  clients: { web: { explicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] } },
  deletionProtection: false, // so that the example can be destroyed; leave it out for a pool with users
});

export const userPoolId = users.userPoolId;
