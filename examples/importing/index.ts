import * as aws from "@pulumi/aws";
import { CustomUserPool } from "custom-user-pool";

const signUps = new aws.sqs.Queue("sign-ups");

/** Staff sign in with a passkey or an authenticator app; nobody signs up alone. Like each pool, theirs is protected from deletion. */
const staff = new CustomUserPool("staff", {
  settings: {
    PoolName: "staff",
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    MfaConfiguration: "ON",
    SoftwareTokenMfaConfiguration: { Enabled: true },
    WebAuthnConfiguration: { FactorConfiguration: "MULTI_FACTOR_WITH_USER_VERIFICATION" },
  },
});

/** Customers sign up with their e-mail address; each sign-up is queued for the newsletter. */
const customers = new CustomUserPool("customers", {
  settings: {
    PoolName: "customers",
    UsernameAttributes: ["email"],
    AutoVerifiedAttributes: ["email"],
    Schema: [{ Name: "plan", AttributeDataType: "String", Mutable: true }],
  },
  triggers: {
    PostConfirmation: {
      entry: "handlers/queueSignUp.ts",
      environment: { QUEUE_URL: signUps.url },
      policyStatements: [{ Effect: "Allow", Action: "sqs:SendMessage", Resource: signUps.arn }],
    },
  },
  clients: { web: { explicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] } },
});

export const staffPoolId = staff.userPoolId;
export const customersPoolId = customers.userPoolId;
export const webClientId = customers.client("web").id;
