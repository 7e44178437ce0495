import { CustomUserPool } from "custom-user-pool";

/** What is different between the brands. A new line here is a new pool; a line that goes takes its pool along. */
const brands = {
  north: { MinimumLength: 12, callbackUrl: "https://north.example.com/callback" },
  south: { MinimumLength: 8, callbackUrl: "https://south.example.com/callback" },
  west: { MinimumLength: 16, callbackUrl: "https://west.example.com/callback" },
};

/** A pool of its own for each: one brand's users are unknown to the others. One function, one role makes them all. */
const pools = Object.entries(brands).map(
  ([brand, { MinimumLength, callbackUrl }]) =>
    new CustomUserPool(brand, {
      settings: {
        PoolName: `${brand}-customers`,
        UsernameAttributes: ["email"],
        AutoVerifiedAttributes: ["email"],
        Policies: { PasswordPolicy: { MinimumLength } },
      },
      clients: {
        web: {
          supportedIdentityProviders: ["COGNITO"],
          allowedOauthFlowsUserPoolClient: true,
          allowedOauthFlows: ["code"],
          allowedOauthScopes: ["openid", "email"],
          callbackUrls: [callbackUrl],
        },
      },
      tags: { brand },
      deletionProtection: false, // so that the example can be destroyed; leave it out for pools with users
    }),
);

export const userPoolIds = pools.map(({ userPoolId }) => userPoolId);
export const webClientIds = pools.map((pool) => pool.client("web").id);
