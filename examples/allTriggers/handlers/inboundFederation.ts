import type { InboundFederationTriggerEvent } from "aws-lambda";

/** Takes over from another identity provider the e-mail address and the name, and nothing else. */
export const handler = async (event: InboundFederationTriggerEvent) => {
  const { idToken, userInfo } = event.request.attributes;
  const { email, name } = { ...idToken, ...userInfo };
  const known = Object.entries({ email, name }).flatMap(([key, value]) => (value ? [[key, value]] : []));
  event.response.userAttributesToMap = Object.fromEntries(known) as Record<string, string>;
  return event;
};
