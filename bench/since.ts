import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { describeError } from "../commands/support/errors";
import { interleave } from "./interleave";
import { startInstantEngine } from "./local/instantEngine";
import { type ProgramRun, runProgram } from "./local/programRun";
import { middle, summarize } from "./results";

const run = promisify(execFile);
const root = resolve(__dirname, "..");

const help = `npm run bench:since -- COMMIT [ROUNDS]

Runs the program of bench/pools as it was at COMMIT and as it is now, in turn, with 1 and with 100 pools, against an engine
whose resources take no time, and prints what each further pool costs of the processor's time. Both run with the packages that are installed now.
`;

const counts = [1, 100];

/** `npm run bench:since` */
async function main([commit, rounds = "5"]: readonly string[]): Promise<void> {
  if (commit === undefined || commit.startsWith("-")) return console.log(help);
  const folder = await mkdtemp(join(tmpdir(), "custom-user-pool-since-"));
  try {
    const former = await checkOut(commit, join(folder, "former"));
    const [before, now] = await measure({ folder, roots: [former, root], rounds: Number(rounds) });
    if (before === undefined || now === undefined) return;
    tell(commit, before);
    tell("now", now);
    console.log(
      `Each further pool takes ${((now.perPool / before.perPool) * 100).toFixed(0)} % of the time.`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The repository at a commit, with the packages of this one. */
async function checkOut(commit: string, folder: string): Promise<string> {
  await mkdir(folder);
  const archive = `${folder}.tar`;
  await run("git", ["archive", "--output", archive, commit], { cwd: root });
  await run("tar", ["-xf", archive, "-C", folder]);
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  return folder;
}

interface Plan {
  readonly folder: string;
  readonly roots: readonly string[];
  readonly rounds: number;
}

interface Growth {
  /** Seconds of the processor's time and MiB, in the order of the counts. */
  readonly seconds: readonly number[];
  readonly memory: readonly number[];
  /** Seconds for each further pool. */
  readonly perPool: number;
}

async function measure({ folder, roots, rounds }: Plan): Promise<Growth[]> {
  const engine = await startInstantEngine();
  const plan = roots.flatMap((place) => counts.map((count) => ({ place, count, runs: [] as ProgramRun[] })));
  const cases = plan.map(({ place, count, runs }) => {
    const config = { pools: String(count) };
    const options = { engine, project: join(place, "bench/pools"), folder, config };
    const work = async () => {
      const made = await runProgram(options);
      runs.push(made);
      return made.cpu;
    };
    return [`${place} ${count}`, work] as const;
  });
  await interleave(Object.fromEntries(cases), rounds).finally(() => engine.stop());
  return roots.map((place) =>
    growth(plan.filter((one) => one.place === place).map(({ runs }) => runs.slice(1))),
  );
}

function growth(all: readonly (readonly ProgramRun[])[]): Growth {
  const medians = (key: "cpu" | "peakMemory") =>
    all.map((runs) => middle(summarize(runs.map((one) => one[key]))) ?? Number.NaN);
  const [seconds, memory] = [medians("cpu"), medians("peakMemory")];
  const [first, last] = [seconds.at(0) ?? Number.NaN, seconds.at(-1) ?? Number.NaN];
  return { seconds, memory, perPool: (last - first) / ((counts.at(-1) ?? 0) - (counts.at(0) ?? 0)) };
}

function tell(name: string, { seconds, memory, perPool }: Growth): void {
  const each = counts.map(
    (count, index) => `${count}: ${seconds[index]?.toFixed(2)} s, ${memory[index]?.toFixed(0)} MiB`,
  );
  console.log(`${name}: pools ${each.join("; ")}; each further pool ${(perPool * 1000).toFixed(0)} ms`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(describeError(error));
  process.exitCode = 1;
});
