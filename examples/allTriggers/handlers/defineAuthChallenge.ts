import type { DefineAuthChallengeTriggerEvent } from "aws-lambda";

/** Signs in who answers one question, and asks three times at most. */
export const handler = async (event: DefineAuthChallengeTriggerEvent) => {
  const { session } = event.request;
  const isAnswered = session.at(-1)?.challengeResult === true;
  event.response = {
    challengeName: "CUSTOM_CHALLENGE",
    issueTokens: isAnswered,
    failAuthentication: !isAnswered && session.length >= 3,
  };
  return event;
};
