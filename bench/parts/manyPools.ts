import { join } from "node:path";
import type { Cli } from "../../local/cli/findCli";
import type { Context } from "../context";
import { seconds } from "../interleave";
import { requireCli } from "../local/cli";
import { startEmulator } from "../local/emulator";
import { type ApiCall, startGateway } from "../local/gateway";
import { createPulumiStack } from "../local/pulumiStack";
import { cognitoQuotas, quotaFloor } from "../local/quotas";
import type { Budget, Findings, Row } from "../results";

const project = join(__dirname, "..", "pools");

/**
 * With a file as its backend the CLI writes the whole state after every step, and the time for that grows with the square of
 * their number. It is the CLI's own, so that what is ours shows only without it. Nobody should deploy so: what is made is
 * unknown to the stack if the CLI ends early.
 */
const writeStateOnce = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };

/** Resources at a time: enough that Cognito's quota, and not the CLI's default of 4 for each core, sets the pace. */
const parallel = 32;

interface Deployed {
  readonly count: number;
  readonly writesStateOnce: boolean;
  readonly deploy: number;
  readonly destroy: number;
  /** Calls of the tool and of the handler while the pools were made. */
  readonly calls: readonly ApiCall[];
  readonly handlerCalls: readonly ApiCall[];
  /** MiB of the emulator and its Lambdas. */
  readonly memory: number;
}

/** Deployments of many pools with the real CLI, as fast as the emulator can and at the pace that Cognito allows. */
export async function measureManyPools(context: Context, counts: readonly number[]): Promise<Findings> {
  const cli = await requireCli();
  const free: Deployed[] = [];
  const throttled: Deployed[] = [];
  for (const count of counts) {
    context.report(`growth: deploying ${count} pools, then again at Cognito's pace`);
    free.push(await deploy(context, { cli, count }));
    throttled.push(await deploy(context, { cli, count, writesStateOnce: true, isThrottled: true }));
  }
  free.push(await deploy(context, { cli, count: Math.max(...counts), writesStateOnce: true }));
  return {
    tables: [
      {
        title: "Growth of a deployment",
        columns: [
          "deploy, s",
          "s per pool",
          "destroy, s",
          "API calls per pool",
          "of them the handler's",
          "emulator and Lambdas, MiB",
        ],
        rows: free.map(freeRow),
        note: "`pulumi up --yes --skip-preview` with the local provider to a fresh MiniStack, once. Calls per pool are those beyond the shared handler's, of both the tool and the handler. With a file as its backend the CLI writes the whole state after every step, which grows with the square of their number; the last row is without that (`PULUMI_SKIP_CHECKPOINTS`, which is for measuring only).",
      },
      {
        title: "At Cognito's own pace",
        columns: [
          "deploy, s",
          "quota's floor, s",
          "first to last call, s",
          "times the floor",
          "deploy, times the floor",
          "calls",
          "refused",
        ],
        rows: throttled.map(throttledRow),
        note: `Cognito's quotas, such as 15 requests a second to create and update pools; more are answered with TooManyRequestsException. The floor is what the accepted calls take at the quota's pace. Before the first call the program has to run. With the local provider, \`--parallel ${parallel}\`, and the state written once.`,
      },
    ],
    budgets: throttled.slice(-1).map(paceBudget),
  };
}

interface DeployOptions {
  readonly cli: Cli;
  readonly count: number;
  readonly isThrottled?: boolean;
  readonly writesStateOnce?: boolean;
}

async function deploy(
  { folder, report }: Context,
  { cli, count, isThrottled = false, writesStateOnce = false }: DeployOptions,
): Promise<Deployed> {
  let upstream = "";
  const quotas = isThrottled ? cognitoQuotas() : undefined;
  const [tool, handler] = await Promise.all([
    startGateway(() => upstream, quotas),
    startGateway(() => upstream, quotas),
  ]);
  const emulator = await startEmulator(report, handler.endpoint);
  upstream = emulator.endpoint;
  try {
    const home = join(folder, `pools-${count}-${isThrottled}-${writesStateOnce}`);
    const environment = writesStateOnce ? writeStateOnce : {};
    const provider = "local" as const;
    const options = { cli, project, provider, home, endpoint: tool.endpoint, environment };
    const typed = ["--yes", "--skip-preview"];
    const atOnce = isThrottled ? ["--parallel", String(parallel)] : [];
    const stack = await createPulumiStack({
      ...options,
      config: { "custom-user-pool-growth:pools": String(count) },
    });
    const deployTime = await seconds(() => stack.run("up", ...typed, ...atOnce));
    const memory = await emulator.memory();
    const [calls, handlerCalls] = [tool.takeCalls(), handler.takeCalls()];
    const destroy = await seconds(() => stack.run("destroy", ...typed));
    return { count, writesStateOnce, deploy: deployTime, destroy, calls, handlerCalls, memory };
  } finally {
    await emulator.stop();
    await Promise.all([tool.close(), handler.close()]);
  }
}

/** Calls that are made once, for the handler that all pools share: its log group, role, policy and function. */
const sharedCalls = 9;

function freeRow(deployed: Deployed): Row {
  const { count, writesStateOnce, deploy: time, destroy, calls, handlerCalls, memory } = deployed;
  const perPool = (calls.length + handlerCalls.length - sharedCalls) / count;
  return {
    name: `${poolsOf(count)}${writesStateOnce ? ", state written once" : ""}`,
    ours: true,
    cells: [time, time / count, destroy, perPool, handlerCalls.length / count, memory],
  };
}

/** The seconds from the first to the last call of Cognito, and those that its quotas ask for. */
function pace({ calls, handlerCalls }: Deployed) {
  const cognito = [...calls, ...handlerCalls].filter(({ operation }) =>
    /UserPool|CustomAttributes/.test(operation),
  );
  const times = cognito.map(({ at }) => at / 1000);
  const accepted = cognito.filter(({ throttled }) => !throttled).map(({ operation }) => operation);
  return {
    floor: quotaFloor(accepted),
    span: Math.max(...times) - Math.min(...times),
    accepted: accepted.length,
    refused: cognito.length - accepted.length,
  };
}

function throttledRow(deployed: Deployed): Row {
  const { floor, span, accepted, refused } = pace(deployed);
  return {
    name: poolsOf(deployed.count),
    ours: true,
    cells: [deployed.deploy, floor, span, span / floor, deployed.deploy / floor, accepted, refused],
  };
}

function poolsOf(count: number): string {
  return count === 1 ? "1 pool" : `${count} pools`;
}

function paceBudget(deployed: Deployed): Budget {
  const got = deployed.deploy / pace(deployed).floor;
  return {
    what: `${deployed.count} pools at Cognito's pace, beside the quota's floor`,
    got,
    limit: 1.3,
    unit: "times",
  };
}
