/**
 * Cognito's categories of operations and the requests that each takes in a second, of a whole account in a Region. None of these
 * can be raised.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html
 */
const categories: readonly { perSecond: number; operations: readonly string[] }[] = [
  { perSecond: 15, operations: ["CreateUserPool", "UpdateUserPool", "DeleteUserPool"] },
  { perSecond: 15, operations: ["DescribeUserPool", "ListUserPools"] },
  {
    perSecond: 15,
    operations: ["AddCustomAttributes", "SetUserPoolMfaConfig", "TagResource", "UntagResource"],
  },
  { perSecond: 20, operations: ["GetUserPoolMfaConfig", "ListTagsForResource"] },
  { perSecond: 15, operations: ["DescribeUserPoolClient", "ListUserPoolClients"] },
  { perSecond: 15, operations: ["CreateUserPoolClient", "UpdateUserPoolClient", "DeleteUserPoolClient"] },
];

/** Decides which calls are too many. */
export interface Quotas {
  exceeds(operation: string): boolean;
}

/** Cognito's quotas, counted in the second before each call. A call that is refused does not count. */
export function cognitoQuotas(now: () => number = () => performance.now()): Quotas {
  const limits = categories.map(({ perSecond, operations }) => {
    let accepted: number[] = [];
    return {
      operations,
      isFull() {
        accepted = accepted.filter((at) => now() - at < 1000);
        if (accepted.length >= perSecond) return true;
        accepted.push(now());
        return false;
      },
    };
  });
  return {
    exceeds: (operation) => limits.some((limit) => limit.operations.includes(operation) && limit.isFull()),
  };
}

/** The seconds that these calls take at least: those of the category that takes the longest. */
export function quotaFloor(operations: readonly string[]): number {
  const seconds = categories.map(
    ({ perSecond, operations: members }) =>
      operations.filter((operation) => members.includes(operation)).length / perSecond,
  );
  return Math.max(...seconds);
}
