import { join } from "node:path";
import { exampleFolder, withPlaceholders } from "../../local/example";

describe("an example of npm run local", () => {
  it("is a folder with a program", () => {
    expect(exampleFolder("firstPool")).toBe(join(__dirname, "../../examples/firstPool"));
  });

  it("is refused where there is none, with those that there are", () => {
    expect(() => exampleFolder("firstPol")).toThrow(/no example `firstPol`\. There are: .*firstPool, /);
  });

  it("is refused where its own dependencies are missing", () => {
    expect(() => exampleFolder("importing")).toThrow("run `npm install` in its folder");
  });

  it("gets a placeholder for each text that its user would have to give", () => {
    const types = { clientId: "string", clientSecret: "string", domain: "string", count: "integer" };
    const project = { name: "example", types, defaults: { domain: "example.com" }, runtimeOptions: {} };

    expect(withPlaceholders(project, { clientId: "mine" })).toEqual({
      clientId: "mine",
      clientSecret: "local",
    });
  });
});
