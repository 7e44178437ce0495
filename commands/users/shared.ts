import type { Clock } from "../../handlers/customResource/clock";
import { nearest } from "../../handlers/userPool/settings/nearest";
import { list, readPoolId, text, value } from "../support/options";
import { UsageError } from "../support/usageError";
import type { UsersApi } from "./cognito/api";
import { paced } from "./cognito/paced";
import { defaultQuotas, type QuotaName } from "./cognito/quotas";
import { Mapping, type MappingOptions } from "./data/mapping";
import { poolFacts } from "./data/pools";
import { sourceOf } from "./data/source";

/** What the commands work with; a test gives its own. */
export interface World {
  readonly connect: () => UsersApi;
  readonly clock: Clock;
}

/** Options of every command about users. */
export const paceOptions = {
  rate: value("SHARE", "the share of each of Cognito's quotas to use; 0.95 without it", share),
  quota: list("NAME=N", "a quota of your account that is not the default, such as UserCreation=100", quota),
};

/** Options of the commands that look for old users in the new pool. */
export const mappingOptions = {
  attribute: list("OLD=NEW", "the new pool's name of an old attribute, such as sub=custom:old_sub", pair),
  drop: list("OLD", "an old attribute that does not come along", (given) => given),
  username: text("OLD", "the old attribute that becomes the user name; without it, the old user name"),
  match: text(
    "NEW",
    "by what a user is known in both pools: username, or an attribute of the new one; without it, by what users sign in with there",
  ),
};

interface PaceValues {
  readonly rate: number | undefined;
  readonly quota: readonly (readonly [QuotaName, number])[];
}

/** Cognito at the pace that the command line says. */
export function atPace(
  { connect, clock }: World,
  { rate = 0.95, quota: quotas }: PaceValues,
  signal: AbortSignal,
): { readonly api: UsersApi; readonly unanswered: WeakSet<object> } {
  const unanswered = new WeakSet<object>();
  const pace = { clock, share: rate, quotas: Object.fromEntries(quotas), signal, unanswered };
  return { api: paced(connect(), pace), unanswered };
}

interface MappingValues {
  readonly attribute: readonly (readonly [string, string])[];
  readonly drop: readonly string[];
  readonly username: string | undefined;
  readonly match: string | undefined;
}

export function mappingOf({ attribute, drop, username, match }: MappingValues): MappingOptions {
  return {
    renamed: new Map(attribute),
    dropped: new Set(drop),
    ...(username !== undefined && { username }),
    ...(match !== undefined && { match }),
  };
}

/** Options of the commands that hold two pools against each other. */
export const poolsOptions = {
  from: value("POOL|FILE", "the old pool's id, or an export of it", poolOrFile),
  to: value("POOL", "the new pool's id", readPoolId),
};

interface PoolsValues extends PaceValues, MappingValues {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** The old users, the new pool, and how users of the one are found in the other. */
export async function openPools(world: World, asked: PoolsValues, signal: AbortSignal) {
  const { api } = atPace(world, asked, signal);
  const from = sourceOf(needed(asked.from, "from", "POOL|FILE"), api);
  const pool = await poolFacts(api, needed(asked.to, "to", "POOL"));
  return { api, from, pool, mapping: new Mapping(pool, mappingOf(asked)) };
}

/** A file need not be there to have a name; only what is plainly a pool's ARN is refused. */
function poolOrFile(given: string, option: string): string {
  return given.startsWith("arn:") ? readPoolId(given, option) : given;
}

/** Reads a whole number that is at least 0 or 1. */
export function wholeNumber(least: 0 | 1): (given: string, option: string) => number {
  return (given, option) => {
    const number = Number(given);
    if (/^\d+$/.test(given) && Number.isSafeInteger(number) && number >= least) return number;
    const above = least === 1 ? " above 0" : "";
    throw new UsageError(`Expected \`--${option}\` to be a whole number${above}, got \`${given}\`.`);
  };
}

/** The value of an option that a command cannot do without. */
export function needed(given: string | undefined, option: string, what: string): string {
  if (given !== undefined) return given;
  throw new UsageError(`Expected \`--${option} ${what}\`. See \`--help\`.`);
}

function share(given: string, option: string): number {
  const number = Number(given);
  if (number > 0 && number <= 1) return number;
  throw new UsageError(`Expected \`--${option}\` to be above 0 and at most 1, got \`${given}\`.`);
}

function pair(given: string, option: string): readonly [string, string] {
  const [, from, to] = /^([^=]+)=([^=]+)$/.exec(given) ?? [];
  if (from !== undefined && to !== undefined) return [from, to];
  throw new UsageError(`Expected \`--${option}\` to be OLD=NEW, got \`${given}\`.`);
}

function quota(given: string, option: string): readonly [QuotaName, number] {
  const [, name = "", number = ""] = /^(\w+)=(\d+)$/.exec(given) ?? [];
  if (Number(number) > 0 && isQuota(name)) return [name, Number(number)];
  const known = Object.keys(defaultQuotas);
  const meant = nearest(name, known) ?? known.join(", ");
  throw new UsageError(
    `Expected \`--${option}\` to be NAME=N with N requests a second, above 0, and one of Cognito's quotas (${meant}?), got \`${given}\`.`,
  );
}

const isQuota = (name: string): name is QuotaName => Object.hasOwn(defaultQuotas, name);
