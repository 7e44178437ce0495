import type { UserMigrationTriggerEvent } from "aws-lambda";

/** Stands for a look into another directory, by `event.userName` and `event.request.password`: it knows nobody. */
export const handler = async (_event: UserMigrationTriggerEvent) => {
  throw new Error("No such user");
};
