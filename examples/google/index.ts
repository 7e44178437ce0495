import * as pulumi from "@pulumi/pulumi";
import { CustomUserPool } from "custom-user-pool";

const config = new pulumi.Config();

/** People sign in with Google, or with a password of their own, on Cognito's managed login. */
const users = new CustomUserPool("users", {
  settings: {
    PoolName: "google",
    UsernameAttributes: ["email"],
    AutoVerifiedAttributes: ["email"],
  },
  identityProviders: {
    Google: {
      providerType: "Google",
      providerDetails: {
        client_id: config.require("clientId"),
        client_secret: config.requireSecret("clientSecret"),
        authorize_scopes: "openid email profile",
      },
      attributeMapping: { email: "email", email_verified: "email_verified", username: "sub" },
    },
  },
  clients: {
    web: {
      supportedIdentityProviders: ["COGNITO", "Google"],
      allowedOauthFlowsUserPoolClient: true,
      allowedOauthFlows: ["code"],
      allowedOauthScopes: ["openid", "email"],
      callbackUrls: ["http://localhost:3000/callback"],
    },
  },
  deletionProtection: false, // so that the example can be destroyed; leave it out for a pool with users
});

export const userPoolId = users.userPoolId;
export const webClientId = users.client("web").id;
