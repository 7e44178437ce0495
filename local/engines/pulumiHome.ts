import { mkdir, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { versionsFolder } from "../cli/cache";
import { buildExecutable, writeExecutable } from "../cli/executable";
import type { Cli } from "../cli/findCli";
import { installLanguageHost } from "../cli/installHost";

/** Which CLI is used, against which AWS. */
export interface PulumiHomeOptions {
  readonly cli: Cli;
  /** The variables with which AWS tools reach the local AWS. */
  readonly aws: Readonly<Record<string, string>>;
}

/** An environment for commands that a person types. */
export interface KeptEnvironment {
  /** The variables to set. */
  readonly variables: Record<string, string>;
  /** Removes what the commands have left outside the project's folder. Their resources must be gone by then. */
  remove(): Promise<void>;
}

/**
 * Makes the environment in which `pulumi stack init`, `pulumi up`, `pulumi preview`, `pulumi stack output` and
 * `pulumi destroy`, typed in the project's folder, work on the local AWS.
 */
export async function keepEnvironment(options: PulumiHomeOptions): Promise<KeptEnvironment> {
  const folder = await mkdtemp(join(tmpdir(), "custom-user-pool-keep-"));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    return { variables: await preparePulumiHome(folder, options), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/**
 * Makes of an empty folder a PULUMI_HOME in which the local provider stands in for the AWS plugin, and returns the variables with which
 * the CLI uses it.
 *
 * The engine looks for plugins in Pulumi.yaml, on PATH, and in `$PULUMI_HOME/plugins`
 * (`getPluginInfoAndPath` in sdk/go/common/workspace/plugins.go). The first would change the program's own file, the
 * second warns in every run. A home of its own does neither, and only who sets these variables gets the local
 * provider: a `pulumi up` to AWS in the same folder does not see it. Logs, credentials, the selected stack and the
 * state stay in this home too, instead of in the user's.
 */
export async function preparePulumiHome(
  folder: string,
  { cli, aws }: PulumiHomeOptions,
): Promise<Record<string, string>> {
  const state = join(folder, "state");
  await mkdir(state, { recursive: true });
  await Promise.all([installProvider(folder), linkVersions(folder), provideLanguageHost(cli)]);
  return {
    ...withoutProfile(),
    ...aws,
    PATH: [dirname(cli.path), ...foldersOnPath()].join(delimiter),
    PULUMI_HOME: folder,
    // The launcher behind `npx pulumi` takes its own version unless it is told another one.
    PULUMI_VERSION: cli.version,
    PULUMI_BACKEND_URL: pathToFileURL(state).href,
    // It guards nothing: the state is thrown away with the folder.
    PULUMI_CONFIG_PASSPHRASE: "local",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // A plugin that is missing is a fault to show, not one to mend with the real provider.
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}

/** A profile would win over the local AWS's credentials, and a token of another session would not fit them. */
function withoutProfile(): Record<string, string> {
  const set = ["AWS_PROFILE", "AWS_SESSION_TOKEN"].filter((name) => process.env[name]);
  return Object.fromEntries(set.map((name) => [name, ""]));
}

/** PATH without what npm adds for its scripts: the user's own shell does not have it either. */
function foldersOnPath(): string[] {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return folders.filter((folder) => !folder.split(sep).includes("node_modules"));
}

/** A CLI that `npm run local:cli` has built has our language host; an installed one has Pulumi's. */
async function provideLanguageHost(cli: Cli): Promise<void> {
  if (cli.from === "cache") await installLanguageHost(dirname(cli.path));
}

/** Puts the local provider where the engine looks for the version of the AWS plugin that @pulumi/aws asks for. */
async function installProvider(home: string): Promise<void> {
  const version = await packageVersion("@pulumi/aws");
  const plugin = await buildExecutable(
    join(__dirname, "..", "provider", "plugin.ts"),
    "the local AWS provider",
  );
  const folder = join(home, "plugins", `resource-aws-v${version}`);
  await writeExecutable(join(folder, "pulumi-resource-aws"), plugin);
}

async function packageVersion(name: string): Promise<string> {
  const content: unknown = JSON.parse(await readFile(require.resolve(`${name}/package.json`), "utf8"));
  if (typeof content === "object" && content !== null && "version" in content) return String(content.version);
  throw new Error(`\`${name}/package.json\` has no version`);
}

/** Lets `npx pulumi` find the CLI of the user's own cache. */
async function linkVersions(home: string): Promise<void> {
  await symlink(versionsFolder(process.env), join(home, "versions"), "dir");
}
