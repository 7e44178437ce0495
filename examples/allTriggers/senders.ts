import type { Triggers } from "custom-user-pool";

/** Functions that send codes instead of Cognito, which encrypts the codes with a key for them. */
export function senders(keyArn: string): Triggers {
  const sender = (entry: string) => ({
    LambdaVersion: "V1_0" as const,
    function: {
      entry,
      policyStatements: [{ Effect: "Allow" as const, Action: "kms:Decrypt", Resource: keyArn }],
    },
  });
  return {
    KMSKeyID: keyArn,
    CustomEmailSender: sender("handlers/customEmailSender.ts"),
    CustomSMSSender: sender("handlers/customSmsSender.ts"),
  };
}
