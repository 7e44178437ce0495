import { join } from "node:path";
import { connectLocal, localEnvironment } from "../../commands/support/aws";
import { packageFolder } from "../../components/lambda/bundle";
import type { ProviderName } from "../../local/chooseProvider";
import type { Cli } from "../../local/cli/findCli";
import { packageVersion } from "../../local/engines/pulumiHome";
import type { Context } from "../context";
import { type Case, interleave, seconds } from "../interleave";
import { requireCli } from "../local/cli";
import { startEmulator } from "../local/emulator";
import { type Gateway, startGateway } from "../local/gateway";
import { HandCalls } from "../local/handCalls";
import { createPulumiStack, type PulumiStack } from "../local/pulumiStack";
import { output } from "../processes";
import { type Findings, type Measured, type Row, summarize, type Table } from "../results";

/** A way to deploy the example. */
interface Tool {
  readonly deploy: () => Promise<unknown>;
  /** Deploys again what is there. */
  readonly again?: () => Promise<unknown>;
  readonly destroy: () => Promise<unknown>;
}

type Cycle = Record<"deploy" | "again" | "destroy", number[]>;

/**
 * A table for each provider: ours is made for MiniStack, the real one waits as AWS wants it, so their rows are no comparison. The peers
 * bring real providers, and stand beside the real one.
 */
export const deploymentTitles: Readonly<Record<ProviderName, string>> = {
  local: "Deployment of the example to MiniStack, with the local provider",
  aws: "Deployment of the example to MiniStack, with real providers",
};

export const deploymentColumns = [
  "provider",
  "deploy, s",
  "no change, s",
  "destroy, s",
  "API calls: deploy, no change, destroy",
  "and the handler's",
] as const;

/** Deploy, no change and destroy of the example with the real CLI and each provider, and the AWS calls alone. */
export async function measureDeployment(context: Context): Promise<Findings> {
  const cli = await requireCli();
  const tables: Table[] = [];
  for (const provider of context.providers) tables.push(await measureProvider(context, { cli, provider }));
  return { tables: [...tables, await measureSteps(context, cli)], budgets: [] };
}

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

async function measureProvider(context: Context, deployer: Deployer): Promise<Table> {
  const rounds = context.quick ? 1 : 9;
  context.report(`deployment, provider ${deployer.provider}: ${rounds} cycles, and one to warm up`);
  const cycles = await measureCycles(context, { ...deployer, rounds });
  context.report(`deployment, provider ${deployer.provider}: counting the calls`);
  const counts = await countCalls(context, deployer);
  const provider = await describeProvider(deployer.provider);
  return {
    title: deploymentTitles[deployer.provider],
    columns: deploymentColumns,
    rows: [...cycles].map(([name, cycle]) =>
      row(name, cycle, [name === BY_HAND ? "-" : provider, counts.get(name)]),
    ),
    note:
      "MiniStack without `AUTH=true`, warm: one cycle of each before the first that counts. By hand are the calls that AWS needs, each as early as it can be made, from a process that runs already: " +
      "the floor. API calls are those of the tool; the handler makes its own in every way alike.",
  };
}

async function describeProvider(provider: ProviderName): Promise<string> {
  return provider === "aws" ? `aws ${await packageVersion("@pulumi/aws")}` : "local";
}

const BY_HAND = "AWS calls by hand";

function row(
  name: string,
  cycle: Cycle,
  [provider, calls]: readonly [string, readonly [string, string] | undefined],
): Row {
  const times = [cycle.deploy, cycle.again, cycle.destroy].map((values) =>
    values.length > 0 ? summarize(values) : undefined,
  );
  return { name, ours: true, cells: [provider, ...times, ...(calls ?? [])] };
}

async function tools(options: Deployer & { home: string; endpoint: string }): Promise<Map<string, Tool>> {
  const stack = (name: string) =>
    createPulumiStack({ ...options, home: join(options.home, name), project: packageFolder() });
  const hand = await HandCalls.prepare(connectLocal(localEnvironment(options.endpoint)));
  return new Map([
    ["`pulumi up --yes`", pulumiTool(await stack("plain"), [])],
    ["`pulumi up --yes --skip-preview`", pulumiTool(await stack("skip"), ["--skip-preview"])],
    [BY_HAND, { deploy: () => hand.create(), destroy: () => hand.destroy() }],
  ]);
}

