import { CustomUserPool } from "custom-user-pool";

/** No people here: a job gets tokens that let it read orders, and the API's other clients may write them too. */
const machines = new CustomUserPool("machines", {
  settings: {
    PoolName: "machine-to-machine",
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
  },
  resourceServers: {
    orders: {
      identifier: "https://orders.example.com",
      scopes: [
        { scopeName: "read", scopeDescription: "Read orders" },
        { scopeName: "write", scopeDescription: "Make and change orders" },
      ],
    },
  },
  clients: {
    job: {
      generateSecret: true,
      allowedOauthFlowsUserPoolClient: true,
      allowedOauthFlows: ["client_credentials"],
      allowedOauthScopes: ["https://orders.example.com/read"],
    },
  },
  deletionProtection: false, // so that the example can be destroyed; leave it out for a pool with users
});

export const userPoolId = machines.userPoolId;
export const jobClientId = machines.client("job").id;
export const jobClientSecret = machines.client("job").clientSecret;
