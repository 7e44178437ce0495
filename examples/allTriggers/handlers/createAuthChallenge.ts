import { randomInt } from "node:crypto";
import type { CreateAuthChallengeTriggerEvent } from "aws-lambda";

/** Makes a code for each attempt. To send it is what is left to do here; Cognito keeps it for the next function. */
export const handler = async (event: CreateAuthChallengeTriggerEvent) => {
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  event.response.publicChallengeParameters = { sentTo: event.request.userAttributes["email"] ?? "" };
  event.response.privateChallengeParameters = { code };
  return event;
};
