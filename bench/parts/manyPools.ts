import { join } from "node:path";
import type { Cli } from "../../local/cli/findCli";
import type { Context } from "../context";
import { seconds } from "../interleave";
import { requireCli } from "../local/cli";
import { startEmulator } from "../local/emulator";
import { type ApiCall, startGateway } from "../local/gateway";
import { createPulumiStack } from "../local/pulumiStack";
import { cognitoQuotas, quotaFloor } from "../local/quotas";
import { type Budget, type Findings, poolsName, type Row } from "../results";

const project = join(__dirname, "..", "pools");

/**
 * With a file as its backend the CLI writes the whole state after every step, and the time for that grows with the square of
 * their number. It is the CLI's own, so that what is ours shows only without it. Nobody should deploy so: what is made is
 * unknown to the stack if the CLI ends early.
 */
const environment = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };

/** Resources at a time: enough that Cognito's quota, and not the CLI's default of 4 for each core, sets the pace. */
const parallel = 32;

interface Deployed {
  readonly count: number;
  readonly deploy: number;
  readonly destroy: number;
  /** Calls of Cognito, of the tool and of the handler, while the pools were made. */
  readonly calls: readonly ApiCall[];
}

/** Deployments of many pools with the real CLI, at the pace that Cognito allows. */
export async function measureManyPools(context: Context, counts: readonly number[]): Promise<Findings> {
  const cli = await requireCli();
  const all: Deployed[] = [];
  for (const count of counts) {
    context.report(`growth: deploying ${poolsName(count)} at Cognito's pace`);
    all.push(await deploy(context, { cli, count }));
  }
  return {
    tables: [
      {
        title: "Growth of a deployment, at Cognito's own pace",
        columns: [
          "deploy, s",
          "quota's floor, s",
          "first to last call, s",
          "times the floor",
          "deploy, times the floor",
          "calls",
          "refused",
          "destroy, s",
        ],
        rows: all.map(row),
        note: `Cognito's quotas, such as 15 requests a second to create and update pools; more are answered with TooManyRequestsException. The floor is what the accepted calls take at the quota's pace. Before the first call the program has to run. Once each, to a fresh MiniStack, with the local provider, \`--skip-preview --parallel ${parallel}\`, and the state written once (\`PULUMI_SKIP_CHECKPOINTS\`, which is for measuring only).`,
      },
    ],
    budgets: all.slice(-1).map(paceBudget),
  };
}

async function deploy(
  { folder, report }: Context,
  { cli, count }: { cli: Cli; count: number },
): Promise<Deployed> {
  let upstream = "";
  const quotas = cognitoQuotas();
  const [tool, handler] = await Promise.all([
    startGateway(() => upstream, quotas),
    startGateway(() => upstream, quotas),
  ]);
  const emulator = await startEmulator(report, handler.endpoint);
  upstream = emulator.endpoint;
  try {
    const stack = await createPulumiStack({
      cli,
      project,
      provider: "local",
      home: join(folder, `pools-${count}`),
      endpoint: tool.endpoint,
      environment,
      config: { "custom-user-pool-growth:pools": String(count) },
    });
    const typed = ["--yes", "--skip-preview", "--parallel", String(parallel)];
    const deployTime = await seconds(() => stack.run("up", ...typed));
    const calls = [...tool.takeCalls(), ...handler.takeCalls()].filter(({ operation }) =>
      /UserPool|CustomAttributes/.test(operation),
    );
    const destroy = await seconds(() => stack.run("destroy", ...typed));
    return { count, deploy: deployTime, destroy, calls };
  } finally {
    await emulator.stop();
    await Promise.all([tool.close(), handler.close()]);
  }
}

/** The seconds from the first to the last call of Cognito, and those that its quotas ask for. */
function pace({ calls }: Deployed) {
  const times = calls.map(({ at }) => at / 1000);
  const accepted = calls.filter(({ throttled }) => !throttled).map(({ operation }) => operation);
  return {
    floor: quotaFloor(accepted),
    span: Math.max(...times) - Math.min(...times),
    accepted: accepted.length,
    refused: calls.length - accepted.length,
  };
}

function row(deployed: Deployed): Row {
  const { floor, span, accepted, refused } = pace(deployed);
  const { count, deploy: time, destroy } = deployed;
  return {
    name: poolsName(count),
    ours: true,
    cells: [time, floor, span, span / floor, time / floor, accepted, refused, destroy],
  };
}

function paceBudget(deployed: Deployed): Budget {
  const got = deployed.deploy / pace(deployed).floor;
  return {
    what: `${poolsName(deployed.count)} at Cognito's pace, beside the quota's floor`,
    got,
    limit: 1.3,
    unit: "times",
  };
}
