import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { systemClock } from "../customResource/clock";
import { consoleLog } from "../customResource/log";
import { regionOf } from "../userPool/settings/poolId";
import { makeMigration, migrationTimes } from "./migrate";
import { sdkOldPool } from "./oldPool";
import { readOptions } from "./options";

const options = readOptions(process.env);

/** In the Region of the old pool, which its id begins with; one try each, since the function tries again itself. */
const client = new CognitoIdentityProviderClient({
  region: regionOf(options.userPoolId),
  maxAttempts: 1,
  requestHandler: {
    connectionTimeout: migrationTimes.adminGetUserMs,
    requestTimeout: migrationTimes.adminInitiateAuthMs,
    throwOnRequestTimeout: true,
  },
});

/** The Lambda that the UserMigration trigger of a pool with `migrateFrom` calls. */
export const handler = makeMigration(
  {
    clock: systemClock,
    log: consoleLog,
    random: Math.random,
    oldPool: (signal) => sdkOldPool(client, options, signal),
  },
  options,
);
