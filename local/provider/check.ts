import { randomBytes } from "node:crypto";
import type { CheckFailure, CheckResult, Definition, Inputs, PropertyRule } from "./resourceType";
import { isUnknown } from "./unknown";

/** As Pulumi's own providers do, the inputs name the properties that `check` has filled. */
export const FILLED = "__defaults";

interface CheckRequest {
  urn: string;
  inputs: Inputs;
  olds: Inputs | undefined;
}

/** Fills defaults and an auto-name, and refuses what the rules do not know or do not allow. */
export function check(definition: Definition, { urn, inputs, olds }: CheckRequest): CheckResult {
  const given = Object.entries(inputs).filter(
    ([name, value]) => name !== FILLED && value !== undefined && value !== null,
  );
  const failures = given.flatMap(([property, value]) => faults(definition, { property, value, inputs }));
  const plain = Object.fromEntries(
    given.map(([name, value]) => [name, asText(definition.properties[name], value)]),
  );
  const defaults = defaultsFor(definition, { urn, inputs: plain, olds });
  return {
    inputs: { ...plain, ...defaults, [FILLED]: Object.keys(defaults) },
    failures: [...failures, ...missing(definition, plain)],
  };
}

interface Given {
  property: string;
  value: unknown;
  inputs: Inputs;
}

function faults(definition: Definition, given: Given): CheckFailure[] {
  const { property } = given;
  const rule = definition.properties[property];
  const reason = rule ? fault(given, rule) : unknownProperty(definition, property);
  return reason === undefined ? [] : [{ property, reason }];
}

function missing({ properties, title }: Definition, inputs: Inputs): CheckFailure[] {
  const names = Object.keys(properties).filter(
    (name) => properties[name]?.required && inputs[name] === undefined,
  );
  return names.map((property) => ({ property, reason: `\`${property}\` of \`${title}\` is required` }));
}

/** A policy or a template may be given as an object: AWS takes text. */
function asText(rule: PropertyRule | undefined, value: unknown): unknown {
  const isText = rule?.kind === "json" || rule?.kind === "policy";
  return isText && typeof value === "object" && !isUnknown(value) ? JSON.stringify(value) : value;
}

function unknownProperty({ title }: Definition, property: string): string {
  return (
    `\`${property}\` of \`${title}\` is not implemented by the local provider. It knows the properties that local/provider lists; ` +
    "`--provider aws` knows them all."
  );
}

function fault({ property, value, inputs }: Given, rule: PropertyRule): string | undefined {
  const kind = Array.isArray(value) ? "list" : typeof value;
  const fits: Record<PropertyRule["kind"], string[]> = {
    string: ["string"],
    number: ["number"],
    boolean: ["boolean"],
    list: ["list"],
    set: ["list"],
    map: ["object"],
    block: ["object"],
    json: ["string", "object"],
    policy: ["string", "object"],
    archive: ["object"],
  };
  if (isUnknown(value)) return undefined;
  if (!fits[rule.kind].includes(kind)) return `Expected \`${property}\` to be a ${rule.kind}, got a ${kind}`;
  return rule.refuse?.(asText(rule, value), property, inputs);
}

function defaultsFor(definition: Definition, { urn, inputs, olds }: CheckRequest): Inputs {
  const defaults: Inputs = {};
  for (const [property, rule] of Object.entries(definition.properties)) {
    if (rule.default !== undefined && inputs[property] === undefined) defaults[property] = rule.default;
  }
  const { autoName } = definition;
  if (autoName && inputs[autoName.property] === undefined) {
    defaults[autoName.property] =
      oldAutoName(autoName.property, olds) ?? newAutoName(urn, inputs, autoName.maxLength);
  }
  return defaults;
}

function oldAutoName(property: string, olds: Inputs | undefined): string | undefined {
  const filled = olds?.[FILLED];
  const name = olds?.[property];
  return Array.isArray(filled) && filled.includes(property) && typeof name === "string" ? name : undefined;
}

function newAutoName(urn: string, inputs: Inputs, maxLength: number): string {
  const random = randomBytes(4).toString("hex").slice(0, 7);
  const prefix = inputs["namePrefix"];
  const start = typeof prefix === "string" ? prefix : `${urn.split("::").at(-1) ?? ""}-`;
  return `${start.slice(0, maxLength - random.length)}${random}`;
}
