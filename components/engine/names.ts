import { createHash } from "node:crypto";

/** AWS cuts or refuses longer names; Pulumi adds eight characters to the names it makes up. */
const longestLogicalName = 40;

/** The type of the component, which is part of its URN. */
export const poolType = "custom-user-pool:index:CustomUserPool";

/** The type of a pool's CloudFormation stack. */
export const stackType = "aws:cloudformation/stack:Stack";

/** The name of the handler that all pools of a program share; that of another provider has the provider's name after it. */
export const sharedHandlerName = "user-pool-handler";

/** The longest name of a Lambda function. */
const longestFunctionName = 64;

/** The name of the shared handler whose function has this name; none of another handler's, or of a shortened name. */
export function sharedHandlerIn(name: string): string | undefined {
  const [, handler] = new RegExp(`^.*-(${sharedHandlerName}(?:-.+)?)$`).exec(name) ?? [];
  return name.length < longestFunctionName ? handler : undefined;
}

/**
 * The name of a Lambda function, which has to stay the same for ever: CloudFormation refuses to update a custom
 * resource whose handler moved ("Modifying service token is not allowed").
 *
 * At most 64 characters, as Lambda allows; a shortened name ends in a hash of the whole.
 */
export function functionName(...parts: readonly string[]): string {
  return shorten(parts.join("-"), longestFunctionName);
}

/**
 * A child's logical name that also works as the start of a physical name, whatever the user called the component:
 * IAM roles have 64 characters and CloudFormation stacks only letters, digits and hyphens.
 */
export function childName(name: string, ...suffix: readonly string[]): string {
  return [shorten(/^[a-z]/i.test(name) ? name : `x-${name}`, longestLogicalName), ...suffix].join("-");
}

/** `PostConfirmation` becomes `post-confirmation`, `CustomSMSSender` becomes `custom-sms-sender`. */
export function kebabCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1-$2")
    .toLowerCase();
}

/** The first characters of a text's SHA-256, to tell names apart. */
export function shortHash(text: string, length = 8): string {
  return createHash("sha256").update(text).digest("hex").slice(0, length);
}

function shorten(name: string, longest: number): string {
  const clean = name.replace(/[^A-Za-z0-9-]+/g, "-");
  if (clean === name && name.length <= longest) {
    return name;
  }
  const hash = shortHash(name);
  return `${clean.slice(0, longest - hash.length - 1)}-${hash}`;
}
