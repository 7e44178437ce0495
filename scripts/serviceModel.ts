/**
 * Turns Cognito's service model, as botocore publishes it, into handlers/userPool/rules/serviceModel.ts: what a single member of
 * a pool's settings must satisfy.
 */

import { translatePattern } from "./modelPattern";

/** A shape of a service model, as far as it matters here. */
export interface ModelShape {
  type: string;
  min?: number;
  max?: number;
  pattern?: string;
  enum?: string[];
  required?: string[];
  members?: Record<string, { shape: string }>;
  /** A list's elements. */
  member?: { shape: string };
  /** A map's keys and values. */
  key?: { shape: string };
  value?: { shape: string };
}

/** The shapes that a pool's settings are made of. */
export interface ServiceModel {
  /** The version of botocore that it comes from. */
  botocore: string;
  shapes: Record<string, ModelShape>;
}

/** The requests that settings become. */
const requests = ["CreateUserPoolRequest", "SetUserPoolMfaConfigRequest"];

/** The requests that make what belongs to a pool. */
const partRequests = [
  "CreateUserPoolClientRequest",
  "CreateIdentityProviderRequest",
  "CreateResourceServerRequest",
  "CreateGroupRequest",
  "SetLogDeliveryConfigurationRequest",
];

/** Not settings: where a request's pool is named. */
const noSettings = ["UserPoolId"];

/** What each pattern means, as "must …"; one that is not here is shown as it is. */
const meanings: Record<string, string> = {
  [String.raw`[\w\s+=,.@-]+`]: "must consist of letters, digits, white space and `_+=,.@-`",
  [String.raw`.*\{####\}.*`]: "must be one line that contains the code's place `{####}`",
  [String.raw`[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*\{####\}[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*`]:
    "must be plain text or HTML that contains the code's place `{####}`",
  [String.raw`[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*\{##[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*##\}[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*`]:
    "must be plain text or HTML that contains the link as `{##its text##}`",
  [String.raw`[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*`]: "must be plain text or HTML",
  [String.raw`[\p{L}\p{M}\p{S}\p{N}\p{P}\s]+`]: "must be plain text",
  [String.raw`[\p{L}\p{M}\p{S}\p{N}\p{P}]+@[\p{L}\p{M}\p{S}\p{N}\p{P}]+`]: "must be an e-mail address",
  [String.raw`[\p{L}\p{M}\p{S}\p{N}\p{P}]+`]:
    "must consist of letters, digits and signs, without white space",
  "^[a-zA-Z0-9_-]+$": "must consist of letters, digits, `_` and `-`",
  [String.raw`[\x21\x23-\x5B\x5D-\x7E]+`]:
    "must consist of visible ASCII characters, without quotation marks and backslashes",
  [String.raw`[\x21\x23-\x2E\x30-\x5B\x5D-\x7E]+`]:
    "must consist of visible ASCII characters, without quotation marks, slashes and backslashes",
  [String.raw`[^_\p{Z}][\p{L}\p{M}\p{S}\p{N}\p{P}][^_\p{Z}]+`]:
    "must have at least three characters, none of them white space or `_`",
  [String.raw`[\w\s+=.@-]+`]: "must consist of letters, digits, white space and `_+=.@-`",
  [String.raw`[\w+]+`]: "must consist of letters, digits, `_` and `+`",
  [String.raw`[\p{L}\p{M}\p{S}\p{N}\p{P}\p{Z}]+`]: "must be plain text",
  "^[0-9a-fA-F]+$": "must be a hexadecimal number",
  "Level[1-4]": "must be Level1, Level2, Level3 or Level4",
};

/** Only what {@link renderModule} reads of the model that botocore has. */
export function trimModel(model: Omit<ServiceModel, "botocore">, botocore: string): ServiceModel {
  const shapes: Record<string, ModelShape> = {};
  const visit = (name: string): void => {
    const shape = model.shapes[name];
    if (!shape) throw new Error(`The model has no shape ${name}.`);
    if (shapes[name]) return;
    const { type, min, max, pattern, enum: values, required } = shape;
    const own: ModelShape = { type, min, max, pattern, enum: values, required };
    shapes[name] = own;
    const members = Object.entries(shape.members ?? {}).filter(([member]) => !noSettings.includes(member));
    if (shape.members)
      own.members = Object.fromEntries(members.map(([member, to]) => [member, { shape: to.shape }]));
    for (const part of ["member", "key", "value"] as const) {
      const to = shape[part];
      if (to) own[part] = { shape: to.shape };
    }
    for (const to of referred(own)) visit(to);
  };
  [...requests, ...partRequests].forEach(visit);
  return { botocore, shapes: Object.fromEntries(Object.entries(shapes).toSorted(byName)) };
}

function referred(shape: ModelShape): string[] {
  const parts = [...Object.values(shape.members ?? {}), shape.member, shape.key, shape.value];
  return parts.flatMap((part) => (part ? [part.shape] : []));
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}

