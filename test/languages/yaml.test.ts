import { languageStories } from "./support/stories";
import { openTyped } from "./support/typed";

jest.setTimeout(180_000);

const example = {
  name: "yaml",
  file: "Pulumi.yaml",
  setting: "AutoVerifiedAttributes",
  misspelt: "AutoVerifiedAtributes",
} as const;

languageStories("YAML", (stack) => openTyped(example, stack), {
  // YAML's own host says so by the schema, with the line.
  misspelt: /Property AutoVerifiedAtributes does not exist on 'custom-user-pool:index:Settings'/,
});
