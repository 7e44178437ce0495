import * as pulumi from "@pulumi/pulumi";
import { CustomUserPool, type LogRetentionDays, UserPoolHandler } from "./components/customUserPool";

const config = new pulumi.Config();
const logRetentionDays = config.requireObject<LogRetentionDays>("logRetentionDays");
const MinimumLength = config.requireNumber("passwordMinimumLength", { min: 6, max: 99 });
const mfa = config.require<"OFF" | "OPTIONAL" | "ON">("mfa", { allowedValues: ["OFF", "OPTIONAL", "ON"] });
const strong = { RequireLowercase: true, RequireNumbers: true, RequireSymbols: true, RequireUppercase: true };
const text = { AttributeDataType: "String", Mutable: true } as const;
const app = { SoftwareTokenMfaConfiguration: { Enabled: true } };
const explicitAuthFlows = ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"];

const pool = new CustomUserPool("user-pool", {
  settings: {
    PoolName: config.require("poolName"),
    UsernameAttributes: ["email"],
    AutoVerifiedAttributes: ["email"],
    VerificationMessageTemplate: { DefaultEmailOption: "CONFIRM_WITH_CODE" },
    Policies: { PasswordPolicy: { MinimumLength, ...strong, TemporaryPasswordValidityDays: 7 } },
    Schema: [
      { Name: "name", AttributeDataType: "String", Mutable: true, Required: true },
      { Name: "email", AttributeDataType: "String", Mutable: false, Required: true },
      ...config.requireObject<string[]>("customAttributes").map((Name) => ({ Name, ...text })),
    ],
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: !config.requireBoolean("selfSignUp") },
    MfaConfiguration: mfa,
    ...{ OFF: {}, OPTIONAL: app, ON: app }[mfa],
  },
  triggers: { PostConfirmation: { entry: "handlers/postConfirmation/index.ts", logRetentionDays } },
  clients: { app: { explicitAuthFlows, readAttributes: ["email", "name"], refreshTokenValidity: 30 } },
  deletionProtection: config.requireBoolean("deletionProtection"),
  adoptUserPoolId: config.require("adoptUserPoolId"),
  handler: new UserPoolHandler("user-pool-handler", { logRetentionDays }),
});

export const { userPoolId, userPoolArn } = pool;
export const userPoolClientId = pool.client("app").id;
