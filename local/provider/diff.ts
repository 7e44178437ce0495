import { isDeepStrictEqual } from "node:util";
import { isRecord } from "../../commands/support/records";
import { FILLED } from "./check";
import { isSamePolicy } from "./policies";
import type { Definition, DiffResult, Inputs, PropertyRule, Props } from "./resourceType";

/** What has changed, and what of it only a new resource can have. */
export async function diff(definition: Definition, olds: Props, news: Inputs): Promise<DiffResult> {
  const changed = await changedProperties(definition, olds, news);
  const replaces = changed.filter((property) => definition.properties[property]?.replaces);
  const deleteBeforeReplace = replaces.length > 0 && hasFixedName(definition, news);
  return { changed, replaces, deleteBeforeReplace };
}

/** The properties whose values are others than the resource has. */
export async function changedProperties(
  definition: Definition,
  olds: Props,
  news: Inputs,
): Promise<string[]> {
  const changed: string[] = [];
  for (const [property, rule] of Object.entries(definition.properties)) {
    const value = news[property];
    if (value === undefined && isLeftOut(definition, rule, olds[property])) continue;
    if (value === undefined || (await differs(rule, { property, olds, value }))) changed.push(property);
  }
  return changed;
}

/**
 * Pulumi's bridge deletes first where the program itself gives the name that it would make otherwise
 * (`nameRequiresDeleteBeforeReplace` in pulumi-terraform-bridge), and nowhere else: two resources of one name cannot stand side by side.
 * With Terraform's Plugin Framework it never does.
 */
function hasFixedName({ autoName, usesFramework }: Definition, news: Inputs): boolean {
  if (!autoName || usesFramework) return false;
  const filled = news[FILLED];
  return !(Array.isArray(filled) && filled.includes(autoName.property));
}

async function differs(
  rule: PropertyRule,
  { property, olds, value }: { property: string; olds: Props; value: unknown },
): Promise<boolean> {
  const old = olds[property];
  if (rule.differs) return rule.differs(olds, value);
  if (rule.kind === "block" && isRecord(value) && isRecord(old)) return hasOthers(old, value);
  if (rule.kind === "policy") return !isSamePolicy(old, value);
  if (rule.kind === "json") return !isSameJson(old, value);
  if (rule.kind === "set") return !isDeepStrictEqual(sorted(old), sorted(value));
  return !isDeepStrictEqual(old, value);
}

/** Whether a property that the program does not give is as it was. Only the Plugin Framework tells nothing from a zero value. */
function isLeftOut(
  { usesFramework }: Definition,
  { computed, isMissed }: PropertyRule,
  old: unknown,
): boolean {
  if (computed || old === undefined || old === null) return true;
  if (isMissed) return !isMissed(old);
  return !usesFramework && isZero(old);
}

/** What Terraform's SDK cannot tell from nothing. */
export function isZero(value: unknown): boolean {
  const isEmpty = (isRecord(value) || Array.isArray(value)) && Object.keys(value).length === 0;
  return isEmpty || value === undefined || value === null || value === "" || value === 0 || value === false;
}

function hasOthers(old: Props, block: Record<string, unknown>): boolean {
  return Object.entries(block).some(([member, value]) => !isDeepStrictEqual(old[member], value));
}

/** Whether two texts are the same JSON, or else the same text. */
export function isSameJson(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(parsed(one), parsed(other));
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
