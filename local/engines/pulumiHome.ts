import { mkdir, mkdtemp, readdir, readFile, rm, symlink } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { delimiter, dirname, join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { type Variables, versionsFolder } from "../cli/cache";
import { buildExecutable, writeExecutable } from "../cli/executable";
import type { Cli } from "../cli/findCli";
import { installLanguageHost } from "../cli/installHost";

/** Which CLI is used, against which AWS. */
export interface PulumiHomeOptions {
  readonly cli: Cli;
  /** The variables with which AWS tools reach the local AWS. */
  readonly aws: Readonly<Record<string, string>>;
  /**
   * The real AWS plugin of Pulumi's cache, or the provider of this repository.
   *
   * @default "local"
   */
  readonly provider?: "aws" | "local";
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
 * Makes of an empty folder a PULUMI_HOME in which the AWS provider works on the local AWS, and returns the variables with which the CLI
 * uses it. The real provider needs nothing but these variables: like every AWS SDK it takes the endpoint of all services from
 * AWS_ENDPOINT_URL, and an endpoint that is an IP address gets S3's buckets in the path.
 *
 * The engine looks for plugins in Pulumi.yaml, on PATH, and in `$PULUMI_HOME/plugins`
 * (`getPluginInfoAndPath` in sdk/go/common/workspace/plugins.go). The first would change the program's own file, the
 * second warns in every run. A home of its own does neither, and only who sets these variables gets the local
 * provider: a `pulumi up` to AWS in the same folder does not see it. Logs, credentials, the selected stack and the
 * state stay in this home too, instead of in the user's.
 */
export async function preparePulumiHome(
  folder: string,
  { cli, aws, provider = "local" }: PulumiHomeOptions,
): Promise<Record<string, string>> {
  const state = join(folder, "state");
  await mkdir(state, { recursive: true });
  await Promise.all([
    provider === "aws" ? linkPlugins(folder) : installProvider(folder),
    linkVersions(folder),
    provideLanguageHost(cli),
  ]);
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
    ...(provider === "local" && LOCAL_PROVIDER_VARIABLES),
  };
}

const LOCAL_PROVIDER_VARIABLES = {
  // A plugin that is missing is a fault to show, not one to mend with the real provider.
  PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  // The engine takes the newest plugin that is not older than a program's package, instead of that very version:
  // ours serves all versions (`LegacySelectCompatiblePlugin` in the file named above).
  PULUMI_ENABLE_LEGACY_PLUGIN_SEARCH: "true",
};

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

/** Stands at the top of the local provider, so that it is told apart from the real one. */
export const LOCAL_PROVIDER_TITLE = "custom-user-pool's local AWS provider";

/** A version that no program's `@pulumi/aws` is newer than. */
const ANY_VERSION = "999.0.0";

/** Puts the local provider where the engine looks for the AWS plugin, beside the user's plugins for everything else. */
async function installProvider(home: string): Promise<void> {
  const plugins = join(home, "plugins");
  const folder = join(plugins, `resource-aws-v${ANY_VERSION}`);
  const plugin = await buildExecutable(
    join(__dirname, "..", "provider", "plugin", "plugin.ts"),
    LOCAL_PROVIDER_TITLE,
  );
  await writeExecutable(join(folder, "pulumi-resource-aws"), plugin);
  const cache = pluginFolder(process.env);
  const others = (await readdir(cache).catch(() => [])).filter((name) => !name.startsWith("resource-aws-v"));
  await Promise.all(others.map((name) => symlink(join(cache, name), join(plugins, name))));
}

/** Pulumi's own cache of plugins. */
export function pluginFolder(env: Variables): string {
  return join(env["PULUMI_HOME"] || join(homedir(), ".pulumi"), "plugins");
}

/** Lets the engine find the user's plugins, and keep there what it downloads. */
async function linkPlugins(home: string): Promise<void> {
  await symlink(pluginFolder(process.env), join(home, "plugins"), "dir");
}

/** The version of an installed package. */
export async function packageVersion(name: string): Promise<string> {
  const content: unknown = JSON.parse(await readFile(require.resolve(`${name}/package.json`), "utf8"));
  if (typeof content === "object" && content !== null && "version" in content) return String(content.version);
  throw new Error(`\`${name}/package.json\` has no version`);
}

/** Lets `npx pulumi` find the CLI of the user's own cache. */
async function linkVersions(home: string): Promise<void> {
  await symlink(versionsFolder(process.env), join(home, "versions"), "dir");
}
