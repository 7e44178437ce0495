import type { PreTokenGenerationTriggerEvent } from "aws-lambda";

/** Puts the `sub` that a user had in the former pool into the ID token, for an app that knows its users by it. */
export const handler = async (event: PreTokenGenerationTriggerEvent) => {
  const formerSub = event.request.userAttributes["custom:formerSub"];
  if (formerSub !== undefined) {
    event.response = { claimsOverrideDetails: { claimsToAddOrOverride: { formerSub } } };
  }
  return event;
};
