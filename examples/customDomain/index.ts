import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { CustomUserPool } from "custom-user-pool";

const config = new pulumi.Config();
const failures = new aws.cloudwatch.LogGroup("failures", { retentionInDays: 14 });

/** Managed login on a name of your own: its certificate, its records, its looks, a firewall, and a log of what was not sent. */
const users = new CustomUserPool("users", {
  settings: { PoolName: "custom-domain", UsernameAttributes: ["email"], AutoVerifiedAttributes: ["email"] },
  domain: {
    domain: config.require("domain"),
    hostedZoneId: config.require("hostedZoneId"),
    managedLoginVersion: 2,
  },
  clients: {
    web: {
      supportedIdentityProviders: ["COGNITO"],
      allowedOauthFlowsUserPoolClient: true,
      allowedOauthFlows: ["code"],
      allowedOauthScopes: ["openid", "email"],
      callbackUrls: ["http://localhost:3000/callback"],
    },
  },
  branding: { web: { useCognitoProvidedValues: true } },
  webAclArn: config.require("webAclArn"),
  logDelivery: {
    logConfigurations: [
      {
        eventSource: "userNotification",
        logLevel: "ERROR",
        cloudWatchLogsConfiguration: { logGroupArn: failures.arn },
      },
    ],
  },
  deletionProtection: false, // so that the example can be destroyed; leave it out for a pool with users
});

export const signIn = pulumi.interpolate`https://${users.domain?.domain}/login?client_id=${users.client("web").id}`;
