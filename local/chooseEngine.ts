import { CommandError } from "../commands/support/errors";
import type { Cli } from "./cli/findCli";
import { findCli } from "./cli/findCli";
import { launcherVersion } from "./cli/version";

/** The engine of a run, and the CLI where there is one. */
export interface EngineChoice {
  name: "pulumi" | "embedded";
  cli?: Cli;
  /** Which and why, and how to get the other. */
  explanation: string;
}

/** How to get the CLI, for messages. */
export const GET_CLI =
  `\`npx pulumi version\` downloads the CLI ${launcherVersion}; where only package registries can be reached, ` +
  "`npm run local:cli` builds it";

/** The engine that is asked for, or else the real CLI where it is found. */
export async function chooseEngine(asked: EngineChoice["name"] | undefined): Promise<EngineChoice> {
  const { cli, reason } = await findCli();
  if (cli && asked !== "embedded") {
    const where = `Pulumi ${cli.version} (from ${cli.from === "PATH" ? "PATH" : "Pulumi's cache"})`;
    return { name: "pulumi", cli, explanation: `engine pulumi: ${where}; the other is --engine embedded` };
  }
  if (asked === "pulumi") {
    throw new CommandError(
      `\`--engine pulumi\` needs the Pulumi CLI: ${reason ?? "there is none"}. ${GET_CLI}.`,
    );
  }
  if (cli) return { name: "embedded", cli, explanation: "engine embedded; the other is --engine pulumi" };
  return { name: "embedded", explanation: `engine embedded: ${reason}. For --engine pulumi: ${GET_CLI}` };
}
