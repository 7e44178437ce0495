import { isDeepStrictEqual } from "node:util";
import { FILLED } from "./check";
import type { Definition, DiffResult, Inputs, PropertyRule, Props } from "./resourceType";

/** What has changed, and what of it only a new resource can have. */
export async function diff(definition: Definition, olds: Props, news: Inputs): Promise<DiffResult> {
  const changed: string[] = [];
  for (const [property, rule] of Object.entries(definition.properties)) {
    if (await differs(rule, { property, olds, value: news[property] })) changed.push(property);
  }
  const replaces = changed.filter((property) => definition.properties[property]?.replaces);
  // Two resources of one fixed name cannot stand side by side.
  const named = definition.autoName?.property;
  const filled = news[FILLED];
  const fixedName = named === undefined || !(Array.isArray(filled) && filled.includes(named));
  const renamed = named !== undefined && changed.includes(named);
  return {
    changes: changed.length > 0,
    replaces,
    deleteBeforeReplace: replaces.length > 0 && fixedName && !renamed,
  };
}

async function differs(
  rule: PropertyRule,
  { property, olds, value }: { property: string; olds: Props; value: unknown },
): Promise<boolean> {
  const old = olds[property];
  if (value === undefined) return !rule.computed && old !== undefined && old !== null;
  if (rule.differs) return rule.differs(olds, value);
  if (rule.kind === "json") return !isDeepStrictEqual(parsed(old), parsed(value));
  if (rule.kind === "set") return !isDeepStrictEqual(sorted(old), sorted(value));
  return !isDeepStrictEqual(old, value);
}

function sorted(list: unknown): unknown {
  return Array.isArray(list) ? list.map(String).toSorted() : list;
}

function parsed(json: unknown): unknown {
  if (typeof json !== "string") return json;
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}
