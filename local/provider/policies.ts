import { isDeepStrictEqual } from "node:util";
import { isRecord } from "../../commands/support/records";

/**
 * Whether two policies of IAM mean the same to Terraform's provider, which then sees no change (hashicorp/awspolicyequivalence): the order
 * of statements, actions, resources and principals means nothing, and a single text is a list of one.
 */
export function isSamePolicy(one: unknown, other: unknown): boolean {
  const [left, right] = [parsedPolicy(one), parsedPolicy(other)];
  if (left === undefined || right === undefined) return one === other;
  return isDeepStrictEqual(normal(left), normal(right));
}

/** The own document where AWS has an equivalent one, else AWS's. */
export function equivalentPolicy(own: unknown, registered: string): unknown {
  return isSamePolicy(own, registered) ? own : registered;
}

function parsedPolicy(policy: unknown): Record<string, unknown> | undefined {
  if (typeof policy !== "string") return undefined;
  try {
    const value: unknown = JSON.parse(policy);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function normal(policy: Record<string, unknown>): unknown {
  const statements = [policy["Statement"]].flat().map((statement) => sets(statement));
  return { ...policy, Statement: ordered(statements) };
}

/** Every list in a statement is a set: of actions, resources, principals, values of a condition. */
function sets(value: unknown): unknown {
  if (Array.isArray(value)) return ordered(value.map(String));
  if (isRecord(value))
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, sets(member)]));
  return typeof value === "string" || typeof value === "boolean" ? [String(value)] : value;
}

function ordered(list: unknown[]): unknown[] {
  return list.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

function sortKey(value: unknown): string {
  return isRecord(value)
    ? JSON.stringify(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : String(value);
}
