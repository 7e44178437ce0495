import { readFileSync } from "node:fs";
import { join } from "node:path";
import { builtVersion } from "../../local/cli/version";
import { ROOT } from "./support/example";
import { languageStories } from "./support/stories";
import { openTyped } from "./support/typed";

// The first compilation of Pulumi's SDK takes more than a minute on two busy cores.
jest.setTimeout(300_000);

const example = {
  name: "go",
  file: "main.go",
  setting: "AutoVerifiedAttributes:",
  misspelt: "AutoVerifiedAtributes:",
  first: ["package", "add", join(ROOT, "provider", "schema.json")],
} as const;

languageStories("Go", (stack) => openTyped(example, stack), {
  // Go's compiler says so, with the line.
  misspelt: /main\.go:\d+:\d+: unknown field AutoVerifiedAtributes in struct literal of type .*SettingsArgs/,
});

test("the program in Go is written for the Pulumi with which it is tried", () => {
  const goModule = readFileSync(join(ROOT, "examples", "go", "go.mod"), "utf8");

  expect(goModule).toContain(`github.com/pulumi/pulumi/sdk/v3 v${builtVersion}\n`);
});
