import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { localEnvironment } from "../../../commands/support/aws";
import { GET_CLI } from "../../../local/chooseEngine";
import { type Cli, findCli } from "../../../local/cli/findCli";
import { preparePulumiHome } from "../../../local/engines/pulumiHome";
import { temporaryFolder } from "../../support/folders";

export const ROOT = join(__dirname, "..", "..", "..");

/** A copy of one of the examples, and the environment in which the CLI runs it on the local AWS. */
export interface Example {
  readonly cli: Cli;
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  /** Changes a file of the copy. */
  edit(file: string, change: (text: string) => string): void;
  /** All that the backend keeps of the program. */
  state(): string;
}

/** The CLI, with a home of its own in which the local AWS's provider is. */
export interface Home {
  readonly cli: Cli;
  readonly env: NodeJS.ProcessEnv;
  /** All that the backend keeps. */
  state(): string;
}

export async function makeHome(endpoint: string): Promise<Home> {
  const { cli, reason } = await findCli();
  if (!cli) throw new Error(`${reason}. ${GET_CLI}.`);
  const home = temporaryFolder();
  const variables = await preparePulumiHome(home, { cli, aws: localEnvironment(endpoint) });
  return {
    cli,
    env: { ...process.env, ...variables, NO_COLOR: "1" },
    state: () => textsIn(join(home, "state")),
  };
}

/** Copies examples/NAME; its Pulumi.yaml names the plugin by the way to this project's folder. */
export async function copyExample(name: string, endpoint: string): Promise<Example> {
  const { cli, env, state } = await makeHome(endpoint);
  const folder = temporaryFolder();
  cpSync(join(ROOT, "examples", name), folder, { recursive: true });
  const edit = (file: string, change: (text: string) => string) => {
    const path = join(folder, file);
    const [before, after] = [readFileSync(path, "utf8"), change(readFileSync(path, "utf8"))];
    if (before === after) throw new Error(`Nothing changed in \`${file}\`.`);
    writeFileSync(path, after);
  };
  edit("Pulumi.yaml", (text) => text.replace("path: ../..", `path: ${ROOT}`));
  return { cli, folder, env, edit, state };
}

function textsIn(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
    .join("\n");
}

/** PATH with the folder of a tool in front. */
export function onPath(tool: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...env, PATH: `${dirname(tool)}:${env["PATH"]}` };
}
