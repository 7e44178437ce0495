import { packageFolder } from "../../components/bundle";
import type { Context } from "../context";
import { interleave } from "../interleave";
import { type InstantEngine, startInstantEngine } from "../local/instantEngine";
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

/** The time of the program itself: its resources are instantly there. */
export async function measureProgram(context: Context): Promise<Findings> {
  const rounds = context.quick ? 2 : 15;
  context.report(`program: preview and up with an instant engine, ${rounds} times each`);
  let isPreview = true;
  const engine = await startInstantEngine(() => isPreview);
  const runs = { preview: [] as ProgramRun[], up: [] as ProgramRun[] };
  const run = (name: keyof typeof runs) => async () => {
    isPreview = name === "preview";
    const result = await exampleRun(engine, { isPreview, folder: context.folder });
    runs[name].push(result);
    return result.ended;
  };
  const times = await interleave({ preview: run("preview"), up: run("up") }, rounds).finally(() =>
    engine.stop(),
  );
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
    budgets: (["preview", "up"] as const).map((name) => ({
      what: `the program in \`pulumi ${name}\``,
      got: times[name]?.median ?? Number.NaN,
      limit: 1.5,
      unit: "s",
    })),
  };
}

function exampleRun(engine: InstantEngine, { isPreview, folder }: { isPreview: boolean; folder: string }) {
  return runProgram({ engine, project: packageFolder(), isPreview, folder });
}

function row(name: string, runs: readonly ProgramRun[]): Row {
  const times = (["runtime", "loaded", "registered", "ended"] as const).map((moment) =>
    summarize(runs.map((run) => run[moment])),
  );
  return { name: `pulumi ${name}`, ours: true, cells: [...times, runs[0]?.resources] };
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
