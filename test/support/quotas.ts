import type { CognitoOperation } from "../../handlers/userPool/aws/cognito";
import { awsError } from "./cognitoRules";
import type { World } from "./world";

/** Which calls share a quota. @see https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html */
const categories: Record<CognitoOperation, string> = {
  createUserPool: "UserPoolUpdate",
  updateUserPool: "UserPoolUpdate",
  deleteUserPool: "UserPoolUpdate",
  describeUserPool: "UserPoolRead",
  listUserPools: "UserPoolRead",
  addCustomAttributes: "UserPoolResourceUpdate",
  setUserPoolMfaConfig: "UserPoolResourceUpdate",
  tagResource: "UserPoolResourceUpdate",
  deleteUserPoolDomain: "UserPoolResourceUpdate",
  getUserPoolMfaConfig: "UserPoolResourceRead",
  listUsers: "UserRead",
};
const perSecond: Record<string, number> = { UserPoolResourceRead: 20, UserRead: 120 };

/** From now on Cognito takes so many calls a second, and refuses the others. */
export function throttledBy(
  { clock, cognito }: World,
  others: Partial<Record<CognitoOperation, number>> = {},
): void {
  const taken = new Map<string, number>();
  cognito.options.gate = (operation) => {
    const category = others[operation] === undefined ? categories[operation] : operation;
    const limit = others[operation] ?? perSecond[category] ?? 15;
    const slot = `${category} ${Math.floor(clock.now() / 1000)}`;
    const count = taken.get(slot) ?? 0;
    if (count >= limit) throw awsError("TooManyRequestsException", "Rate exceeded");
    taken.set(slot, count + 1);
  };
}
