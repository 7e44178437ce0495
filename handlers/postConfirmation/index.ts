/** What the function reads of Cognito's event; there may be more in it, and less. */
interface PostConfirmationEvent {
  userPoolId?: unknown;
  userName?: unknown;
}

/**
 * Cognito calls this after a user was confirmed, by the code sent at sign-up or after a forgotten password. It logs the
 * pool and the user name, no attribute of the user, and returns the event as Cognito demands.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-post-confirmation.html
 */
export const handler = async <Event>(event: Event & (PostConfirmationEvent | null)): Promise<Event> => {
  console.log(`User confirmed: User-Pool ${text(event?.userPoolId)}, UserId: ${text(event?.userName)}`);
  return event;
};

/** Never throws: the user is confirmed already, and an error here would be shown to them. */
function text(value: unknown): string {
  return typeof value === "string" ? value : "undefined";
}
