import type { VerifyAuthChallengeResponseTriggerEvent } from "aws-lambda";

/** Compares the answer with the code that createAuthChallenge.ts made. */
export const handler = async (event: VerifyAuthChallengeResponseTriggerEvent) => {
  const { challengeAnswer, privateChallengeParameters } = event.request;
  event.response.answerCorrect = challengeAnswer === privateChallengeParameters["code"];
  return event;
};
