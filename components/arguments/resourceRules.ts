import { NormalizedSchema } from "@smithy/core/schema";
import { type Shape, shapeOf } from "../../handlers/userPool/settings/schema";
import {
  asMembers,
  flag,
  listOf,
  type Members,
  must,
  numeric,
  objectOf,
  type Rule,
  text,
} from "./argumentRules";

interface ResourceArguments {
  readonly wanted: string;
  readonly names: readonly string[];
  /** The rules that there are, by names in whatever case. */
  readonly rules: Members;
}

/**
 * The rule of a resource's arguments: those that the installed package has, each by its rule. It is made when it is needed
 * first, since `@pulumi/aws` loads a resource when it is named.
 */
export function argumentsRule(describe: () => ResourceArguments): Rule {
  let rule: Rule | undefined;
  return (value, path) => {
    rule ??= ruleOf(describe());
    return rule(value, path);
  };
}

function ruleOf({ wanted, names, rules }: ResourceArguments): Rule {
  const byName = new Map(Object.entries(rules).map(([name, rule]) => [name.toLowerCase(), rule]));
  const members = (names.length > 0 ? names : Object.keys(rules)).map((name): [string, Rule] => [
    name,
    byName.get(name.toLowerCase()) ?? (() => []),
  ]);
  return objectOf(Object.fromEntries(members), { wanted, isOpen: names.length === 0 });
}

/**
 * The names of a resource's arguments. `@pulumi/aws` declares them only as types; what copies them is the constructor,
 * which drops every other name without a word. None where a bundler has rewritten it.
 */
export function argumentsOf(resource: { toString(): string }): string[] {
  const copies = resource.toString().matchAll(/resourceInputs\["(\w+)"\] = args\??\.\1\b/g);
  return [...new Set([...copies].map(([, name = ""]) => name))].filter((name) => name !== "userPoolId");
}

/** A rule for each member of a request of the API, by its type. */
export function typesOf(schema: Parameters<typeof NormalizedSchema.of>[0]): Members {
  const shape = shapeOf(NormalizedSchema.of(schema));
  const members = shape.kind === "structure" ? [...shape.members] : [];
  return Object.fromEntries(members.map(([name, member]) => [name, ruleFor(member())]));
}

function ruleFor(shape: Shape): Rule {
  switch (shape.kind) {
    case "string":
      return text;
    case "number":
      return numeric;
    case "boolean":
      return flag;
    case "list":
      return listOf(ruleFor(shape.element()));
    case "structure":
    case "map":
    case "unsupported":
      return someObject;
  }
}

const someObject = must("an object", (value) => asMembers(value) !== undefined);
