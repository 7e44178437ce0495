import type { PreSignUpTriggerEvent } from "aws-lambda";

/** Only addresses of one domain may sign up; each refusal is an error of this function, and so an alarm. */
export const handler = async (event: PreSignUpTriggerEvent) => {
  if (!event.request.userAttributes["email"]?.endsWith("@example.com")) {
    throw new Error("Only staff may sign up.");
  }
  return event;
};
