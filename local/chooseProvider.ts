import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { CommandError } from "../commands/support/errors";
import { run } from "../commands/support/processes";
import { UsageError } from "../commands/support/usageError";
import type { EngineChoice } from "./chooseEngine";
import type { Variables } from "./cli/cache";
import type { Cli } from "./cli/findCli";
import { LOCAL_PROVIDER_TITLE, packageVersion, pluginFolder } from "./engines/pulumiHome";

/** The provider of a run: `aws` is the real `pulumi-resource-aws`, `local` the one of local/provider. */
export interface ProviderChoice {
  name: ProviderName;
  /** Which and why, and how to get the other. */
  explanation: string;
}

export type ProviderName = "aws" | "local";

/** How long a download of the plugin, 200 MB, may take. */
const DOWNLOAD_MS = 10 * 60 * 1000;

/** The provider that is asked for, or else the real one where it is installed and the engine can use it. */
export async function chooseProvider(
  asked: ProviderName | undefined,
  { name: engine, cli }: Pick<EngineChoice, "name" | "cli">,
): Promise<ProviderChoice> {
  if (engine === "embedded" || !cli) return withoutCli(asked);
  const version = await packageVersion("@pulumi/aws");
  const install = `pulumi plugin install resource aws ${version}`;
  const installed = isRealPlugin(pluginFile(process.env, version));
  if (asked === "aws" && !installed) await download(cli, version, install);
  if (asked !== "local" && (installed || asked === "aws")) {
    const explanation = `provider aws: Pulumi's AWS plugin ${version}; the other is --provider local`;
    return { name: "aws", explanation };
  }
  const other = installed ? "the other is --provider aws" : `for --provider aws: \`${install}\``;
  return { name: "local", explanation: `provider local: this repository's; ${other}` };
}

function withoutCli(asked: ProviderName | undefined): ProviderChoice {
  if (asked === "aws") {
    throw new UsageError(
      "`--provider aws` needs the Pulumi CLI: the embedded engine knows only the provider of this repository. " +
        "Use `--engine pulumi`, or `--provider local`.",
    );
  }
  return {
    name: "local",
    explanation: "provider local: this repository's; --provider aws needs --engine pulumi",
  };
}

/** Where Pulumi keeps the AWS plugin of a version. */
export function pluginFile(env: Variables, version: string): string {
  return join(pluginFolder(env), `resource-aws-v${version}`, "pulumi-resource-aws");
}

/** In the environment of `--keep` the provider of this repository stands in the real one's place; its second line says so. */
export function isRealPlugin(file: string): boolean {
  let descriptor: number;
  try {
    descriptor = openSync(file, "r");
  } catch {
    return false;
  }
  try {
    const start = Buffer.alloc(200);
    readSync(descriptor, start);
    return !start.includes(LOCAL_PROVIDER_TITLE);
  } finally {
    closeSync(descriptor);
  }
}

async function download({ path }: Cli, version: string, install: string): Promise<void> {
  try {
    const signal = AbortSignal.timeout(DOWNLOAD_MS);
    await run(path, ["plugin", "install", "resource", "aws", version, "--non-interactive"], { signal });
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new CommandError(
      `\`--provider aws\` needs Pulumi's AWS plugin ${version}, and \`${install}\` failed: ${said}. ` +
        "Install it where its download can be reached, or use `--provider local`.",
      { cause: error },
    );
  }
}
