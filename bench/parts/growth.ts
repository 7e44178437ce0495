import { join } from "node:path";
import type { Context } from "../context";
import { interleave } from "../interleave";
import { startInstantEngine } from "../local/instantEngine";
import { type ProgramRun, runProgram } from "../local/programRun";
import { type Findings, poolsName, type Row, summarize, type Table } from "../results";
import { measureManyPools } from "./manyPools";

const poolsProject = join(__dirname, "..", "pools");

/** What 1, 10 and 100 pools in one program cost. */
export async function measureGrowth(context: Context): Promise<Findings> {
  const counts = context.quick ? [1, 5] : [1, 10, 100];
  const program = await measurePrograms(context, counts);
  const { tables, budgets } = await measureManyPools(context, counts);
  return { tables: [program, ...tables], budgets };
}

/** Time and memory of the program alone, as in `pulumi up`. */
async function measurePrograms(context: Context, counts: readonly number[]): Promise<Table> {
  const rounds = context.cycles;
  context.report(`growth: the program with ${counts.join(", ")} pools, ${rounds} times each`);
  const engine = await startInstantEngine();
  const runs = new Map(counts.map((count) => [count, [] as ProgramRun[]]));
  const cases = counts.map((count) => {
    const options = { project: poolsProject, folder: context.folder };
    const run = async () => {
      const result = await runProgram({ engine, ...options, config: { pools: String(count) } });
      runs.get(count)?.push(result);
      return result.ended;
    };
    return [`${count} pools`, run] as const;
  });
  await interleave(Object.fromEntries(cases), rounds).finally(() => engine.stop());
  return {
    title: "Growth of the program",
    columns: [
      "s",
      "of them before its first line, s",
      "s for each further pool",
      "peak memory, MiB",
      "MiB for each further pool",
      "resources",
    ],
    rows: programRows([...runs].map(([count, all]) => ({ count, runs: all.slice(1) }))),
    note: "Against an engine whose resources take no time. Further pools are those that the row before does not have.",
  };
}

interface CountedRuns {
  readonly count: number;
  readonly runs: readonly ProgramRun[];
}

function programRows(all: readonly CountedRuns[]): Row[] {
  return all.map(({ count, runs }, index) => {
    const before = all[index - 1];
    const [time, memory] = (["ended", "peakMemory"] as const).map((key) => {
      const measured = summarize(runs.map((run) => run[key]));
      const earlier = before && summarize(before.runs.map((run) => run[key]));
      const further = earlier && (measured.median - earlier.median) / (count - (before?.count ?? 0));
      return [measured, further] as const;
    });
    return {
      name: poolsName(count),
      ours: true,
      cells: [
        time?.[0],
        summarize(runs.map((run) => run.runtime)),
        time?.[1],
        ...(memory ?? []),
        runs[0]?.resources,
      ],
    };
  });
}
