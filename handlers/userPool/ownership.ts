import { createHash } from "node:crypto";
import { UserError } from "../customResource/errors";

/**
 * The tags by which a pool is known as ours. CreateUserPool itself writes them, so that there is no moment in which a
 * pool exists without them.
 */
export const ownTagPrefix = "custom-user-pool:";

export const ownTags = {
  /** The handler function's name: the handler's role may touch pools with this tag only. */
  handler: `${ownTagPrefix}handler`,
  stackId: `${ownTagPrefix}stack-id`,
  logicalId: `${ownTagPrefix}logical-id`,
  /** The request that made or adopted the pool: a repeated one finds the pool by it. */
  requestId: `${ownTagPrefix}request-id`,
  /** Present on a pool that was there before us: a Delete leaves it alone. */
  adopted: `${ownTagPrefix}adopted`,
  /** The pool whose place this one took, by {@link inPlaceOf}: the rollback of a request that failed knows its pool by it. */
  replaces: `${ownTagPrefix}replaces`,
  /** Digests of what the pool was last declared as, of all that no update can change: a rollback goes back to that. */
  declarations: `${ownTagPrefix}declarations`,
  /** Who wants which function attached. */
  triggers: `${ownTagPrefix}triggers`,
} as const;

/** What a CloudFormation event tells about the resource that owns a pool. */
export interface Owner {
  functionName: string;
  stackId: string;
  logicalId: string;
  requestId: string;
}

export type Tags = Readonly<Record<string, string>>;

/** The tags of a pool that `owner` makes. */
export function tagsOf(owner: Owner): Tags {
  return {
    [ownTags.handler]: owner.functionName,
    [ownTags.stackId]: owner.stackId,
    [ownTags.logicalId]: owner.logicalId,
    [ownTags.requestId]: owner.requestId,
  };
}

/**
 * How a pool names the one whose place it took: one that had to be replaced, or one that was lost. An update of the
 * replaced pool that arrives late, when that pool is gone as well, must not take the new one for a lost pool's.
 */
export const inPlaceOf = {
  replaced: (id: string): string => id,
  lost: (id: string): string => `lost:${id}`,
};

/** Whether the pool with these tags belongs to the owner's resource. */
export function isOwnedBy(owner: Owner, tags: Tags | undefined): boolean {
  return tags?.[ownTags.stackId] === owner.stackId && tags[ownTags.logicalId] === owner.logicalId;
}

/** Whether exactly the owner's request made the pool. */
export function isMadeByRequest(owner: Owner, tags: Tags | undefined): boolean {
  return isOwnedBy(owner, tags) && tags?.[ownTags.requestId] === owner.requestId;
}

/** The tags that are the user's: neither ours nor AWS's own. */
export function userTags(tags: Tags | undefined): Tags {
  return keepTags(tags, (name) => !name.startsWith(ownTagPrefix) && !name.startsWith("aws:"));
}

/** All tags that a request may repeat: AWS keeps `aws:` for itself. */
export function withoutAwsTags(tags: Tags): Tags {
  return keepTags(tags, (name) => !name.startsWith("aws:"));
}

/** The tags that are ours. */
export function ownTagsOf(tags: Tags | undefined): Tags {
  return keepTags(tags, (name) => name.startsWith(ownTagPrefix));
}

function keepTags(tags: Tags | undefined, keep: (name: string) => boolean): Tags {
  return Object.fromEntries<string>(Object.entries(tags ?? {}).filter(([name]) => keep(name)));
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html */
const poolIdPattern = /^[\w-]+_[0-9a-zA-Z]+$/;

/**
 * Whether this can be a pool's id. Those that CloudFormation invents and our mark of a failed Create hold no
 * underscore: CloudFormation builds them from stack names and logical ids, which may not contain one.
 */
export function isPoolId(id: string): boolean {
  return id.length <= 55 && poolIdPattern.test(id);
}

/** @throws {@link UserError} when `id` cannot be a pool's id. */
export function requirePoolId(id: string, path: string): void {
  if (isPoolId(id)) return;
  throw new UserError(
    `\`${path}\` must be a user pool's id such as \`eu-west-1_AbCdEf123\`, got ${JSON.stringify(id)}.`,
  );
}

/** A short text that is the same for the same text, and else most surely another. */
export function digest(text: string, length = 32): string {
  return createHash("sha256").update(text).digest("hex").slice(0, length);
}
