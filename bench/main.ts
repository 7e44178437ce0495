import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CommandError, describeError } from "../commands/support/errors";
import { chooseProvider, type ProviderName } from "../local/chooseProvider";
import { findCli } from "../local/cli/findCli";
import type { Context } from "./context";
import { help, type Options, type PartName, partNames, readOptions } from "./options";
import { measureBundles } from "./parts/bundle";
import { deploymentTitles, measureDeployment, withPeers } from "./parts/deployment";
import { measureGrowth } from "./parts/growth";
import { measurePeers } from "./parts/peers";
import { measureProgram } from "./parts/program";
import { measureSmall } from "./parts/small";
import { markdown } from "./report/markdown";
import { type Panel, plot } from "./report/plot";
import { describeSurroundings, type Surroundings } from "./report/surroundings";
import type { Findings } from "./results";

const parts: Readonly<Record<PartName, (context: Context) => Promise<Findings>>> = {
  bundle: measureBundles,
  small: measureSmall,
  program: measureProgram,
  deployment: measureDeployment,
  growth: measureGrowth,
};

/** `npm run bench` */
async function main(args: string[]): Promise<void> {
  const options = readOptions(args);
  if (options.help) return console.log(help);
  const folder = await mkdtemp(join(tmpdir(), "custom-user-pool-bench-"));
  try {
    const providers = await chooseProviders(options);
    const context = { quick: options.quick, providers, folder, report: say };
    await write(await measure(context, options), options);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function say(line: string): void {
  console.error(line);
}

/** Both, as far as the real one is there: what cannot be measured is said. */
async function chooseProviders({ provider }: Options): Promise<ProviderName[]> {
  const { cli } = await findCli();
  const { name, explanation } = await chooseProvider(provider, { name: cli ? "pulumi" : "embedded", cli });
  say(explanation);
  return provider === undefined && name === "aws" ? ["local", "aws"] : [name];
}

async function measure(context: Context, options: Options): Promise<Findings> {
  const all: Findings[] = [];
  for (const name of partNames.filter((part) => options.only.includes(part))) {
    const findings = await parts[name](context);
    const hasPeers = name === "deployment" && options.peers !== undefined;
    all.push(hasPeers ? await addPeers(context, findings, options.peers) : findings);
  }
  return { tables: all.flatMap(({ tables }) => tables), budgets: all.flatMap(({ budgets }) => budgets) };
}

/** The peers' rows in the table of real providers, ours among them if it could be measured; who is missing, and why, under the table. */
async function addPeers(context: Context, findings: Findings, directory: string): Promise<Findings> {
  const { rows, notes } = await measurePeers(context, { directory, warm: context.quick ? 1 : 3 });
  return { ...findings, tables: withPeers(findings.tables, { rows, notes }) };
}

async function write(findings: Findings, options: Options): Promise<void> {
  const surroundings = await describeSurroundings();
  const report = markdown(findings, surroundings);
  console.log(options.json ? JSON.stringify({ ...surroundings, ...findings }, undefined, 2) : report);
  if (options.quick || options.only.length < partNames.length) return;
  await writeFile(join(__dirname, "results.md"), report);
  await writeFile(join(__dirname, "results.svg"), plot(panels(findings), caption(surroundings)));
  console.error("Written: bench/results.md, bench/results.svg");
}

function panels({ tables }: Findings): Panel[] {
  const wanted = [
    [deploymentTitles.local, "deploy, s", "Local provider: deploy, seconds"],
    [deploymentTitles.local, "no change, s", "Local provider: deploy again with no change, seconds"],
    [deploymentTitles.local, "destroy, s", "Local provider: destroy, seconds"],
    [deploymentTitles.aws, "deploy, s", "Real providers: deploy, seconds"],
    [deploymentTitles.aws, "no change, s", "Real providers: deploy again with no change, seconds"],
    [deploymentTitles.aws, "destroy, s", "Real providers: destroy, seconds"],
    ["Bundles", "zipped, bytes", "Function zip, bytes"],
    ["Bundles", "import, ms", "Import of the function's code, milliseconds"],
  ] as const;
  return wanted.flatMap(([name, column, title]) => {
    const table = tables.find((candidate) => candidate.title === name);
    return table ? [{ table, column, title }] : [];
  });
}

function caption({ date, machine, versions }: Surroundings): string {
  return `${date}, ${machine}, Node ${versions["node"] ?? ""}, MiniStack ${versions["MiniStack"] ?? ""}. Less is better.`;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof CommandError ? error.message : describeError(error));
  process.exitCode = 1;
});
