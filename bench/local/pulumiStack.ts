import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { localEnvironment } from "../../commands/support/aws";
import type { ProviderName } from "../../local/chooseProvider";
import type { Cli } from "../../local/cli/findCli";
import { preparePulumiHome } from "../../local/engines/pulumiHome";
import { output } from "../processes";

const stack = "bench";

export interface PulumiStackOptions {
  readonly cli: Cli;
  /** The folder of Pulumi.yaml. */
  readonly project: string;
  /** An empty folder of its own: state, settings and the provider. */
  readonly home: string;
  /** Where AWS is. */
  readonly endpoint: string;
  /** The real AWS provider, or this repository's. */
  readonly provider: ProviderName;
  readonly config?: Readonly<Record<string, string>>;
  /** Further variables of the CLI's environment. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** A stack on which the commands run as a person types them. */
export interface PulumiStack {
  /** Runs `pulumi` with a command and its options. */
  run(command: string, ...args: readonly string[]): Promise<string>;
}

/** Makes the stack. The CLI writes its settings beside the Pulumi.yaml that it finds: a copy, so that the project stays as it is. */
export async function createPulumiStack(options: PulumiStackOptions): Promise<PulumiStack> {
  const { cli, project, home, endpoint, provider, config = {}, environment = {} } = options;
  await mkdir(home, { recursive: true });
  const env = {
    ...process.env,
    ...(await preparePulumiHome(home, { cli, provider, aws: localEnvironment(endpoint) })),
    ...environment,
  };
  await copyFile(join(project, "Pulumi.yaml"), join(home, "Pulumi.yaml"));
  const init = ["stack", "init", stack, "--non-interactive"];
  await output({ file: cli.path, args: init, cwd: home, env });
  const settings = join(home, `Pulumi.${stack}.yaml`);
  const values = Object.entries(config).map(([key, value]) => `  ${key}: ${JSON.stringify(value)}\n`);
  if (values.length > 0)
    await writeFile(settings, `${await readFile(settings, "utf8")}config:\n${values.join("")}`);
  const common = ["--non-interactive", "--stack", stack, "--config-file", settings];
  return {
    run: (command, ...args) =>
      output({ file: cli.path, args: [command, ...common, ...args], cwd: project, env }),
  };
}
