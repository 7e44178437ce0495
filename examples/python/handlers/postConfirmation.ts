import type { PostConfirmationTriggerEvent } from "aws-lambda";

/** Writes who has confirmed a sign-up: the pool and the user name, no attributes. */
export async function handler(event: PostConfirmationTriggerEvent): Promise<PostConfirmationTriggerEvent> {
  console.log(JSON.stringify({ confirmed: event.userName, userPoolId: event.userPoolId }));
  return event;
}
