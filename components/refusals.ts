import {
  describeImmutableChanges,
  type ImmutableChange,
  immutableChanges,
} from "../handlers/userPool/changes";
import { createOnlyMembers } from "../handlers/userPool/schema";
import { decodeLeniently } from "../handlers/userPool/settings";
import { unknownValue } from "../handlers/userPool/values";

/** The properties of a `Custom::UserPool` that decide about a pool's life; `unknownValue` stands for what is not known. */
export interface PoolProperties {
  ServiceToken?: unknown;
  Settings: Record<string, unknown>;
  OnImmutableChange?: unknown;
  ForceDestroy?: unknown;
  AdoptUserPoolId?: unknown;
}

/** An update as the guard sees it. */
export interface PoolUpdate {
  /** The pool as it was deployed last. */
  readonly before: PoolProperties;
  /** The pool as the program wants it. */
  readonly after: PoolProperties;
  /** The name of the function that would carry the update out. */
  readonly functionName: string;
  /** The deployed pool, if it is known. */
  readonly userPoolId: string | undefined;
  /** Whether the settings hold a secret, which may not appear in a message. */
  readonly isSecret: boolean;
}

export interface Verdict {
  /** Why the update must not happen, and the way out. */
  readonly refusal?: string;
  /** Whether the pool certainly stays the same one. */
  readonly keepsPool: boolean;
}

/** Decides whether an update may go ahead, by the rules that the handler would apply to it. */
export function judgeUpdate(update: PoolUpdate): Verdict {
  const moved = movedHandler(update);
  if (moved !== undefined) {
    return { refusal: moved, keepsPool: true };
  }
  const changes = fatalChanges(update);
  const mode = update.after.OnImmutableChange;
  if (changes.length === 0) {
    return {
      keepsPool:
        mode !== "replace" || createOnlyMembers.every((name) => isKnown(update.after.Settings[name])),
    };
  }
  if (mode === unknownValue) {
    return { keepsPool: false };
  }
  const list = describeImmutableChanges(
    update.isSecret ? changes.map(withoutValues) : changes,
    "settings",
  ).replaceAll("`settings.adoptUserPoolId`", "`adoptUserPoolId`");
  return { refusal: reason(update, list), keepsPool: false };
}

function reason({ before, after }: PoolUpdate, list: string): string | undefined {
  const rule = `Cognito fixes these settings when it makes a pool, so a change needs a new pool, without the users of the old one.\n${list}\n`;
  if (after.OnImmutableChange !== "replace") {
    return `${rule}Take the change back, or set \`onImmutableChange\` to "replace" to get a new pool and lose the users.`;
  }
  const isForced = before.ForceDestroy === true || before.ForceDestroy === "true";
  if (before.Settings["DeletionProtection"] === "ACTIVE" && !isForced) {
    return `${rule}The old pool is protected from deletion. Deploy \`deletionProtection: false\` first, without this change.`;
  }
  return undefined;
}

/** CloudFormation's own refusal comes late, and names neither function ("Modifying service token is not allowed"). */
function movedHandler({ before, functionName }: PoolUpdate): string | undefined {
  const former = typeof before.ServiceToken === "string" ? before.ServiceToken.split(":")[6] : undefined;
  if (former === undefined || former === functionName) {
    return undefined;
  }
  return (
    `its handler would change from the function \`${former}\` to \`${functionName}\`, and CloudFormation never lets a custom ` +
    "resource change its handler. The name comes from the project, the stack and the handler's own name: take the change " +
    "of those back."
  );
}

function fatalChanges(update: PoolUpdate): ImmutableChange[] {
  const { before, after, userPoolId } = update;
  const adopted = after.AdoptUserPoolId;
  if (typeof adopted === "string" && adopted !== "" && userPoolId !== undefined && adopted !== userPoolId) {
    return [{ path: "adoptUserPoolId", before: userPoolId, after: adopted }];
  }
  if (before.AdoptUserPoolId !== undefined) {
    // An adopted pool never was as its settings describe it; the handler looks at the pool itself.
    return [];
  }
  return immutableChanges({ desired: decode(after.Settings), previous: decode(before.Settings) });
}

/** Unknown members stay unknown: without them it would seem that they are not wanted any more. */
function decode(settings: Record<string, unknown>): Record<string, unknown> {
  const unknown = Object.entries(settings).filter(([, value]) => !isKnown(value));
  const known = Object.entries(settings).filter(([, value]) => isKnown(value));
  return { ...decodeLeniently(Object.fromEntries(known)), ...Object.fromEntries(unknown) };
}

function isKnown(value: unknown): boolean {
  return value !== unknownValue;
}

function withoutValues({ path }: ImmutableChange): ImmutableChange {
  return { path, before: "a secret", after: "another one" };
}
