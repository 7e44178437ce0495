import type { CustomSMSSenderTriggerEvent } from "aws-lambda";

/** Stands for a text message. `event.request.code` is encrypted as for customEmailSender.ts. */
export const handler = async (event: CustomSMSSenderTriggerEvent) => {
  console.log(`A text message to ${event.userName}: ${event.triggerSource}`);
};
