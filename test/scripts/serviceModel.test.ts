import { readFileSync } from "node:fs";
import { join } from "node:path";
import { modelVersion } from "../../handlers/userPool/rules/serviceModel";
import { translatePattern } from "../../scripts/modelPattern";
import {
  renderFixture,
  renderModule,
  renderParts,
  type ServiceModel,
  trimModel,
} from "../../scripts/serviceModel";

const read = (file: string) => readFileSync(join(__dirname, "../..", file), "utf8");
const fixture = read("test/fixtures/serviceModel.json");
const model = JSON.parse(fixture) as ServiceModel;

describe("the generated rules", () => {
  it("are what the generator makes of the model's shapes", () => {
    expect(read("handlers/userPool/rules/serviceModel.ts")).toBe(renderModule(model));
    expect(read("components/arguments/partModel.ts")).toBe(renderParts(model));
    expect(modelVersion).toBe(model.botocore);
  });

  it("come from all the shapes that a pool's settings are made of, and from no other", () => {
    const foreign = { Foreign: { type: "string" } };
    const { UserPoolId: _id, ...members } = model.shapes["SetUserPoolMfaConfigRequest"]?.members ?? {};

    const trimmed = trimModel({ shapes: { ...model.shapes, ...foreign } }, model.botocore);

    expect(renderFixture(trimmed)).toBe(fixture);
    expect(trimmed.shapes["SetUserPoolMfaConfigRequest"]?.members).toEqual(members);
  });

  it("cannot come from a model that lacks a shape", () => {
    expect(() => trimModel({ shapes: {} }, "1.0.0")).toThrow("The model has no shape CreateUserPoolRequest.");
  });

  it("show a pattern that nobody has put into words yet", () => {
    const shapes = { ...model.shapes, UserPoolNameType: { type: "string", pattern: "[a-f]{2}" } };

    const text = renderModule({ ...model, shapes });

    expect(text).toContain(
      'const userPoolNameType: Limit = { pattern: /^[a-f]{2}$/u, rule: "must match `[a-f]{2}`" };',
    );
  });
});

describe("translatePattern", () => {
  it.each([
    { pattern: "(?s).*", translated: undefined },
    { pattern: "[a-z]+", translated: /^[a-z]+$/u },
    { pattern: "^a|b$", translated: /^(?:a|b)$/u },
    { pattern: "[a-z]*-[a-z]+", translated: /^[a-z]*-[a-z]+$/u },
    { pattern: "[a-z-]*-[a-z-]+", translated: /^(?=[^]*?-[^])[a-z-]*$/u },
    { pattern: "[a-z-]*-[a-z]+", translated: /^[a-z-]*-[a-z]+$/u },
    { pattern: "[a-z-]*-?[a-z-]+", translated: /^[a-z-]*-?[a-z-]+$/u },
    { pattern: "[a-z-]*-[a-z-]", translated: /^[a-z-]*-[a-z-]$/u },
    { pattern: String.raw`.*\{x\}.*`, translated: /^(?=[^]*?\{x\})[^\n\r\x85\u2028\u2029]*$/u },
  ])("makes $translated of $pattern", ({ pattern, translated }) => {
    expect(translatePattern(pattern)).toEqual(translated);
  });
});
