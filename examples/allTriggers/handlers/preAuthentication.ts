import type { PreAuthenticationTriggerEvent } from "aws-lambda";

/** Lets nobody in while the app says so. */
export const handler = async (event: PreAuthenticationTriggerEvent) => {
  if (event.request.validationData?.["isUnderRepair"] === "true") {
    throw new Error("We are back in an hour.");
  }
  return event;
};
