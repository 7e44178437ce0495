/** Cognito calls this after a user was confirmed, and wants its event back. What it throws is shown to the user. */
export async function handler<Event extends { userPoolId: string; userName: string }>(
  event: Event,
): Promise<Event> {
  console.log(`User confirmed: User-Pool ${event.userPoolId}, UserId: ${event.userName}`);
  return event;
}
