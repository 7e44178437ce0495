import { join } from "node:path";
import type { HostedLanguage } from "../../../local/cli/languageHosts";
import { type PulumiResult, runPulumi } from "../../../local/engines/pulumiCommand";
import { type Home, onPath } from "./example";
import { succeed, typedIn, words } from "./typed";

type Command = "up" | "unchanged" | "destroy";

/** A program in a folder of its own, and what a person does with it. */
export interface Program {
  /** Fails with what the command said. */
  finish(command: Command): Promise<void>;
  outputs(): Promise<Record<string, string>>;
}

/** A program with the commands of the CLI. */
export async function typedProgram(folder: string, language: HostedLanguage, home: Home): Promise<Program> {
  const pulumi = typedIn(folder, language, home);
  await succeed(pulumi, "stack", "init", "test");
  return {
    finish: async (command) => void (await succeed(pulumi, ...words[command])),
    outputs: async () =>
      JSON.parse((await pulumi("stack", "output", "--json")).stdout) as Record<string, string>,
  };
}

/** A program in Python, by the Automation API of the environment that `pulumi package add` has made for it. */
export function automatedProgram(folder: string, { cli, env }: Home): Program {
  const driver = join(__dirname, "automation.py");
  const config = JSON.stringify({ minimumLength: "12", usernameAttribute: "email", inviteMessage: "{####}" });
  const automation = async (command: Command | "outputs"): Promise<PulumiResult> => {
    const result = await runPulumi({
      path: join(folder, "venv", "bin", "python"),
      args: [driver, folder, command, command === "outputs" ? "{}" : config],
      cwd: folder,
      env: onPath(cli.path, env),
    });
    if (!result.ok) throw new Error(`\`${command}\` failed:\n${result.stdout}\n${result.stderr}`);
    return result;
  };
  return {
    finish: async (command) => void (await automation(command)),
    outputs: async () => JSON.parse((await automation("outputs")).stdout) as Record<string, string>,
  };
}
