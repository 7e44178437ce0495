import { join } from "node:path";
import type { Config } from "../../local/engines/engine";
import { checkConfig, type Project, readProject } from "../../local/engines/project";

const project: Project = {
  name: "a-project",
  types: { names: "array", length: "integer", open: "boolean", title: "string" },
  defaults: {},
  runtimeOptions: {},
};

describe("the project's configuration", () => {
  it("has the keys, types and defaults of Pulumi.yaml", async () => {
    const { name, types, defaults } = await readProject(join(__dirname, "..", ".."));

    expect(name).toBe("custom-user-pool");
    expect(types).toMatchObject({
      passwordMinimumLength: "integer",
      customAttributes: "array",
      selfSignUp: "boolean",
    });
    expect(defaults).toMatchObject({
      passwordMinimumLength: "8",
      customAttributes: "[]",
      selfSignUp: "true",
      mfa: "OFF",
    });
  });

  it("has the options of the language", async () => {
    const { runtimeOptions } = await readProject(join(__dirname, "..", ".."));

    expect(runtimeOptions).toMatchObject({ typescript: true, nodeargs: "--stack-trace-limit=4" });
  });

  it("accepts values of the types of its keys", () => {
    const config = { names: '["a"]', length: "12", open: "false", title: "anything" };

    expect(() => checkConfig(project, config)).not.toThrow();
  });

  it.each<{ config: Config; says: string }>([
    {
      config: { lenght: "1" },
      says: "`lenght` is no configuration key of the program. It has: names, length, open, title.",
    },
    { config: { length: "long" }, says: "Expected `length` to be a value of type integer, got `long`." },
    { config: { open: "yes" }, says: "Expected `open` to be a value of type boolean, got `yes`." },
    { config: { names: "a" }, says: "Expected `names` to be a value of type array, got `a`." },
  ])("refuses $config", ({ config, says }) => {
    expect(() => checkConfig(project, config)).toThrow(says);
  });
});