/** Each place in the settings and the name of its shape: `[]` is an element, `{}` a key of a map. */
export function modelPaths({ shapes }: ServiceModel): Map<string, string> {
  const paths = new Map<string, string>();
  for (const request of requests)
    for (const [path, name] of pathsBelow(shapes, request, "")) paths.set(path, name);
  return paths;
}

function pathsBelow(shapes: ServiceModel["shapes"], request: string, root: string): Map<string, string> {
  const paths = new Map<string, string>();
  const visit = (name: string, path: string): void => {
    const { members = {}, member, key, value } = shapes[name] ?? {};
    if (path !== "") paths.set(path, name);
    for (const [to, { shape }] of Object.entries(members)) visit(shape, [path, to].filter(Boolean).join("."));
    if (key) visit(key.shape, `${path}{}`);
    const element = member ?? value;
    if (element) visit(element.shape, `${path}[]`);
  };
  visit(request, root);
  return paths;
}

/** The text of handlers/userPool/rules/serviceModel.ts. */
export function renderModule(model: ServiceModel): string {
  const { constants, entries } = renderLimits(model, modelPaths(model));
  return `${head(model.botocore)}\n${constants.join("\n")}\n\n${tail(entries)}`;
}

/** The text of components/arguments/partModel.ts. */
export function renderParts(model: ServiceModel): string {
  const paths = partRequests.flatMap((request) => [...pathsBelow(model.shapes, request, request)]);
  const { constants, entries } = renderLimits(model, new Map(paths));
  return `${note(model.botocore)}
import type { Limit } from "../../handlers/userPool/rules/serviceModel";

${constants.join("\n")}

/** By the request's name and the member's path in it: \`[]\` stands for each element of a list or map, \`{}\` for each key of a map. */
export const partLimits: Readonly<Record<string, Limit>> = {
${entries.join("\n")}
};
`;
}

function renderLimits({ shapes }: ServiceModel, paths: ReadonlyMap<string, string>) {
  const constants = new Map<string, string>();
  const entries: string[] = [];
  for (const [path, shape] of paths) {
    const limit = renderLimit(shapes[shape]);
    // A map's keys are the user's own, which is known by this entry.
    if (limit === "{}" && !path.endsWith("{}")) continue;
    const name = shape.charAt(0).toLowerCase() + shape.slice(1);
    constants.set(name, `const ${name}: Limit = ${limit};`);
    entries.push(`  ${JSON.stringify(path)}: ${name},`);
  }
  return { constants: [...constants.values()], entries };
}

/** The text of test/fixtures/serviceModel.json, one line for each shape. */
export function renderFixture({ botocore, shapes }: ServiceModel): string {
  const lines = Object.entries(shapes).map(
    ([name, shape]) => `    ${JSON.stringify(name)}: ${JSON.stringify(shape)}`,
  );
  return `{\n  "botocore": "${botocore}",\n  "shapes": {\n${lines.join(",\n")}\n  }\n}\n`;
}

function note(version: string): string {
  return `// Made by \`npm run generate:rules\` from Cognito's service model in botocore ${version}: change that, not this.
`;
}

function head(version: string): string {
  return `${note(version)}
/** What one member must satisfy by itself. For numbers \`min\` and \`max\` bound the value, for texts and lists the length. */
export interface Limit {
  min?: number;
  max?: number;
  /** The whole text must match it. */
  pattern?: RegExp;
  /** What the pattern means, as "must …". */
  rule?: string;
  oneOf?: readonly string[];
}

export const modelVersion = "${version}";
`;
}

function tail(entries: readonly string[]): string {
  return `/** By the member's path: \`[]\` stands for each element of a list or map, \`{}\` for each key of a map. */
export const modelLimits: Readonly<Record<string, Limit>> = {
${entries.join("\n")}
};
`;
}

function renderLimit({ type = "", min, max, pattern, enum: values }: Partial<ModelShape> = {}): string {
  // A length cannot be below nothing.
  const bounds = { min: type === "integer" ? min : min || undefined, max };
  const parts = Object.entries({
    ...bounds,
    oneOf: values && JSON.stringify(values),
    ...renderPattern(pattern),
  });
  const given = parts.flatMap(([name, text]) => (text === undefined ? [] : [`${name}: ${text}`]));
  return given.length > 0 ? `{ ${given.join(", ")} }` : "{}";
}

function renderPattern(pattern: string | undefined): { pattern?: string; rule?: string } {
  const translated = pattern === undefined ? undefined : translatePattern(pattern);
  if (pattern === undefined || translated === undefined) return {};
  return { pattern: translated.toString(), rule: JSON.stringify(meaning(pattern)) };
}

function meaning(pattern: string): string {
  if (/^\(?arn:/.test(pattern)) return "must be an ARN";
  return meanings[pattern] ?? `must match \`${pattern}\``;
}
