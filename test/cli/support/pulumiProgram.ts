import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { localEnvironment } from "../../../commands/support/aws";
import { GET_CLI } from "../../../local/chooseEngine";
import { findCli } from "../../../local/cli/findCli";
import { runPulumi } from "../../../local/engines/pulumiCommand";
import { preparePulumiHome } from "../../../local/engines/pulumiHome";

/** What a command of the CLI came to. */
export interface CommandResult {
  readonly ok: boolean;
  /** All that it said, on both streams. */
  readonly said: string;
}

/** One resource in Pulumi's state. */
export interface StateResource {
  urn: string;
  id?: string | undefined;
  outputs?: Record<string, unknown>;
  initErrors?: string[];
}

/** The words of a command line as an explanation gives it. */
export function wordsOf(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
}

/** The longest that any command may take: a handler that may not do something tries for a while. */
const longestMs = 180_000;
const stack = "test";

/** A program with a stack of its own, and the commands of the real CLI that a person types. */
export class PulumiProgram {
  readonly #path: string;
  readonly #folder: string;
  readonly #project: string;
  /** The variables of each command. */
  readonly env: NodeJS.ProcessEnv;

  private constructor(place: { path: string; folder: string; project: string; env: NodeJS.ProcessEnv }) {
    this.#path = place.path;
    this.#folder = place.folder;
    this.#project = place.project;
    this.env = place.env;
  }

  /** @param project - the folder of its Pulumi.yaml. @param endpoint - the local AWS. */
  static async open(project: string, endpoint: string): Promise<PulumiProgram> {
    const { cli, reason } = await findCli();
    if (!cli) throw new Error(`${reason}. ${GET_CLI}.`);
    const folder = await mkdtemp(join(tmpdir(), "custom-user-pool-test-"));
    const home = await preparePulumiHome(folder, { cli, aws: localEnvironment(endpoint) });
    await copyFile(join(project, "Pulumi.yaml"), join(folder, "Pulumi.yaml"));
    const program = new PulumiProgram({ path: cli.path, folder, project, env: { ...process.env, ...home } });
    await program.#command(["stack", "init", stack], folder);
    return program;
  }

  /** Gives the stack this configuration and no other. */
  async configure(config: Record<string, unknown>): Promise<void> {
    const salt = /encryptionsalt: (\S+)/.exec(await readFile(this.#settings, "utf8"))?.[1];
    await writeFile(this.#settings, `encryptionsalt: ${salt}\nconfig: ${JSON.stringify(config)}\n`);
  }

  /** Runs `pulumi` with these words; fails if it takes too long. */
  async run(...words: string[]): Promise<CommandResult> {
    const settings = /^(up|preview|refresh|destroy)$/.test(words[0] ?? "")
      ? ["--config-file", this.#settings]
      : [];
    return await this.#command([...words, "--stack", stack, ...settings]);
  }

  /** Runs a command line as an explanation gives it, such as `pulumi refresh --yes`. */
  async type(line: string): Promise<CommandResult> {
    return await this.run(...wordsOf(line).slice(1));
  }

  /** Changes the stack's state, as an interrupted or failed command leaves it. */
  async editState(edit: (resource: StateResource) => void): Promise<void> {
    const file = join(this.#folder, "state.json");
    await this.run("stack", "export", "--show-secrets", "--file", file);
    const state = JSON.parse(await readFile(file, "utf8")) as { deployment: { resources: StateResource[] } };
    state.deployment.resources.forEach(edit);
    await writeFile(file, JSON.stringify(state));
    await this.run("stack", "import", "--file", file);
  }

  async close(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  get #settings(): string {
    return join(this.#folder, `Pulumi.${stack}.yaml`);
  }

  async #command(words: string[], cwd = this.#project): Promise<CommandResult> {
    const started = Date.now();
    const { ok, stdout, stderr } = await runPulumi({
      path: this.#path,
      args: [...words, "--non-interactive"],
      cwd,
      env: this.env,
      signal: AbortSignal.timeout(longestMs),
    });
    const said = stripVTControlCharacters(`${stdout}\n${stderr}`);
    if (process.env["SHOW_COMMANDS"])
      process.stderr.write(`${words.join(" ")}: ${Date.now() - started} ms ${ok}\n${said}\n`);
    return { ok, said };
  }
}
