import { broken } from "../../handlers/userPool/rules/limits";
import { type Fault, unknownValue } from "../../handlers/userPool/settings/values";
import { join } from "../engine/plainObject";
import { asMembers, type Rule } from "./argumentRules";
import { partLimits } from "./partModel";

/** By the path in the request in lower case: `@pulumi/aws` writes the API's names with a small first letter. */
const limits = new Map(Object.entries(partLimits).map(([path, limit]) => [path.toLowerCase(), limit]));

/**
 * What Cognito's service model says of each member of a request by itself. What has the wrong kind is told by other rules.
 *
 * @param renamed - the API's names of arguments that have other ones in `@pulumi/aws`.
 */
export function limited(request: string, renamed: Readonly<Record<string, string>> = {}): Rule {
  const visit = (value: unknown, path: string, key: string): Fault[] => {
    if (value === unknownValue || value === undefined) return [];
    if (Array.isArray(value)) {
      const items = value.flatMap((item: unknown, index) => visit(item, `${path}[${index}]`, `${key}[]`));
      return [...own(value, path, key), ...items];
    }
    const members = Object.entries(asMembers(value) ?? {});
    const isMap = limits.has(`${key}{}`);
    const below = members.flatMap(([name, member]) => {
      const memberKey = isMap ? `${key}[]` : `${key}.${(renamed[name] ?? name).toLowerCase()}`;
      const place = join(path, name);
      return [...(isMap ? own(name, place, `${key}{}`) : []), ...visit(member, place, memberKey)];
    });
    return [...own(value, path, key), ...below];
  };
  return (value, path) => visit(value, path, request.toLowerCase());
}

/** The values that the service model knows for a member of a request, such as `CreateUserPoolClientRequest.ExplicitAuthFlows[]`. */
export function choicesOf(path: string): readonly string[] {
  return limits.get(path.toLowerCase())?.oneOf ?? [];
}

/**
 * A rule plus the limits of what it judges. Limits are not reported for a value that already breaks the rule, such as a
 * number instead of a string.
 */
export function withLimits(rule: Rule, limitsOf: Rule): Rule {
  return (value, path) => {
    const faults = rule(value, path);
    const more = limitsOf(value, path).filter((fault) => !faults.some((other) => other.path === fault.path));
    return [...faults, ...more];
  };
}

/** The key of a part in its argument, such as `web` for `clients.web`. */
export function keyOf(path: string): string {
  return path.slice(path.indexOf(".") + 1);
}

function own(value: unknown, path: string, key: string): Fault[] {
  const limit = limits.get(key);
  // An enumeration is told with the other rules of the argument.
  const message = limit && !limit.oneOf ? broken(limit, value, `\`${path}\``) : undefined;
  return message === undefined ? [] : [{ path, message }];
}
