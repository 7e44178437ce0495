import { join } from "node:path";
import { packageFolder } from "../../components/lambda/bundle";
import type { ProviderName } from "../../local/chooseProvider";
import type { Cli } from "../../local/cli/findCli";
import { packageVersion } from "../../local/engines/pulumiHome";
import type { Context } from "../context";
import { seconds } from "../interleave";
import { requireCli } from "../local/cli";
import { startEmulator } from "../local/emulator";
import { type ApiCall, type Gateway, startGateway } from "../local/gateway";
import { createPulumiStack, type PulumiStack } from "../local/pulumiStack";
import { type Findings, type Row, summarize, type Table } from "../results";
import { type Part, parts, partsOf } from "./waits";

/**
 * A table for each provider: ours is made for MiniStack, the real one waits as AWS wants it, so their rows are no comparison. The peers
 * bring real providers, and stand beside the real one.
 */
export const deploymentTitles: Readonly<Record<ProviderName, string>> = {
  local: "Deployment of the example to MiniStack, with the local provider",
  aws: "Deployment of the example to MiniStack, with real providers",
};

const waitsTitle = "What one waits for in a deployment";

export const deploymentColumns = [
  "provider",
  "deploy, s",
  "no change, s",
  "destroy, s",
  "API calls: deploy, no change, destroy",
  "and the handler's",
] as const;

const steps = ["deploy", "again", "destroy"] as const;
type StepName = (typeof steps)[number];

/** One step of a cycle: how long it took, and the calls of the tool and of the handler. */
interface Step {
  readonly seconds: number;
  readonly calls: readonly ApiCall[];
  readonly handlerCalls: readonly ApiCall[];
  /** When it began, as `performance.now` counts. */
  readonly began: number;
}

type Cycle = Readonly<Record<StepName, Step>>;

/** How the commands are typed. In the table of tools both deploy; `pulumi destroy` takes the same options. */
const ways: Readonly<Record<string, readonly string[]>> = {
  "Pulumi, with its preview": [],
  "Pulumi, `--skip-preview`": ["--skip-preview"],
};

/** The way whose waits are told by part: without the preview, which runs the program once more. */
const timedByPart = "Pulumi, `--skip-preview`";

/** Deploy, no change and destroy of the example with the real CLI and each provider. */
export async function measureDeployment(context: Context): Promise<Findings> {
  const cli = await requireCli();
  const tables: Table[] = [];
  const waits: Row[] = [];
  for (const provider of context.providers) {
    const cycles = await measureProvider(context, { cli, provider });
    const name = await describeProvider(provider);
    const rows = [...cycles].map(([way, all]) => row(way, name, all));
    tables.push({
      title: deploymentTitles[provider],
      columns: deploymentColumns,
      rows,
      note: deploymentNote,
    });
    waits.push(waitsRow(name, cycles.get(timedByPart) ?? []));
  }
  return { tables: [...tables, waitsTable(waits)], budgets: [] };
}

const deploymentNote =
  "MiniStack without `AUTH=true`, warm: one cycle of each before the first that counts. Deploy and no change are `pulumi up --yes`, the " +
  "latter with `--expect-no-changes`. API calls are those of the tool, and beside them the handler's.";

/** The tables with those of other tools: in the one of the real provider, or in one without us. */
export function withPeers(
  tables: readonly Table[],
  { rows, notes }: { rows: readonly Row[]; notes: readonly string[] },
): Table[] {
  const title = deploymentTitles.aws;
  const own = tables.find((table) => table.title === title);
  const note =
    own?.note ??
    "MiniStack without `AUTH=true`, warm. This project's row is missing: the real AWS provider was not installed.";
  const table = {
    title,
    columns: deploymentColumns,
    rows: [...(own?.rows ?? []), ...rows],
    note: [note, ...notes].join(" "),
  };
  const others = tables.filter((one) => one.title !== title);
  const place = others.findIndex((one) => one.title === deploymentTitles.local) + 1;
  return own ? tables.map((one) => (one === own ? table : one)) : others.toSpliced(place, 0, table);
}

