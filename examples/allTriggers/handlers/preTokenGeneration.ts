import type { PreTokenGenerationV2TriggerEvent } from "aws-lambda";

/** Puts the user's domain into the access token; version 1 of this trigger knows the ID token only. */
export const handler = async (event: PreTokenGenerationV2TriggerEvent) => {
  const domain = event.request.userAttributes["email"]?.split("@")[1];
  if (domain !== undefined) {
    event.response = {
      claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride: { domain } } },
    };
  }
  return event;
};
