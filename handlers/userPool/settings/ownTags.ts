import { membersOf } from "./values";

/**
 * The tags by which a pool is known as ours. CreateUserPool itself writes them, so that there is no moment in which a
 * pool exists without them.
 */
export const ownTagPrefix = "custom-user-pool:";

/** The requests that wrote the pool, by `noteRequest`: an older one that arrives again is known by it. */
export const requestsTag = `${ownTagPrefix}requests`;

export const ownTags = {
  /** The handler function's name: the handler's role may touch pools with this tag only. */
  handler: `${ownTagPrefix}handler`,
  stackId: `${ownTagPrefix}stack-id`,
  logicalId: `${ownTagPrefix}logical-id`,
  /** The request that made or adopted the pool: a repeated one finds the pool by it. */
  requestId: `${ownTagPrefix}request-id`,
  /** Present on a pool that was there before us: a Delete leaves it alone. */
  adopted: `${ownTagPrefix}adopted`,
  /** The pool whose place this one took, by `inPlaceOf`: the rollback of a request that failed knows its pool by it. */
  replaces: `${ownTagPrefix}replaces`,
  /** Digests of what the pool was last declared as, of all that no update can change: a rollback goes back to that. */
  declarations: `${ownTagPrefix}declarations`,
  /** Who wants which function attached. */
  triggers: `${ownTagPrefix}triggers`,
  requests: requestsTag,
} as const;

export type Tags = Readonly<Record<string, string>>;

/** The tags in a described pool. */
export function readTags(value: unknown): Tags {
  const entries = Object.entries(membersOf(value));
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
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
