import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeError, LocalError } from "../local/errors";
import type { Context } from "./context";
import { help, type Options, type PartName, partNames, readOptions } from "./options";
import { measureBundles } from "./parts/bundle";
import { deploymentTitle, measureDeployment } from "./parts/deployment";
import { measureGrowth } from "./parts/growth";
import { measurePeers } from "./parts/peers";
import { measureProgram } from "./parts/program";
import { measureSmall } from "./parts/small";
import { markdown } from "./report/markdown";
import { type Panel, plot } from "./report/plot";
import { describeSurroundings, type Surroundings } from "./report/surroundings";
import type { Findings, Table } from "./results";

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
    const context = { quick: options.quick, folder, report: (line: string) => console.error(line) };
    await write(await measure(context, options), options);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function measure(context: Context, options: Options): Promise<Findings> {
  const all: Findings[] = [];
  for (const name of partNames.filter((part) => options.only.includes(part))) {
    const findings = await parts[name](context);
    const withPeers = name === "deployment" && options.peers !== undefined;
    all.push(withPeers ? await addPeers(context, findings, options.peers) : findings);
  }
  return { tables: all.flatMap(({ tables }) => tables), budgets: all.flatMap(({ budgets }) => budgets) };
}

/** The peers' rows under ours, and who is missing and why under the table. */
async function addPeers(context: Context, findings: Findings, directory: string): Promise<Findings> {
  const { rows, notes } = await measurePeers(context, { directory, warm: context.quick ? 1 : 3 });
  const tables = findings.tables.map((table): Table => {
    if (table.title !== deploymentTitle) return table;
    return { ...table, rows: [...table.rows, ...rows], note: [table.note, ...notes].join(" ") };
  });
  return { ...findings, tables };
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
    [deploymentTitle, "deploy, s", "Deploy, seconds"],
    [deploymentTitle, "no change, s", "Deploy again with no change, seconds"],
    [deploymentTitle, "destroy, s", "Destroy, seconds"],
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
  console.error(error instanceof LocalError ? error.message : describeError(error));
  process.exitCode = 1;
});
