interface ConfirmedUser {
  userPoolId: string;
  userName: string;
}

/** Cognito calls this after a user was confirmed, and wants its event back. */
export async function handler<Event extends ConfirmedUser>(event: Event): Promise<Event> {
  console.log(`User confirmed: User-Pool ${event.userPoolId}, UserId: ${event.userName}`);
  return event;
}
