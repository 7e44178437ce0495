import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as sdk from "@aws-sdk/client-cognito-identity-provider";
import { limitFaults } from "../../../../handlers/userPool/rules/limits";
import { settingsShape } from "../../../../handlers/userPool/settings/schema";
import { membersOf } from "../../../../handlers/userPool/settings/values";
import { type ModelShape, modelPaths, type ServiceModel } from "../../../../scripts/serviceModel";
import { pathsOf } from "../../../support/arbitrarySettings";

const file = join(__dirname, "../../../fixtures/serviceModel.json");
const model = JSON.parse(readFileSync(file, "utf8")) as ServiceModel;
const shapes = Object.entries(model.shapes);
const places = [...modelPaths(model)].map(([path, name]) => ({ path, shape: model.shapes[name] }));

/** Settings with one value at a path such as `Schema[].Name`; a map's only key is `key`. */
function at(path: string, value: unknown): Record<string, unknown> {
  const [first = "", ...rest] = path.split(".");
  const name = first.replace("[]", "");
  const inner = rest.length > 0 ? at(rest.join("."), value) : value;
  if (!first.endsWith("[]")) return { [name]: inner };
  return { [name]: isMap(name) ? { Level1: inner } : [inner] };
}

function isMap(path: string): boolean {
  return places.some((place) => place.path === path && place.shape?.type === "map");
}

/** The model's own verdict: its patterns as Java reads them, without any of the translation. */
function isRight(shape: ModelShape, value: unknown): boolean {
  if (typeof value === "number") return Number.isInteger(value) && isWithin(shape, value);
  if (typeof value === "object" && value) return isWithin(shape, Object.keys(value).length);
  const text = String(value);
  if (shape.enum) return shape.enum.includes(text);
  return isWithin(shape, Array.from(text).length) && fits(shape.pattern, text);
}

function isWithin({ min = -Infinity, max = Infinity }: ModelShape, size: number): boolean {
  return min <= size && size <= max;
}

function fits(pattern: string | undefined, text: string): boolean {
  if (pattern === undefined || pattern === "(?s).*") return true;
  const java = pattern
    .replaceAll(/(?<![\\\]])\.\*/g, String.raw`[^\n\r\u0085\u2028\u2029]*`)
    .replaceAll(String.raw`\s`, String.raw`\t\n\v\f\r `);
  return new RegExp(`^(?:${java})$`, "u").test(text);
}

const seeds = [
  "Level3",
  "some text",
  "arn:aws:iam::123456789012:role/service/sender",
  "nobody@example.com",
  "a{####}b",
  "a{##b##}c",
  "word",
];
/** Characters of every class that some pattern treats in its own way. */
const odd = [
  ...Array.from('\t\n\v\f\r "\\/:@#*{}_-+.,;!ß字é'),
  "\0",
  "\u001b",
  "\u007f",
  "\u0085",
  "\u00a0",
  "\u00ad",
  "\u200b",
  "\u2028",
  "\u3000",
  "\ufeff",
  "\ue000",
  "\u{f0000}",
  "\ud800",
  "😀",
  "e\u0301",
  "\u{e0001}",
  "٣",
  "Ⅷ",
];
const ends = [
  "{####",
  "####}",
  "{##",
  "##}",
  "{##x##}",
  "{####}{####}",
  "@",
  "a@",
  "@a",
  "",
  "null",
  "Level0",
  "Level5",
];

function textsFor(shape: ModelShape): string[] {
  const base = seeds.find((seed) => isRight(shape, seed)) ?? "x".repeat(shape.min ?? 1);
  const around = odd.flatMap((sign) => [`${sign}${base}`, `${base}${sign}`, `${base}${sign}${base}`, sign]);
  const lengths = [shape.min, shape.max].flatMap((bound) =>
    bound === undefined ? [] : [bound - 1, bound, bound + 1].filter((length) => length >= 0),
  );
  const filled = lengths.flatMap((length) => ["x", "😀"].map((sign) => filledTo(length, base, sign)));
  const enums = (shape.enum ?? []).flatMap((one) => [
    one,
    one.toLowerCase(),
    `${one} `,
    one.slice(1),
    `${one}S`,
  ]);
  return [...new Set([base, ...seeds, ...around, ...ends, ...filled, ...enums, "toString", "__proto__"])];
}

