import { join } from "node:path";
import { packageFolder } from "../../components/bundle";
import { connectLocal, localEnvironment } from "../../local/aws";
import type { Cli } from "../../local/cli/findCli";
import type { Context } from "../context";
import { type Case, interleave, seconds } from "../interleave";
import { requireCli } from "../local/cli";
import { startEmulator } from "../local/emulator";
import { type Gateway, startGateway } from "../local/gateway";
import { HandCalls } from "../local/handCalls";
import { createPulumiStack, type PulumiStack } from "../local/pulumiStack";
import { output } from "../processes";
import { type Findings, type Measured, type Row, summarize } from "../results";

/** A way to deploy the example. */
interface Tool {
  readonly deploy: () => Promise<unknown>;
  /** Deploys again what is there. */
  readonly again?: () => Promise<unknown>;
  readonly destroy: () => Promise<unknown>;
}

type Cycle = Record<"deploy" | "again" | "destroy", number[]>;

export const deploymentTitle = "Deployment of the example to MiniStack";
const deploymentColumns = [
  "deploy, s",
  "no change, s",
  "destroy, s",
  "API calls: deploy, no change, destroy",
  "and the handler's",
] as const;

/** Deploy, no change and destroy of the example with the real CLI, beside the AWS calls alone. */
export async function measureDeployment(context: Context): Promise<Findings> {
  const cli = await requireCli();
  const rounds = context.quick ? 1 : 9;
  context.report(`deployment: ${rounds} cycles of each way, and one to warm up`);
  const cycles = await measureCycles(context, { cli, rounds });
  context.report("deployment: counting the calls");
  const counts = await countCalls(context, cli);
  const steps = await measureSteps(context, cli);
  return {
    tables: [
      {
        title: deploymentTitle,
        columns: deploymentColumns,
        rows: [...cycles].map(([name, cycle]) => row(name, cycle, counts.get(name))),
        note:
          "MiniStack without `AUTH=true`, warm: one cycle of each before the first that counts. By hand are the calls that AWS needs, each as early as it can be made, from a process that runs already: " +
          "the floor. API calls are those of the tool; the handler makes its own in every way alike.",
      },
      steps,
    ],
    budgets: [],
  };
}

function row(name: string, cycle: Cycle, calls: readonly [string, string] | undefined): Row {
  const times = [cycle.deploy, cycle.again, cycle.destroy].map((values) =>
    values.length > 0 ? summarize(values) : undefined,
  );
  return { name, ours: true, cells: [...times, ...(calls ?? [])] };
}

async function tools(options: { cli: Cli; home: string; endpoint: string }): Promise<Map<string, Tool>> {
  const stack = (name: string) =>
    createPulumiStack({ ...options, home: join(options.home, name), project: packageFolder() });
  const hand = await HandCalls.prepare(connectLocal(localEnvironment(options.endpoint)));
  return new Map([
    ["`pulumi up --yes`", pulumiTool(await stack("plain"), [])],
    ["`pulumi up --yes --skip-preview`", pulumiTool(await stack("skip"), ["--skip-preview"])],
    ["AWS calls by hand", { deploy: () => hand.create(), destroy: () => hand.destroy() }],
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
  { cli, rounds }: { cli: Cli; rounds: number },
): Promise<Map<string, Cycle>> {
  const emulator = await startEmulator(report);
  try {
    const all = await tools({ cli, home: join(folder, "timed"), endpoint: emulator.endpoint });
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
  cli: Cli,
): Promise<Map<string, readonly [string, string]>> {
  let upstream = "";
  const [client, handler] = await Promise.all([startGateway(() => upstream), startGateway(() => upstream)]);
  const emulator = await startEmulator(report, handler.endpoint);
  upstream = emulator.endpoint;
  try {
    const all = await tools({ cli, home: join(folder, "counted"), endpoint: client.endpoint });
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
