import * as pulumi from "@pulumi/pulumi";
import { CustomUserPool } from "custom-user-pool";

/**
 * A pool that was made by hand. Its users stay, and all settings that do not stand here; `pulumi destroy` gives it back.
 * `npx custom-user-pool adopt --user-pool-id ID` prints such a program, with all that the live pool has.
 */
const users = new CustomUserPool("users", {
  adoptUserPoolId: new pulumi.Config().require("userPoolId"),
  settings: {
    PoolName: "made-by-hand",
    UsernameAttributes: ["email"],
    AutoVerifiedAttributes: ["email"],
    Schema: [{ Name: "plan", AttributeDataType: "String", Mutable: true }],
    Policies: { PasswordPolicy: { MinimumLength: 12 } },
  },
  clients: { web: { explicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] } },
  deletionProtection: false, // so that the example can be destroyed; leave it out for a pool with users
});

export const userPoolId = users.userPoolId;
export const webClientId = users.client("web").id;
