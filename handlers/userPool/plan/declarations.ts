import { ownTags, type Tags } from "../settings/ownTags";
import type { Settings } from "../settings/values";
import { fixedDeclaration } from "./changes";
import { digest } from "./ownership";

/** The tag of a pool that was just made. */
export function firstDeclaration(settings: Settings): Tags {
  return { [ownTags.declarations]: digestOf(settings) };
}

/** The tag that lets a rollback of the update go back; none where nothing is declared anew, or the update itself goes back. */
export function nextDeclaration(tags: Tags, desired: Settings, previous: Settings): Tags {
  const [next, former] = [digestOf(desired), digestOf(previous)];
  const isNew = Object.keys(previous).length > 0 && next !== former && !wasDeclared(tags, desired);
  return isNew ? { [ownTags.declarations]: `${next} ${former}` } : {};
}

/**
 * Whether the pool was declared like this before. What it was made as it still is, and attributes that were added since
 * cannot be removed: they stay, undeclared. A refusal would leave a rollback in UPDATE_ROLLBACK_FAILED.
 */
export function wasDeclared(tags: Tags, settings: Settings): boolean {
  return tags[ownTags.declarations]?.includes(digestOf(settings)) ?? false;
}

function digestOf(settings: Settings): string {
  return digest(fixedDeclaration(settings));
}
