import { link } from "node:fs/promises";
import { dirname, join } from "node:path";
import { CommandError, describeError } from "../../commands/support/errors";
import { type BuildOptions, buildCli, buildGoAndPythonHost, buildYamlHost } from "./build";
import { cacheFolder } from "./cache";
import { replaceFile } from "./executable";
import { findCli } from "./findCli";
import { installLanguageHost } from "./installHost";
import { findLanguageHost, nodeGeneratorName } from "./languageHosts";
import { builtVersion, launcherVersion } from "./version";

const help = `Usage: npm run local:cli [-- --languages]

Builds the Pulumi CLI ${builtVersion} from its Go module into Pulumi's own cache, for machines that reach package
registries but not get.pulumi.com, and puts a language host for Node programs beside it. Where get.pulumi.com can be
reached, \`npx pulumi\` downloads the CLI ${launcherVersion} by itself.

  --languages   also builds what \`npm run test:languages\` needs, unless an installed CLI has it: Pulumi's host for
                programs in YAML, and a small one for Go, and for SDKs in Python and for Node.`;

/** `npm run local:cli`: makes sure that there is a CLI that `npm run local -- --engine pulumi` and \`npx pulumi\` can use. */
async function main(args: string[], signal: AbortSignal): Promise<void> {
  const [option] = args;
  if (option === "--help" || option === "-h") {
    console.log(help);
    return;
  }
  if (option !== undefined && option !== "--languages") {
    throw new CommandError(`There is no option \`${option}\`.\n\n${help}`);
  }
  if (process.platform === "win32") {
    throw new CommandError("On Windows install Pulumi itself: https://www.pulumi.com/docs/install");
  }
  await provideCli(signal);
  if (option === "--languages") await provideLanguages({ report: console.log, signal });
}

async function provideCli(signal: AbortSignal): Promise<void> {
  const found = await findCli();
  if (found.cli?.from === "PATH") {
    console.log(`Pulumi ${found.cli.version} is on PATH: \`${found.cli.path}\`. Nothing to do.`);
    return;
  }
  if (found.cli) {
    console.log(`Pulumi ${found.cli.version} is in its cache: \`${found.cli.path}\`.`);
  }
  const path = found.cli?.path ?? (await build(signal));
  const own = await installLanguageHost(dirname(path));
  console.log(
    own
      ? "This project's language host for Node stands beside it."
      : "Pulumi's own language host stands beside it.",
  );
}

/** Built each time, since Go's caches know best whether something has changed. */
async function provideLanguages(options: BuildOptions): Promise<void> {
  const [yaml, go, python, node] = [
    findLanguageHost("yaml"),
    findLanguageHost("go"),
    findLanguageHost("python"),
    findLanguageHost("nodejs"),
  ];
  if (yaml.isOwn) await buildYamlHost(yaml.path, options);
  if (go.isOwn) await buildGoAndPythonHost(go.path, options);
  // The same program: it does what its name says.
  if (go.isOwn && python.isOwn) await replaceFile(python.path, (temporary) => link(go.path, temporary));
  const generator = join(dirname(node.path), nodeGeneratorName);
  if (go.isOwn && node.isOwn) await replaceFile(generator, (temporary) => link(go.path, temporary));
}

async function build(signal: AbortSignal): Promise<string> {
  const path = join(cacheFolder(process.env, builtVersion), "pulumi");
  const started = Date.now();
  await buildCli(path, { report: console.log, signal });
  console.log(`Built \`${path}\` in ${Math.round((Date.now() - started) / 1000)} s.`);
  return path;
}

const interruption = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const) {
  process.once(name, () => interruption.abort(new CommandError("Stopped. Nothing was installed.")));
}
main(process.argv.slice(2), interruption.signal).catch((error: unknown) => {
  console.error(error instanceof CommandError ? error.message : describeError(error));
  process.exitCode = 1;
});
