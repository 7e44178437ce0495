import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { CommandError } from "../../commands/support/errors";
import { lastLines } from "../../commands/support/processes";
import type { Changes, Config, Deployment, Engine } from "./engine";
import { type PulumiResult, runPulumi } from "./pulumiCommand";
import { changesOf, errorsOf, notesOf, parseEvents } from "./pulumiEvents";
import { type PulumiHomeOptions, preparePulumiHome } from "./pulumiHome";

/** How the engine reaches the CLI and the local AWS. */
export interface PulumiEngineOptions extends PulumiHomeOptions {
  /** Cancels the command under way. */
  readonly signal?: AbortSignal;
  /**
   * The folder of Pulumi.yaml.
   *
   * @default this project's
   */
  readonly project?: string;
  /** Told what the program and the provider say during `up`. */
  readonly report?: (line: string) => void;
}

const stack = "local";

/**
 * Deploys the program with the real Pulumi CLI: the project's own Pulumi.yaml and index.ts, and the local provider.
 * State, logs and the stack's settings live in a temporary folder, which {@link PulumiEngine.destroy} removes.
 */
export class PulumiEngine implements Engine {
  readonly name = "pulumi";
  readonly #options: PulumiEngineOptions;
  readonly #project: string;
  #place: Promise<Place> | undefined;

  constructor(options: PulumiEngineOptions) {
    this.#options = options;
    this.#project = options.project ?? resolve(__dirname, "..", "..");
  }

  async up(config: Config): Promise<Deployment> {
    await this.#configure(config);
    const changes = await this.#operate("up", ["--yes", "--skip-preview"]);
    const { stdout } = await this.#run(["stack", "output", "--json", "--show-secrets", "--stack", stack]);
    return { outputs: texts(JSON.parse(stdout)), changes };
  }

  async preview(config: Config): Promise<Changes> {
    await this.#configure(config);
    return this.#operate("preview");
  }

  /** Compares the state with AWS, as `pulumi refresh` does. */
  refresh(): Promise<Changes> {
    return this.#operate("refresh", ["--yes", "--skip-preview"]);
  }

  /** Selects the stack in the project's folder, so that `pulumi stack output` answers there. */
  async keptEnvironment(): Promise<Record<string, string>> {
    const { home } = await this.#prepared();
    const result = await this.#run(["stack", "select", stack, "--non-interactive"]);
    if (!result.ok) throw new CommandError(failure("stack select", [], result));
    return home;
  }

  /** Removes the program's resources and, when that has succeeded, the temporary folder. */
  async destroy(): Promise<void> {
    if (!this.#place) return;
    // A command that had to be killed has left its lock. Nobody else uses this state.
    await this.#run(["cancel", "--yes", "--stack", stack]);
    await this.#operate("destroy", ["--yes", "--skip-preview"]);
    const { folder } = await this.#place;
    this.#place = undefined;
    await rm(folder, { recursive: true, force: true });
  }

  /** Gives the stack this configuration and no other. JSON is YAML too. */
  async #configure(config: Config): Promise<void> {
    const { settings, encryptionsalt } = await this.#prepared();
    const values = Object.entries(config).map(([key, value]) => [key, structured(value)]);
    await writeFile(
      settings,
      JSON.stringify({ encryptionsalt, config: Object.fromEntries(values) as unknown }),
    );
  }

  async #operate(operation: "up" | "preview" | "refresh" | "destroy", args: string[] = []): Promise<Changes> {
    const { settings } = await this.#prepared();
    const common = ["--json", "--non-interactive", "--stack", stack, "--config-file", settings];
    const result = await this.#run([operation, ...common, ...args]);
    const events = parseEvents(result.stdout);
    if (operation === "up") for (const note of notesOf(events)) this.#options.report?.(note);
    if (!result.ok) throw new CommandError(failure(operation, errorsOf(events), result));
    return changesOf(events);
  }

  /** Runs the CLI in the project's folder, or in another one. */
  async #run(args: string[], folder = this.#project): Promise<PulumiResult> {
    const { env } = await this.#prepared();
    return runPulumi({ path: this.#options.cli.path, args, cwd: folder, env, signal: this.#signal() });
  }

  /** A destroy after a cancelled deployment has to run: only a signal that has not fired yet cancels a command. */
  #signal(): AbortSignal | undefined {
    return this.#options.signal?.aborted ? undefined : this.#options.signal;
  }

  #prepared(): Promise<Place> {
    this.#place ??= this.#prepare();
    return this.#place;
  }

  /**
   * Makes the stack. The CLI writes a stack's settings beside the Pulumi.yaml that it finds, so it is started beside a
   * copy: the project's folder stays as it is.
   */
  async #prepare(): Promise<Place> {
    const folder = await mkdtemp(join(tmpdir(), "custom-user-pool-"));
    try {
      return await this.#initStack(folder);
    } catch (error) {
      this.#place = undefined;
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  async #initStack(folder: string): Promise<Place> {
    const { cli, aws, provider } = this.#options;
    const home = await preparePulumiHome(folder, { cli, aws, provider });
    // Without it `preview --json` alone prints one object instead of the engine's events.
    const env = { ...process.env, ...home, PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true" };
    await copyFile(join(this.#project, "Pulumi.yaml"), join(folder, "Pulumi.yaml"));
    const result = await runPulumi({
      path: cli.path,
      args: ["stack", "init", stack, "--non-interactive"],
      cwd: folder,
      env,
      signal: this.#options.signal,
    });
    if (!result.ok) throw new CommandError(failure("stack init", [], result));
    const settings = join(folder, `Pulumi.${stack}.yaml`);
    return { folder, home, env, settings, encryptionsalt: saltIn(await readFile(settings, "utf8")) };
  }
}

interface Place {
  readonly folder: string;
  /** The variables that make this place the CLI's. */
  readonly home: Record<string, string>;
  readonly env: NodeJS.ProcessEnv;
  /** The stack's settings file. */
  readonly settings: string;
  /** The salt of the passphrase, which the settings file has to hold. */
  readonly encryptionsalt: string;
}

/** Keys with a type of list or object refuse a text, as `pulumi config set` alone would write it. */
function structured(value: string): unknown {
  if (!/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function saltIn(settings: string): string {
  return /encryptionsalt: (\S+)/.exec(settings)?.[1] ?? "";
}

function texts(outputs: unknown): Record<string, string> {
  const entries = Object.entries(typeof outputs === "object" && outputs !== null ? outputs : {});
  return Object.fromEntries(
    entries.map(([key, value]: [string, unknown]) => [
      key,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}

/** The engine's own errors, or else the last that the CLI said. */
function failure(operation: string, errors: string[], { end, stdout, stderr }: PulumiResult): string {
  const lines = `${stdout}\n${stderr}`
    .split("\n")
    .filter((line) => !line.startsWith("{") && line.trim() !== "");
  const said = errors.length > 0 ? errors.join("\n") : lastLines(lines.join("\n"));
  return `\`pulumi ${operation}\` failed (${end}):\n${said || "It said nothing."}`;
}
