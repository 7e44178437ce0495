import type { CustomEmailSenderTriggerEvent } from "aws-lambda";

/** Stands for an e-mail. `event.request.code` is encrypted: the AWS Encryption SDK, @aws-crypto/client-node, decrypts it. */
export const handler = async (event: CustomEmailSenderTriggerEvent) => {
  console.log(`An e-mail to ${event.userName}: ${event.triggerSource}`);
};
