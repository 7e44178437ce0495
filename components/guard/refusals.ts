import {
  describeImmutableChanges,
  type ImmutableChange,
  immutableChanges,
} from "../../handlers/userPool/plan/changes";
import { decodeLeniently } from "../../handlers/userPool/rules/decode";
import { createOnlyMembers } from "../../handlers/userPool/settings/schema";
import { unknownValue } from "../../handlers/userPool/settings/values";
import { sharedHandlerIn } from "../engine/names";
import { functionNameIn } from "../engine/place";
import { hidden, withoutSecrets } from "../engine/secretValues";
import type { DeclaredPool } from "../stack/readTemplate";

/** An update as the guard sees it. */
export interface PoolUpdate {
  /** The pool as it was deployed last. */
  readonly before: DeclaredPool;
  /** The pool as the program wants it. */
  readonly after: DeclaredPool;
  /** The name of the function that would carry the update out. */
  readonly functionName: string;
  /** The deployed pool, if it is known. */
  readonly userPoolId: string | undefined;
  /** The paths of secrets, which may not appear in a message. */
  readonly secrets: readonly string[];
  /** The pool's domain in this program as it was deployed last, if it has one. */
  readonly domain?: string | undefined;
}

export interface Verdict {
  /** Why the update must not happen, and the way out. */
  readonly refusal?: string;
  /** Whether the pool certainly stays the same one. */
  readonly keepsPool: boolean;
  /** What the program asks for and a reader of the preview should not miss. */
  readonly warning?: string | undefined;
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
  const shown = changes.map((change) => withoutSecretValues(change, update.secrets));
  const list = describeImmutableChanges(shown, "settings").replaceAll(
    "`settings.adoptUserPoolId`",
    "`adoptUserPoolId`",
  );
  const refusal = reason(update, list);
  return {
    refusal,
    keepsPool: false,
    warning: refusal === undefined ? replacement(update, list) : undefined,
  };
}

function reason({ before, after, domain }: PoolUpdate, list: string): string | undefined {
  const rule = ruleOf(list);
  if (after.OnImmutableChange !== "replace") {
    return (
      `${rule}Take the change back; or make the new pool beside this one and let the users move to it, with their passwords: ` +
      "docs/migrating-users.md in this package says how. If the users may be lost, deploy `deletionProtection: false` first, then " +
      'this change with `onImmutableChange: "replace"` and `replaceNonEmpty: true`.'
    );
  }
  const { OnDelete: onDelete = "delete" } = after;
  if (onDelete !== unknownValue && onDelete !== (before.OnDelete ?? "delete")) {
    return `${rule}\`onDelete\` decides what becomes of the old pool, and changes as well. Deploy its change first, without the others.`;
  }
  const isForced = before.ForceDestroy === true || before.ForceDestroy === "true";
  return onDelete === "retain" || isForced ? undefined : obstacle(rule, before, domain);
}

/** What keeps the old pool from being deleted. */
function obstacle(rule: string, before: DeclaredPool, domain: string | undefined): string | undefined {
  if (before.Settings["DeletionProtection"] === "ACTIVE") {
    return (
      `${rule}The old pool is protected from deletion. Deploy \`deletionProtection: false\` first, without this change; ` +
      'or `onDelete: "retain"`, if the old pool shall stay in the account.'
    );
  }
  if (domain !== undefined) {
    return (
      `${rule}The old pool could not be deleted because of its domain \`${domain}\`. Deploy \`forceDestroy: true\` ` +
      "first, without this change, so that the domain goes with the old pool and comes back with the new one; or take " +
      "`domain` out, deploy, and bring it back with this change."
    );
  }
  return undefined;
}

function ruleOf(list: string): string {
  return `Cognito fixes these settings when it makes a pool, so a change needs a new pool, without the users of the old one.\n${list}\n`;
}

/** To Pulumi a replacement of the pool is an update of its stack, like any other. */
function replacement({ after, userPoolId }: PoolUpdate, list: string): string {
  const former = userPoolId === undefined ? "the old one" : `the old one, \`${userPoolId}\`,`;
  return `${ruleOf(list)}A new pool with another id is made, and ${former} ${fateOf(after)}.`;
}

function fateOf({ OnDelete, ReplaceNonEmpty }: DeclaredPool): string {
  const mayHaveUsers = ReplaceNonEmpty === true || ReplaceNonEmpty === "true";
  const unlessEmpty = "if it has any users, the deployment fails and changes nothing";
  if (OnDelete === "retain") {
    const unmanaged = 'unmanaged, since `onDelete` is "retain"';
    return `stays in the account${mayHaveUsers ? ` with its users, ${unmanaged}` : `, ${unmanaged}; ${unlessEmpty}`}`;
  }
  return mayHaveUsers
    ? "is deleted with all its users, since `replaceNonEmpty` is true"
    : `is deleted if it has no users; ${unlessEmpty}`;
}

/** CloudFormation's own refusal comes late, and names neither function ("Modifying service token is not allowed"). */
function movedHandler({ before, functionName }: PoolUpdate): string | undefined {
  const former = functionNameIn(before.ServiceToken);
  if (former === undefined || former === functionName) {
    return undefined;
  }
  const shared = sharedHandlerIn(former);
  const wayOut =
    shared === undefined
      ? ""
      : " The shared handler is also named after the provider that the pool is given. To keep it with another provider of the same Region, " +
        `make it once and pass it to its pools: \`handler: new UserPoolHandler(${JSON.stringify(shared)}, {}, { provider })\`.`;
  return (
    `its handler would change from the function \`${former}\` to \`${functionName}\`, and CloudFormation never lets a custom ` +
    "resource change its handler. The name comes from the project, the stack and the handler's own name: take the change " +
    `of those back.${wayOut}`
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

/** Paths of secrets are those of the arguments; the constraints of an attribute have a name for each type there. */
function withoutSecretValues(change: ImmutableChange, secrets: readonly string[]): ImmutableChange {
  const places = secrets.map((secret) =>
    secret.replace(/\.(String|Number)AttributeConstraints/, ".constraints"),
  );
  const path = change.path === "adoptUserPoolId" ? change.path : `settings.${change.path}`;
  const shown = (value: unknown): unknown =>
    places.some((place) => place.startsWith(`${path}.`)) && path.endsWith(".constraints")
      ? hidden
      : withoutSecrets(value, path, places);
  return { path: change.path, before: shown(change.before), after: shown(change.after) };
}
