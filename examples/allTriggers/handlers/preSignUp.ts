import type { PreSignUpTriggerEvent } from "aws-lambda";

/** Refuses sign-ups from a domain; the message is shown to the user. */
export const handler = async (event: PreSignUpTriggerEvent) => {
  if (event.request.userAttributes["email"]?.endsWith("@throwaway.example.com")) {
    throw new Error("Please sign up with a lasting e-mail address.");
  }
  return event;
};
