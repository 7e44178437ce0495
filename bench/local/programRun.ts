import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ProgramInfo, RunRequest } from "@pulumi/pulumi/proto/language_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { describeError } from "../../commands/support/errors";
import { programProcess } from "../../local/cli/languageHost/program";
import { readProject } from "../../local/engines/project";
import { output } from "../processes";
import type { InstantEngine } from "./instantEngine";

export interface ProgramRunOptions {
  readonly engine: InstantEngine;
  /** The folder of Pulumi.yaml. */
  readonly project: string;
  readonly isPreview: boolean;
  readonly config?: Readonly<Record<string, string>>;
  /** A folder for files. */
  readonly folder: string;
  /** Variables beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Seconds since the start of the program's process. */
export interface ProgramRun {
  /** Pulumi's runtime is there: the root of the stack is registered. */
  readonly runtime: number;
  /** The program is loaded: it registers its first resource. */
  readonly loaded: number;
  /** The last resource is registered. */
  readonly registered: number;
  readonly ended: number;
  readonly resources: number;
  /** MiB. */
  readonly peakMemory: number;
}

/** Loaded before the program: only the process itself can say how much memory it had at most. */
const notePeakMemory = `process.on("exit", () =>
  require("node:fs").writeFileSync(process.env.BENCH_MEMORY_FILE, String(process.resourceUsage().maxRSS / 1024)));`;
const memoryHook = "peakMemory.cjs";

/** Runs the program as `pulumi preview` and `pulumi up` do: in a process of its own, with Pulumi's own runner. */
export async function runProgram(options: ProgramRunOptions): Promise<ProgramRun> {
  const { engine, folder } = options;
  const memoryFile = join(folder, "memory");
  await writeFile(join(folder, memoryHook), notePeakMemory);
  const { args, cwd, env } = programProcess(await runRequest(options), {
    engine: engine.engineAddress,
    env: process.env,
  });
  engine.take();
  const start = performance.now();
  const failure = await output({
    file: process.execPath,
    args,
    cwd,
    env: { ...env, ...options.env, BENCH_MEMORY_FILE: memoryFile },
  }).then(() => undefined, describeError);
  const ended = (performance.now() - start) / 1000;
  const { registrations, errors } = engine.take();
  // The program tells its errors to the engine, and its process may say nothing.
  if (failure !== undefined) throw new Error(`The program failed: ${[...errors, failure].join("\n")}`);
  const moments = registrations.map(({ at }) => (at - start) / 1000);
  const [runtime, loaded] = moments;
  const registered = moments.at(-1);
  if (runtime === undefined || loaded === undefined || registered === undefined)
    throw new Error("The program has registered nothing");
  const peakMemory = Number(await readFile(memoryFile, "utf8"));
  return { runtime, loaded, registered, ended, resources: registrations.length, peakMemory };
}

async function runRequest({
  engine,
  project,
  isPreview,
  folder,
  config = {},
}: ProgramRunOptions): Promise<RunRequest> {
  const { name, defaults, runtimeOptions } = await readProject(project);
  const hook = `--require ${join(folder, memoryHook)}`;
  const nodeargs = [runtimeOptions["nodeargs"], hook].filter(Boolean).join(" ");
  const info = new ProgramInfo()
    .setRootDirectory(project)
    .setProgramDirectory(project)
    .setEntryPoint("index.ts")
    .setOptions(Struct.fromJavaScript({ ...runtimeOptions, nodeargs }));
  const request = new RunRequest()
    .setInfo(info)
    .setPwd(project)
    .setProject(name)
    .setStack("bench")
    .setOrganization("organization")
    .setMonitorAddress(engine.monitorAddress)
    .setDryrun(isPreview);
  for (const [key, value] of Object.entries({ ...defaults, ...config }))
    request.getConfigMap().set(`${name}:${key}`, value);
  return request;
}
