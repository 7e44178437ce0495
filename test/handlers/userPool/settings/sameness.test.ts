import * as fc from "fast-check";
import { canonical, isSame } from "../../../../handlers/userPool/settings/sameness";
import { unknownValue } from "../../../../handlers/userPool/settings/values";
import { arbitrarySettings } from "../../../support/arbitrarySettings";

interface Pair {
  name: string;
  a: unknown;
  b: unknown;
}

/** A value as JSON hands it on: objects anew, their names in the opposite order. */
function reversed(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_key, item: unknown): unknown => {
    if (Array.isArray(item)) return item.toReversed();
    return typeof item === "object" && item !== null
      ? Object.fromEntries(Object.entries(item).toReversed())
      : item;
  });
}

describe("isSame", () => {
  it.each<Pair>([
    { name: "nothing, and an empty list", a: undefined, b: [] },
    { name: "nothing, and an empty text", a: null, b: "" },
    { name: "nothing, and an empty structure", a: undefined, b: {} },
    { name: "nothing, and a structure with nothing in it", a: undefined, b: { a: undefined, b: { c: [] } } },
    { name: "another order of a list", a: ["a", "b"], b: ["b", "a"] },
    { name: "another order of names", a: { a: 1, b: { c: 2, d: 3 } }, b: { b: { d: 3, c: 2 }, a: 1 } },
    {
      name: "another order in a list's structures",
      a: [{ a: 1, b: { c: 2, d: 3 } }],
      b: [{ b: { d: 3, c: 2 }, a: 1 }],
    },
    { name: "what is known on neither side", a: { a: unknownValue }, b: { a: unknownValue } },
  ])("takes for the same: $name", ({ a, b }) => {
    expect([isSame(a, b), isSame(b, a)]).toEqual([true, true]);
  });

  it.each<Pair>([
    { name: "false and nothing", a: false, b: undefined },
    { name: "zero and nothing", a: 0, b: undefined },
    { name: "a text and a number", a: "8", b: 8 },
    { name: "one text and a list of two", a: "b\nc", b: ["b", "c"] },
    { name: "a text with a comma and a list of two", a: ["b,c"], b: ["b", "c"] },
    { name: "a text and a list of it", a: "b", b: ["b"] },
    { name: "a longer list", a: ["a"], b: ["a", "a"] },
    { name: "a structure and a text", a: { a: 1 }, b: "a" },
    { name: "one more member", a: { a: 1 }, b: { a: 1, b: 2 } },
    { name: "a value that is not known yet and none", a: unknownValue, b: undefined },
    { name: "a value that is not known yet and its description", a: unknownValue, b: "unknown" },
    { name: "a tag that objects inherit", a: { constructor: "1" }, b: {} },
  ])("tells apart: $name", ({ a, b }) => {
    expect([isSame(a, b), isSame(b, a)]).toEqual([false, false]);
  });

  it("takes any settings for the same in any order", () => {
    fc.assert(
      fc.property(arbitrarySettings, (settings) => {
        expect(isSame(settings, reversed(settings))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

test("the text of a value stays as it is, since pools have its digest in a tag", () => {
  const attribute = { name: "plan", isStandard: false, type: "String", mutable: undefined, required: false };

  expect(canonical([attribute, ["b", "a"], []])).toBe(
    '[,["a","b"],{isStandard:false,mutable:,name:"plan",required:false,type:"String"}]',
  );
});
