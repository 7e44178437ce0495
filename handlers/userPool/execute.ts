import type { UpdateUserPoolRequest } from "@aws-sdk/client-cognito-identity-provider";
import { managesMfa } from "./mfa";
import { type Call, planUpdate, type Situation } from "./plan";
import { confidentialTexts } from "./properties";
import type { Session } from "./session";

/** Reads what is missing of the situation, plans, and carries the plan out. */
export async function bringAbout(session: Session, userPoolId: string, situation: Situation): Promise<void> {
  const liveMfa =
    situation.liveMfa ??
    (managesMfa(situation)
      ? { ...(await session.cognito.getUserPoolMfaConfig({ UserPoolId: userPoolId })) }
      : undefined);
  session.invocation.conceal(confidentialTexts(liveMfa ?? {}));
  for (const call of planUpdate({ ...situation, liveMfa })) await execute(session, userPoolId, call);
}

async function execute(session: Session, userPoolId: string, call: Call): Promise<void> {
  const { operation, because } = call;
  session.services.log.info("Changing the user pool.", { operation, userPoolId, because });
  switch (call.operation) {
    case "UpdateUserPool":
      return await session.cognito.updateUserPool(asUpdate(userPoolId, call.input));
    case "SetUserPoolMfaConfig":
      return await session.cognito.setUserPoolMfaConfig({ ...call.input, UserPoolId: userPoolId });
    case "AddCustomAttributes":
      return await session.cognito.addCustomAttributes({ ...call.input, UserPoolId: userPoolId });
  }
}

/** Members come from the SDK's own schema, decoded by it or described by Cognito. */
export function asUpdate(
  userPoolId: string,
  input: Readonly<Record<string, unknown>>,
): UpdateUserPoolRequest {
  return { ...input, UserPoolId: userPoolId };
}