function pulumiTool(stack: PulumiStack, options: readonly string[]): Tool {
  return {
    deploy: () => stack.run("up", "--yes", ...options),
    again: () => stack.run("up", "--yes", "--expect-no-changes", ...options),
    destroy: () => stack.run("destroy", "--yes", ...options),
  };
}

async function measureCycles(
  { folder, report }: Context,
  { cli, provider, rounds }: Deployer & { rounds: number },
): Promise<Map<string, Cycle>> {
  const emulator = await startEmulator(report);
  try {
    const all = await tools({
      cli,
      provider,
      home: join(folder, `timed-${provider}`),
      endpoint: emulator.endpoint,
    });
    const cycles = new Map(
      [...all.keys()].map((name): [string, Cycle] => [name, { deploy: [], again: [], destroy: [] }]),
    );
    for (let round = 0; round <= rounds; round += 1) {
      for (const [name, tool] of all) {
        const deploy = await seconds(tool.deploy);
        const again = tool.again && (await seconds(tool.again));
        const destroy = await seconds(tool.destroy);
        if (round === 0) continue;
        cycles.get(name)?.deploy.push(deploy);
        if (again !== undefined) cycles.get(name)?.again.push(again);
        cycles.get(name)?.destroy.push(destroy);
      }
    }
    return cycles;
  } finally {
    await emulator.stop();
  }
}

/** In a cycle of its own, so that no proxy stands in the way of those that are timed. */
async function countCalls(
  { folder, report }: Context,
  { cli, provider }: Deployer,
): Promise<Map<string, readonly [string, string]>> {
  let upstream = "";
  const [client, handler] = await Promise.all([startGateway(() => upstream), startGateway(() => upstream)]);
  const emulator = await startEmulator(report, handler.endpoint);
  upstream = emulator.endpoint;
  try {
    const all = await tools({
      cli,
      provider,
      home: join(folder, `counted-${provider}`),
      endpoint: client.endpoint,
    });
    const counts = new Map<string, readonly [string, string]>();
    for (const [name, tool] of all) counts.set(name, await countCycle(tool, [client, handler]));
    return counts;
  } finally {
    await emulator.stop();
    await Promise.all([client.close(), handler.close()]);
  }
}

async function countCycle(
  tool: Tool,
  gateways: readonly [Gateway, Gateway],
): Promise<readonly [string, string]> {
  const counts: [string[], string[]] = [[], []];
  for (const step of [tool.deploy, tool.again, tool.destroy]) {
    for (const gateway of gateways) gateway.takeCalls();
    await step?.();
    gateways.forEach((gateway, index) => {
      counts[index]?.push(step ? String(gateway.takeCalls().length) : "-");
    });
  }
  return [counts[0].join(" / "), counts[1].join(" / ")];
}

function timed(work: () => Promise<unknown>): Case {
  return () => seconds(work);
}

/** What the CLI itself takes, to see what is left to the program. */
async function measureSteps({ folder, report, quick }: Context, cli: Cli) {
  const emulator = await startEmulator(report);
  try {
    const home = join(folder, "steps");
    const stack = await createPulumiStack({
      cli,
      provider: "local",
      home,
      project: packageFolder(),
      endpoint: emulator.endpoint,
    });
    const times: Record<string, Measured> = await interleave(
      {
        "`pulumi version`": timed(() => output({ file: cli.path, args: ["version"] })),
        "`pulumi preview`, nothing deployed": timed(() => stack.run("preview")),
        "`pulumi destroy`, nothing deployed": timed(() => stack.run("destroy", "--yes")),
      },
      quick ? 1 : 7,
    );
    const rows = Object.entries(times).map(([name, time]) => ({ name, ours: true, cells: [time] }));
    return { title: "The CLI's own time", columns: ["s"], rows };
  } finally {
    await emulator.stop();
  }
}
