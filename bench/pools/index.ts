import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { CustomUserPool } from "../../components/customUserPool";
import { exampleSettings } from "../exampleSettings";

const count = new pulumi.Config().requireNumber("pools");
const entry = join(__dirname, "../../handlers/postConfirmation/index.ts");
const app = { explicitAuthFlows: ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] };

export const userPoolIds = Array.from({ length: count }, (_, index) => {
  const pool = new CustomUserPool(`pool-${index}`, {
    deletionProtection: false,
    settings: { ...exampleSettings, PoolName: `pool-${index}` },
    triggers: { PostConfirmation: { entry } },
    clients: { app },
  });
  return pool.userPoolId;
});
