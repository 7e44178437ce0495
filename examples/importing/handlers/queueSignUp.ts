interface ConfirmedUser {
  userPoolId: string;
  userName: string;
}

/** Stands for the call that puts the user into the queue. */
export async function handler<Event extends ConfirmedUser>(event: Event): Promise<Event> {
  console.log(`Queueing the sign-up of ${event.userName} for ${process.env["QUEUE_URL"]}`);
  return event;
}
