import { systemClock } from "../customResource/clock";
import { makeHandler } from "../customResource/handler";
import { consoleLog } from "../customResource/log";
import { logClaims } from "./aws/claims";
import { makeClient, sdkCognito } from "./aws/cognito";
import { cloudFormationStacks } from "./aws/stacks";
import { makePoolLifecycle } from "./lifecycle";
import { makeTriggersLifecycle } from "./triggers";

const client = makeClient();
const services = {
  clock: systemClock,
  log: consoleLog,
  random: Math.random,
  cognito: (signal: AbortSignal) => sdkCognito(client, signal),
  claims: (signal: AbortSignal) => logClaims(client, signal),
  stacks: (signal: AbortSignal) => cloudFormationStacks(client, signal),
};

/** The Lambda behind `Custom::UserPool` and `Custom::UserPoolTriggers`. */
export const handler = makeHandler(services, {
  "Custom::UserPool": makePoolLifecycle(services),
  "Custom::UserPoolTriggers": makeTriggersLifecycle(services),
});
