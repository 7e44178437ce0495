import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";

interface Confirmation {
  triggerSource: string;
  userPoolId: string;
  userName: string;
}

const table = new DynamoDBClient({});

/** Cognito also calls it after a forgotten password is set anew: that makes nobody a member. */
export async function handler<Event extends Confirmation>(event: Event): Promise<Event> {
  if (event.triggerSource === "PostConfirmation_ConfirmSignUp") {
    const Item = { userId: { S: event.userName }, userPoolId: { S: event.userPoolId } };
    await table.send(new PutItemCommand({ TableName: process.env["TABLE_NAME"], Item }));
  }
  return event;
}
