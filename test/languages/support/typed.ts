import type { HostedLanguage } from "../../../local/cli/languageHosts";
import { type PulumiResult, runPulumi } from "../../../local/engines/pulumiCommand";
import type { LocalStack } from "../../miniStack/support/miniStack";
import { copyExample, type Home } from "./example";
import { withHost } from "./hosts";
import type { Config, LanguageProgram, Said } from "./stories";

export const words = {
  up: ["up", "--yes", "--skip-preview"],
  preview: ["preview"],
  unchanged: ["preview", "--expect-no-changes"],
  destroy: ["destroy", "--yes", "--skip-preview"],
} as const;

/** `pulumi`, as one types it in a folder. */
export type Typed = (...args: string[]) => Promise<PulumiResult & Said>;

export function typedIn(folder: string, language: HostedLanguage, { cli, env }: Home): Typed {
  return async (...args) => {
    const result = await runPulumi({
      path: cli.path,
      args: [...args, "--non-interactive", "--color", "never"],
      cwd: folder,
      env: withHost(language, env),
    });
    return { ...result, said: `${result.stdout}\n${result.stderr}` };
  };
}

/** A command that has to succeed. */
export async function succeed(typed: Typed, ...args: string[]): Promise<string> {
  const { ok, said } = await typed(...args);
  if (!ok) throw new Error(`\`pulumi ${args.join(" ")}\` failed:\n${said}`);
  return said;
}

/** What is to be known of an example to type its commands. */
export interface TypedExample {
  readonly name: "yaml" | "go";
  /** The file with a setting that is then misspelt. */
  readonly file: string;
  readonly setting: string;
  readonly misspelt: string;
  /** Typed first in the program's folder, if anything is. */
  readonly first?: readonly string[];
}

/** An example, with the commands of the CLI. */
export async function openTyped(
  { name, file, setting, misspelt, first }: TypedExample,
  { proxy }: LocalStack,
): Promise<LanguageProgram> {
  const { folder, edit, ...home } = await copyExample(name, proxy.endpoint);
  const pulumi = typedIn(folder, name, home);
  if (first) await succeed(pulumi, ...first);
  await succeed(pulumi, "stack", "init", "test");
  return {
    run: async (command: keyof typeof words, config: Config): Promise<Said> => {
      const values = Object.entries(config).flatMap(([key, value]) => [
        key === "inviteMessage" ? "--secret" : "--plaintext",
        `${key}=${value}`,
      ]);
      await succeed(pulumi, "config", "set-all", ...values);
      return await pulumi(...words[command]);
    },
    outputs: async () =>
      JSON.parse((await pulumi("stack", "output", "--json")).stdout) as Record<string, string>,
    state: home.state,
    misspell: () => edit(file, (text) => text.replace(setting, misspelt)),
    correct: () => edit(file, (text) => text.replace(misspelt, setting)),
  };
}
