import { UserError } from "../../customResource/errors";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html */
const poolIdPattern = /^[\w-]+_[0-9a-zA-Z]+$/;

/**
 * Whether this can be a pool's id. Those that CloudFormation invents and our mark of a failed Create hold no
 * underscore: CloudFormation builds them from stack names and logical ids, which may not contain one.
 */
export function isPoolId(id: string): boolean {
  return id.length <= 55 && poolIdPattern.test(id);
}

/** The Region of a pool, which its id begins with. */
export function regionOf(userPoolId: string): string {
  return userPoolId.replace(/_[^]*$/, "");
}

/** @throws {@link UserError} when `id` cannot be a pool's id. */
export function requirePoolId(id: string, path: string): void {
  if (isPoolId(id)) return;
  throw new UserError(
    `\`${path}\` must be a user pool's id such as \`eu-west-1_AbCdEf123\`, got ${JSON.stringify(id)}.`,
  );
}
