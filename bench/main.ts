import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CommandError, describeError } from "../commands/support/errors";
import { chooseProvider, type ProviderName } from "../local/chooseProvider";
import { findCli } from "../local/cli/findCli";
import type { Context } from "./context";
import { help, type Options, type PartName, partNames, readOptions } from "./options";
import { measureBundles } from "./parts/bundle";
import { measureDeployment, withPeers } from "./parts/deployment";
import { measureGrowth } from "./parts/growth";
import { measurePeers } from "./parts/peers";
import { measureSmall } from "./parts/small";
import { markdown } from "./report/markdown";
import { plot } from "./report/plot";
import { sectionsOf } from "./report/sections";
import { describeSurroundings, type Surroundings } from "./report/surroundings";
import type { Findings } from "./results";

const parts: Readonly<Record<PartName, (context: Context) => Promise<Findings>>> = {
  bundle: measureBundles,
  small: measureSmall,
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
    const { quick, cycles } = options;
    const surroundings = await describeSurroundings(options.note);
    const context = { quick, cycles, providers, folder, report: say };
    const findings = await measure(context, options, (done) => save(done, options, surroundings));
    const report = markdown(findings, surroundings);
    console.log(options.json ? JSON.stringify({ ...surroundings, ...findings }, undefined, 2) : report);
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

/** Part by part, and each is kept: the last ones take long, and one that fails or is cut short takes no other along. */
async function measure(
  context: Context,
  options: Options,
  keep: (done: Findings) => Promise<void>,
): Promise<Findings> {
  let done: Findings = { tables: [], budgets: [] };
  for (const name of partNames.filter((part) => options.only.includes(part))) {
    try {
      const { tables, budgets } = await measurePart(name, context, options);
      done = { tables: [...done.tables, ...tables], budgets: [...done.budgets, ...budgets] };
      await keep(done);
    } catch (error) {
      complain(error);
      say(`${name}: not measured`);
    }
  }
  return done;
}

async function measurePart(name: PartName, context: Context, { peers }: Options): Promise<Findings> {
  const findings = await parts[name](context);
  return name === "deployment" && peers !== undefined ? addPeers(context, findings, peers) : findings;
}

/** The peers' rows in the table of real providers, ours among them if it could be measured; who is missing, and why, under the table. */
async function addPeers(context: Context, findings: Findings, directory: string): Promise<Findings> {
  return { ...findings, tables: withPeers(findings.tables, await measurePeers(context, directory)) };
}

async function save(findings: Findings, options: Options, surroundings: Surroundings): Promise<void> {
  if (options.quick || options.only.length < partNames.length) return;
  await writeFile(join(__dirname, "results.md"), markdown(findings, surroundings));
  await writeFile(join(__dirname, "results.svg"), plot(sectionsOf(findings.tables), surroundings));
  say("Written: bench/results.md, bench/results.svg");
}

function complain(error: unknown): void {
  console.error(error instanceof CommandError ? error.message : describeError(error));
  process.exitCode = 1;
}

main(process.argv.slice(2)).catch(complain);
