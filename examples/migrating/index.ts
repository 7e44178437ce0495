import * as pulumi from "@pulumi/pulumi";
import { CustomUserPool } from "custom-user-pool";

const config = new pulumi.Config();
const isMoving = config.requireBoolean("migrate");

/** Users sign in with their telephone number: Cognito fixed that when it made the pool. */
const former = config.requireBoolean("retire")
  ? undefined
  : new CustomUserPool("former", {
      adoptUserPoolId: config.get("formerUserPoolId"),
      settings: {
        PoolName: "former-users",
        UsernameAttributes: ["phone_number"],
        Schema: [{ Name: "plan", AttributeDataType: "String", Mutable: true }],
      },
      clients: { app: { explicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH"] } },
      deletionProtection: false, // so that the example can be destroyed; leave it out for a pool with users
    });

/** The same users, signing in with their e-mail address. */
const users = new CustomUserPool("users", {
  settings: {
    PoolName: "users",
    UsernameAttributes: ["email"],
    UsernameConfiguration: { CaseSensitive: false },
    Schema: [
      { Name: "plan", AttributeDataType: "String", Mutable: true },
      { Name: "formerSub", AttributeDataType: "String", Mutable: true },
    ],
  },
  clients: {
    app: {
      explicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
      preventUserExistenceErrors: "ENABLED",
    },
  },
  ...(former &&
    isMoving && {
      migrateFrom: { userPoolId: former.userPoolId, attributes: { sub: "custom:formerSub" } },
    }),
  triggers: { PreTokenGeneration: "handlers/formerSub.ts" },
  deletionProtection: false,
});

export const formerUserPoolId = former?.userPoolId;
export const formerClientId = former?.client("app").id;
export const userPoolId = users.userPoolId;
export const userPoolClientId = users.client("app").id;
