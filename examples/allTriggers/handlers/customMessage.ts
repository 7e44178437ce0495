import type { CustomMessageTriggerEvent } from "aws-lambda";

/** Words the e-mail with the code for a new address. The code itself stands in the place of `codeParameter`. */
export const handler = async (event: CustomMessageTriggerEvent) => {
  if (event.triggerSource === "CustomMessage_SignUp") {
    event.response.emailSubject = `Welcome to ${process.env["APP_NAME"]}`;
    event.response.emailMessage = `Your code is ${event.request.codeParameter}.`;
  }
  return event;
};
