import { createHash } from "node:crypto";
import { UserError } from "../../customResource/errors";
import { ownTags, type Tags } from "../settings/ownTags";

/** What a CloudFormation event tells about the resource that owns a pool. */
export interface Owner {
  functionName: string;
  stackId: string;
  logicalId: string;
  requestId: string;
  /** Epoch milliseconds at which CloudFormation made the request, where its URL tells. */
  requestedAt?: number;
}

/** The tags of a pool that `owner` makes. */
export function tagsOf(owner: Owner): Tags {
  return {
    [ownTags.handler]: owner.functionName,
    [ownTags.stackId]: owner.stackId,
    [ownTags.logicalId]: owner.logicalId,
    [ownTags.requestId]: owner.requestId,
    ...noteRequest(owner, undefined),
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

/** Whether the pool belongs to a resource of the owner's stack. */
export function isOfStack(owner: Owner, tags: Tags): boolean {
  return tags[ownTags.stackId] === owner.stackId;
}

/** @throws {@link UserError} that says whose the pool is instead. */
export function refuseForeign(id: string, tags: Tags): never {
  throw new UserError(`${describeOwner(id, tags)} Nothing was changed.`);
}

/** Whose the pool is, if not the resource's that asks. */
export function describeOwner(id: string, tags: Tags): string {
  const { [ownTags.stackId]: stackId, [ownTags.logicalId]: logicalId } = tags;
  if (stackId === undefined) {
    return `The user pool ${id} does not carry the tag \`${ownTags.stackId}\`, so that nobody knows whose it is. Restore its tags \`${ownTags.stackId}\` and \`${ownTags.logicalId}\`, or let the program take it over with \`adoptUserPoolId\` (\`AdoptUserPoolId\`).`;
  }
  const stackName = stackId.replace(/^.*:stack\/([^/]*).*$/, "$1");
  return `The user pool ${id} belongs to the resource ${logicalId} of the stack ${stackName} (${stackId}), and not to this one.`;
}

/** Whether exactly the owner's request made the pool. */
export function isMadeByRequest(owner: Owner, tags: Tags | undefined): boolean {
  return isOwnedBy(owner, tags) && tags?.[ownTags.requestId] === owner.requestId;
}

/** The longest value of a tag. */
const longestTag = 256;
/** CloudFormation's machines need not agree on the time more exactly than this. */
const clockDifferenceMs = 5_000;

/**
 * The tag with the requests that wrote the pool, the owner's as the newest: the last ones that fit. Of each resource of the
 * stack the newest one stays, as long as there is room for these.
 */
export function noteRequest(owner: Owner, tags: Tags | undefined): Tags {
  const own = entryOf(owner);
  const entries = [...entriesIn(tags).filter((entry) => !isSameRequest(entry, own)), own];
  while (textOf(entries).length > longestTag) entries.splice(leastTelling(entries), 1);
  return { [ownTags.requests]: textOf(entries) };
}

function textOf(entries: readonly RequestEntry[]): string {
  return entries
    .map(({ resource, request, time }) =>
      [resource, request, ...(time === undefined ? [] : [time.toString(36)])].join(":"),
    )
    .join(" ");
}

/** The oldest request whose resource has made a newer one; without such a one the oldest of all. */
function leastTelling(entries: readonly RequestEntry[]): number {
  const isFollowed = ({ resource }: RequestEntry, index: number) =>
    entries.slice(index + 1).some((later) => later.resource === resource);
  return Math.max(0, entries.findIndex(isFollowed));
}

/** Whether the owner's request has written the pool, or one from which this one's history comes. */
export function isNotedRequest(owner: Owner, tags: Tags): boolean {
  const own = entryOf(owner);
  return entriesIn(tags).some((entry) => isSameRequest(entry, own));
}

/** Whether a newer request of the same resource has written the pool: what the older one asks for is out of date. */
export function isOldRequest(owner: Owner, tags: Tags): boolean {
  const own = entryOf(owner);
  const newest = entriesIn(tags).findLast(({ resource }) => resource === own.resource);
  if (!newest || isSameRequest(newest, own)) return false;
  const newestMs = (newest.time ?? 0) * 1000;
  const isOlder = owner.requestedAt !== undefined && owner.requestedAt < newestMs - clockDifferenceMs;
  return isOlder || isNotedRequest(owner, tags);
}

/** One request in the tag: which resource's, which one, and when it was made, in seconds. */
interface RequestEntry {
  resource: string;
  request: string;
  time?: number;
}

function entryOf({ stackId, logicalId, requestId, requestedAt }: Owner): RequestEntry {
  return {
    resource: digest(`${stackId} ${logicalId}`, 3),
    request: digest(requestId, 8),
    ...(requestedAt !== undefined && { time: Math.round(requestedAt / 1000) }),
  };
}

function entriesIn(tags: Tags | undefined): RequestEntry[] {
  return (tags?.[ownTags.requests] ?? "").split(" ").flatMap((text) => {
    const [resource, request, time] = text.split(":");
    return resource && request
      ? [{ resource, request, ...(time && { time: Number.parseInt(time, 36) }) }]
      : [];
  });
}

function isSameRequest(a: RequestEntry, b: RequestEntry): boolean {
  return a.resource === b.resource && a.request === b.request;
}

/** A name for the claim to be the one that makes the request's pool. */
export function claimName({ stackId, logicalId, requestId }: Owner): string {
  return `requests/${digest(`${stackId} ${logicalId} ${requestId}`)}`;
}

/** A short text that is the same for the same text, and else most surely another. */
export function digest(text: string, length = 32): string {
  return createHash("sha256").update(text).digest("hex").slice(0, length);
}
