import * as pulumi from "@pulumi/pulumi";
import { CustomUserPool } from "custom-user-pool";

const RelyingPartyId = new pulumi.Config().require("relyingPartyId");

/** A user signs up with a password, adds a passkey once signed in, and signs in with it from then on. */
const users = new CustomUserPool("users", {
  settings: {
    PoolName: "passkeys",
    UserPoolTier: "ESSENTIALS",
    UsernameAttributes: ["email"],
    AutoVerifiedAttributes: ["email"],
    Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN"] } },
    WebAuthnConfiguration: { RelyingPartyId, UserVerification: "required" },
  },
  clients: { web: { explicitAuthFlows: ["ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] } },
  deletionProtection: false, // so that the example can be destroyed; leave it out for a pool with users
});

export const userPoolId = users.userPoolId;
export const webClientId = users.client("web").id;
