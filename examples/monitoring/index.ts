import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { CustomUserPool } from "custom-user-pool";

const alarms = new aws.sns.Topic("alarms");
const email = new aws.sns.TopicSubscription("email", {
  topic: alarms.arn,
  protocol: "email",
  endpoint: new pulumi.Config().require("email"),
});

/** An e-mail tells when the handler could not make a change, and when the function of a trigger fails, is throttled, or nearly too slow. */
const users = new CustomUserPool("users", {
  settings: { PoolName: "monitoring", UsernameAttributes: ["email"], AutoVerifiedAttributes: ["email"] },
  triggers: { PreSignUp: "handlers/preSignUp.ts" },
  clients: { web: { explicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] } },
  monitoring: { alarmActions: [alarms.arn], dashboard: true },
  deletionProtection: false, // so that the example can be destroyed; leave it out for a pool with users
});

export const userPoolId = users.userPoolId;
export const subscriptionArn = email.arn;