interface Deployer {
  readonly cli: Cli;
  readonly provider: ProviderName;
}

async function describeProvider(provider: ProviderName): Promise<string> {
  return provider === "aws" ? `aws ${await packageVersion("@pulumi/aws")}` : "local";
}

function row(name: string, provider: string, cycles: readonly Cycle[]): Row {
  const times = steps.map((step) => summarize(cycles.map((cycle) => cycle[step].seconds)));
  return {
    name,
    ours: true,
    cells: [provider, ...times, counts(cycles, "calls"), counts(cycles, "handlerCalls")],
  };
}

/** Each cycle makes the same calls; the last one tells how many. */
function counts(cycles: readonly Cycle[], whose: "calls" | "handlerCalls"): string {
  const last = cycles.at(-1);
  return steps.map((step) => String(last?.[step][whose].length ?? "-")).join(" / ");
}

const partNames: Readonly<Record<Part, string>> = {
  program: "program, until the first call, s",
  functions: "roles, log groups and functions, s",
  stack: "the stack with the pool, s",
  rest: "clients and the end, s",
};

function waitsRow(name: string, cycles: readonly Cycle[]): Row {
  const all = cycles.map(({ deploy }) => partsOf(deploy));
  return {
    name: `provider ${name}`,
    ours: true,
    cells: parts.map((part) => summarize(all.map((one) => one[part]))),
  };
}

function waitsTable(rows: Row[]): Table {
  return {
    title: waitsTitle,
    columns: parts.map((part) => partNames[part]),
    rows,
    note:
      "Of `pulumi up --yes --skip-preview` above, by the moments of its calls: the first one of AWS, CreateStack, and the last DescribeStacks. The real provider asks " +
      "for the first time 5 s after it has made a function and 10 s after it has made, changed or deleted a stack, however fast AWS was.",
  };
}

/** The ways in turn, so that the machine's moods meet both alike. */
async function measureProvider(
  { folder, report, cycles: count }: Context,
  { cli, provider }: Deployer,
): Promise<Map<string, Cycle[]>> {
  report(`deployment, provider ${provider}: ${count} cycles, and one to warm up`);
  let upstream = "";
  const [client, handler] = await Promise.all([startGateway(() => upstream), startGateway(() => upstream)]);
  const emulator = await startEmulator(report, handler.endpoint);
  upstream = emulator.endpoint;
  const cycles = new Map(Object.keys(ways).map((name): [string, Cycle[]] => [name, []]));
  try {
    const stacks = new Map<string, PulumiStack>();
    for (const name of cycles.keys()) {
      const home = join(folder, `${provider}-${stacks.size}`);
      const project = packageFolder();
      stacks.set(name, await createPulumiStack({ cli, provider, home, project, endpoint: client.endpoint }));
    }
    for (let round = 0; round <= count; round += 1) {
      for (const [name, stack] of stacks) {
        const cycle = await runCycle(stack, ways[name] ?? [], [client, handler]);
        if (round > 0) cycles.get(name)?.push(cycle);
      }
      report(`deployment, provider ${provider}: cycle ${round} of ${count} is done`);
    }
    return cycles;
  } finally {
    await emulator.stop();
    await Promise.all([client.close(), handler.close()]);
  }
}

async function runCycle(
  stack: PulumiStack,
  options: readonly string[],
  gateways: readonly [Gateway, Gateway],
): Promise<Cycle> {
  const step = (command: string, ...args: readonly string[]) =>
    timed(() => stack.run(command, "--yes", ...args, ...options), gateways);
  return {
    deploy: await step("up"),
    again: await step("up", "--expect-no-changes"),
    destroy: await step("destroy"),
  };
}

async function timed(
  work: () => Promise<unknown>,
  [client, handler]: readonly [Gateway, Gateway],
): Promise<Step> {
  const began = performance.now();
  const took = await seconds(work);
  return { seconds: took, began, calls: client.takeCalls(), handlerCalls: handler.takeCalls() };
}
