import type { PostAuthenticationTriggerEvent } from "aws-lambda";

/** Logs each sign-in. */
export const handler = async (event: PostAuthenticationTriggerEvent) => {
  console.log(`${event.userName} signed in with ${event.callerContext.clientId}`);
  return event;
};
