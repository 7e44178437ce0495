import { findLanguageTools } from "../../local/cli/languageTools";
import { runPulumi } from "../../local/engines/pulumiCommand";
import type { LocalStack } from "../miniStack/support/miniStack";
import { copyExample, onPath } from "./support/example";
import { type Config, type LanguageProgram, languageStories, type Said } from "./support/stories";

jest.setTimeout(180_000);

const words = {
  up: ["up", "--yes", "--skip-preview"],
  preview: ["preview"],
  unchanged: ["preview", "--expect-no-changes"],
  destroy: ["destroy", "--yes", "--skip-preview"],
} as const;

/** examples/yaml, with the commands of the CLI. */
async function openYaml({ proxy }: LocalStack): Promise<LanguageProgram> {
  const { yamlHost } = findLanguageTools();
  if (!yamlHost.isThere) {
    throw new Error("There is no host for programs in YAML: run `npm run local:cli -- --languages`.");
  }
  const { cli, folder, env, edit, state } = await copyExample("yaml", proxy.endpoint);
  const pulumi = async (...args: string[]) => {
    const { ok, stdout, stderr } = await runPulumi({
      path: cli.path,
      args: [...args, "--non-interactive", "--color", "never"],
      cwd: folder,
      env: onPath(yamlHost.path, env),
    });
    return { ok, stdout, said: `${stdout}\n${stderr}` };
  };
  await pulumi("stack", "init", "test");
  return {
    run: async (command: keyof typeof words, config: Config): Promise<Said> => {
      const values = Object.entries(config).flatMap(([name, value]) => [
        name === "inviteMessage" ? "--secret" : "--plaintext",
        `${name}=${value}`,
      ]);
      const set = await pulumi("config", "set-all", ...values);
      return set.ok ? await pulumi(...words[command]) : set;
    },
    outputs: async () => {
      const { stdout } = await pulumi("stack", "output", "--json");
      return JSON.parse(stdout) as Record<string, string>;
    },
    state,
    misspell: () =>
      edit("Pulumi.yaml", (text) => text.replace("AutoVerifiedAttributes", "AutoVerifiedAtributes")),
    correct: () =>
      edit("Pulumi.yaml", (text) => text.replace("AutoVerifiedAtributes", "AutoVerifiedAttributes")),
  };
}

languageStories("YAML", openYaml, {
  // YAML's own host says so by the schema, with the line.
  misspelt: /Property AutoVerifiedAtributes does not exist on 'custom-user-pool:index:Settings'/,
});
