import * as aws from "@pulumi/aws";
import { CustomUserPool } from "custom-user-pool";

const members = new aws.dynamodb.Table("members", {
  attributes: [{ name: "userId", type: "S" }],
  hashKey: "userId",
  billingMode: "PAY_PER_REQUEST",
});

/** Who has confirmed the sign-up becomes a member: the function may put items into this table, and do nothing else. */
const users = new CustomUserPool("users", {
  settings: { PoolName: "members", UsernameAttributes: ["email"], AutoVerifiedAttributes: ["email"] },
  triggers: {
    PostConfirmation: {
      entry: "handlers/addMember.ts",
      environment: { TABLE_NAME: members.name },
      policyStatements: [{ Effect: "Allow", Action: "dynamodb:PutItem", Resource: members.arn }],
    },
  },
  clients: { web: { explicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] } },
  deletionProtection: false, // so that the example can be destroyed; leave it out for a pool with users
});

export const userPoolId = users.userPoolId;
export const userPoolClientId = users.client("web").id;
export const tableName = members.name;