function filledTo(length: number, base: string, sign: string): string {
  return base.slice(0, length) + sign.repeat(Math.max(0, length - base.length));
}

function valuesFor(shape: ModelShape): unknown[] {
  const bounds = [shape.min ?? 0, shape.max ?? 60];
  const sizes = bounds.flatMap((bound) => [bound - 1, bound, bound + 1]);
  const natural = sizes.filter((size) => size >= 0);
  switch (shape.type) {
    case "integer":
      return [...sizes, ...sizes.map((size) => size + 0.5)];
    case "list":
      return natural.map((size) => Array.from({ length: size }, () => ({})));
    case "map":
      return natural.map((size) => Object.fromEntries(Array.from({ length: size }, (_, key) => [key, {}])));
    case "string":
      return textsFor(shape);
    default:
      return [];
  }
}

/** What we say of a value at a place: whether it, or the key, is right by itself. */
function isAccepted(path: string, value: unknown): boolean {
  const isKey = path.endsWith("{}");
  const map = path.slice(0, -2);
  const settings = isKey
    ? { [map]: JSON.parse(`{${JSON.stringify(value)}: {}}`) as object }
    : at(path, value);
  const shown = isKey ? map : path.replace("[]", isMap(path.split("[")[0] ?? "") ? ".Level1" : "[0]");
  const faults = limitFaults(settings, "").filter((fault) => fault.path === shown);
  return faults.filter(({ message }) => isKey === message.includes(": the key ")).length === 0;
}

const trials = places.flatMap(({ path, shape }) =>
  shape ? valuesFor(shape).map((value) => ({ path, shape, value })) : [],
);

/** Where we differ from the model, and why. */
const knownDifferences = [
  {
    // Java's `\s` is the white space of ASCII unless a flag makes it that of Unicode, and the model does not say which.
    // Refusing what Cognito takes would be worse than the other way round.
    why: "white space beyond ASCII",
    holds: ({ shape, value }: (typeof trials)[number]) =>
      shape.pattern?.includes(String.raw`\s`) === true &&
      typeof value === "string" &&
      /[\u00a0\u2028\u3000\ufeff]/.test(value),
  },
];

/** What the model has already and the installed SDK has not; they are taken from the model. */
const modelledOnly: Readonly<Record<string, readonly string[]>> = {
  ExplicitAuthFlowsType: ["ALLOW_TOKEN_EXCHANGE_DELEGATION", "ALLOW_TOKEN_EXCHANGE_IMPERSONATION"],
};

describe("the service model", () => {
  it("has the very members that the installed SDK has", () => {
    const known = places.map(({ path }) => path).filter((path) => !path.endsWith("{}"));
    const sent = pathsOf(settingsShape).map(({ path }) => path);

    // A difference means: raise the version in scripts/generateRules.ts or that of the SDK.
    expect([...known].sort()).toEqual([...sent].sort());
  });

  it("has the very enumerations that the installed SDK has", () => {
    const enums = shapes.filter(([, shape]) => shape.enum);
    const sdkEnums: Record<string, unknown> = sdk;

    const ours = enums.map(([name, shape]) => [name, [...(shape.enum ?? [])].sort()]);
    const theirs = enums.map(([name]) => [
      name,
      [...Object.values(membersOf(sdkEnums[name])), ...(modelledOnly[name] ?? [])].sort(),
    ]);

    expect(enums.length).toBeGreaterThan(20);
    expect(ours).toEqual(theirs);
  });

  it("bounds every number", () => {
    const unbounded = shapes.filter(
      ([, { type, min, max }]) => type === "integer" && (min ?? max) === undefined,
    );

    expect(unbounded).toEqual([]);
  });

  it("is of one mind with us about every value at and beyond each boundary", () => {
    const differing = trials.filter(
      ({ path, shape, value }) => isAccepted(path, value) !== isRight(shape, value),
    );

    const unknown = differing.filter((trial) => !knownDifferences.some(({ holds }) => holds(trial)));

    expect(trials.length).toBeGreaterThan(5_000);
    expect(unknown.map(({ path, value }) => [path, value])).toEqual([]);
    expect(new Set(differing.map(({ path, value }) => isAccepted(path, value)))).toEqual(new Set([true]));
  });
});
