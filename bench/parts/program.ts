import module from "node:module";
import { join } from "node:path";
import { packageFolder } from "../../components/lambda/bundle";
import type { Context } from "../context";
import { interleave } from "../interleave";
import { startInstantEngine } from "../local/instantEngine";
import { type ProgramRun, runProgram } from "../local/programRun";
import { output } from "../processes";
import { type Findings, type Measured, type Row, summarize } from "../results";

/** In the order in which the program needs them: each is charged with what those before it have not loaded. */
const imports: readonly [name: string, expression: string][] = [
  ["TypeScript", 'load("typescript")'],
  [
    "Pulumi's copy of ts-node",
    'load(join(dirname(load.resolve("@pulumi/pulumi/package.json")), "vendor/ts-node@7.0.1"))',
  ],
  ["@pulumi/pulumi without TypeScript", 'load("@pulumi/pulumi")'],
  [
    "the resources of @pulumi/aws",
    `[load("@pulumi/aws/cloudformation").Stack, load("@pulumi/aws/cloudwatch").LogGroup, load("@pulumi/aws/cognito").UserPoolClient,
      load("@pulumi/aws/iam").Role, load("@pulumi/aws/iam").RolePolicy, load("@pulumi/aws/lambda").Function]`,
  ],
  [
    "the SDK's client, for its schema",
    '[load("@aws-sdk/client-cognito-identity-provider").CreateUserPoolRequest$, load("@smithy/core/schema").NormalizedSchema]',
  ],
  ["esbuild", 'load("esbuild")'],
];

const importAll = `const { createRequire } = require("node:module");
const { dirname, join } = require("node:path");
const load = createRequire(process.argv[1] + "/index.js");
const times = [];
let start = performance.now();
const note = () => { times.push(performance.now() - start); start = performance.now(); };
${imports.map(([, expression]) => `${expression};\nnote();`).join("\n")}
console.log(JSON.stringify(times));`;

interface Variant {
  readonly isPreview: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** From Node 22.8 on, Node can keep what it has compiled; `NODE_COMPILE_CACHE` names the folder. */
const canCacheCode = "enableCompileCache" in module;

function variantsIn(folder: string): Readonly<Record<string, Variant>> {
  const env = { NODE_COMPILE_CACHE: join(folder, "compiled") };
  return {
    "pulumi preview": { isPreview: true },
    "pulumi up": { isPreview: false },
    ...(canCacheCode && { "pulumi up, NODE_COMPILE_CACHE": { isPreview: false, env } }),
  };
}

async function runVariants({ quick, folder, report }: Context) {
  const rounds = quick ? 2 : 15;
  report(`program: preview and up with an instant engine, ${rounds} times each`);
  let isPreview = true;
  const engine = await startInstantEngine(() => isPreview);
  const runs: Record<string, ProgramRun[]> = {};
  const run = (name: string, variant: Variant) => async () => {
    isPreview = variant.isPreview;
    const result = await runProgram({ engine, project: packageFolder(), folder, ...variant });
    (runs[name] ??= []).push(result);
    return result.ended;
  };
  const cases = Object.entries(variantsIn(folder)).map(
    ([name, variant]) => [name, run(name, variant)] as const,
  );
  const times = await interleave(Object.fromEntries(cases), rounds).finally(() => engine.stop());
  return { runs, times };
}

/** The time of the program itself: its resources are instantly there. */
export async function measureProgram(context: Context): Promise<Findings> {
  const { runs, times } = await runVariants(context);
  const importTimes = await measureImports(context);
  return {
    tables: [
      {
        title: "The program's own work",
        columns: [
          "runtime ready, s",
          "program loaded, s",
          "last registration, s",
          "process ended, s",
          "resources",
        ],
        rows: Object.entries(runs).map(([name, all]) => row(name, all.slice(1))),
        note: "From the start of the process with Pulumi's own runner, against an engine whose resources take no time. `pulumi up` runs the program twice, once as a preview.",
      },
      {
        title: "What the imports cost",
        columns: ["ms"],
        rows: imports.map(([name], index) => ({ name, ours: true, cells: [importTimes[index]] })),
        note: "`require` in a fresh process, in this order.",
      },
    ],
    budgets: Object.entries(times).map(([name, time]) => ({
      what: `the program in \`${name}\``,
      got: time.median,
      limit: 1.5,
      unit: "s",
    })),
  };
}

function row(name: string, runs: readonly ProgramRun[]): Row {
  const times = (["runtime", "loaded", "registered", "ended"] as const).map((moment) =>
    summarize(runs.map((run) => run[moment])),
  );
  return { name, ours: true, cells: [...times, runs[0]?.resources] };
}

async function measureImports({ quick }: Context): Promise<Measured[]> {
  const runs: number[][] = [];
  for (let round = 0; round < (quick ? 3 : 15); round += 1) {
    const printed = await output({ file: process.execPath, args: ["-e", importAll, packageFolder()] });
    const times: unknown = JSON.parse(printed);
    runs.push(Array.isArray(times) ? times.map(Number) : []);
  }
  return imports.map((_, index) => summarize(runs.map((times) => times[index] ?? Number.NaN)));
}
