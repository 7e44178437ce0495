import { type ChildProcess, spawn } from "node:child_process";
import {
  type ServerWritableStream,
  type sendUnaryData,
  status,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import type { ILanguageRuntimeServer } from "@pulumi/pulumi/proto/language_grpc_pb";
import {
  AboutResponse,
  GetRequiredPackagesResponse,
  type InstallDependenciesRequest,
  InstallDependenciesResponse,
  LanguageHandshakeResponse,
  type RunPluginRequest,
  RunPluginResponse,
  type RunRequest,
  RunResponse,
  RuntimeOptionsResponse,
} from "@pulumi/pulumi/proto/language_pb";
import { PackageDependency, PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { describeError } from "../../../commands/support/errors";
import type { Variables } from "../cache";
import { builtVersion } from "../version";
import { type HostContext, pluginProcess, programProcess } from "./program";
import { requiredPackages } from "./requiredPackages";
import { generatePackage, linkPackages } from "./sdk";

/** The exit code with which the runner says that the user has already seen the error (cmd/run/index.js). */
const alreadyReported = 32;

/** What a language host must do to run programs. gRPC answers "unimplemented" for every other method. */
type LanguageHost = Pick<
  ILanguageRuntimeServer,
  | "handshake"
  | "getPluginInfo"
  | "getRequiredPackages"
  | "run"
  | "runPlugin"
  | "installDependencies"
  | "cancel"
  | "about"
  | "runtimeOptionsPrompts"
  | "generatePackage"
  | "link"
>;

/** A language host, and the way to end the programs that it runs. */
export interface RunningHost {
  readonly methods: LanguageHost & UntypedServiceImplementation;
  readonly stop: () => void;
}

/** Makes the language host that talks to the engine at this address. */
export function createLanguageHost(engine: string, env: Variables): RunningHost {
  const programs = new Set<ChildProcess>();
  const stop = (): void => {
    for (const program of programs) program.kill("SIGTERM");
  };
  const methods: LanguageHost = {
    handshake: (_call, answer) => answer(null, new LanguageHandshakeResponse()),
    getPluginInfo: (_call, answer) => answer(null, new PluginInfo().setVersion(builtVersion)),
    getRequiredPackages: (call, answer) =>
      answer(null, packages(call.request.getInfo()?.getProgramDirectory() ?? process.cwd())),
    run: (call, answer) => {
      answerWith(answer, runProgram(call.request, { engine, env }, programs));
    },
    runPlugin: (call) => runPlugin(call, { engine, env }, programs),
    installDependencies: (call) => installDependencies(call, programs),
    cancel: (_call, answer) => {
      stop();
      answer(null, new Empty());
    },
    about: (_call, answer) =>
      answer(null, new AboutResponse().setExecutable(process.execPath).setVersion(process.version)),
    runtimeOptionsPrompts: (_call, answer) => answer(null, new RuntimeOptionsResponse()),
    generatePackage: (call, answer) => answerWith(answer, generatePackage(call.request)),
    link: (call, answer) =>
      answerWith(
        answer,
        Promise.resolve(call.request).then((request) => linkPackages(request)),
      ),
  };
  return { methods, stop };
}

function answerWith<Response>(answer: sendUnaryData<Response>, response: Promise<Response>): void {
  response.then(
    (made) => answer(null, made),
    (error: unknown) => answer({ code: status.FAILED_PRECONDITION, details: describeError(error) }),
  );
}

async function runProgram(
  request: RunRequest,
  context: HostContext,
  programs: Set<ChildProcess>,
): Promise<RunResponse> {
  const { args, cwd, env } = programProcess(request, context);
  // The runner shares the host's stdout and stderr: the CLI reads both and shows them as the stack's output.
  const program = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", "inherit", "inherit"] });
  programs.add(program);
  try {
    return await new Promise<RunResponse>((resolve, reject) => {
      program.once("error", reject);
      program.once("close", (code, signal) => resolve(outcome(code, signal)));
    });
  } finally {
    programs.delete(program);
  }
}

/** The plugin's output is the engine's to read: on it stands the port that the plugin listens on. */
function runPlugin(
  call: ServerWritableStream<RunPluginRequest, RunPluginResponse>,
  context: HostContext,
  programs: Set<ChildProcess>,
): void {
  const fail = failing(call);
  try {
    const { args, cwd, env } = pluginProcess(call.request, context);
    const plugin = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    programs.add(plugin);
    plugin.stdout.on("data", (text: Buffer) => call.write(new RunPluginResponse().setStdout(text)));
    plugin.stderr.on("data", (text: Buffer) => call.write(new RunPluginResponse().setStderr(text)));
    plugin.once("error", fail);
    plugin.once("close", (code) => {
      programs.delete(plugin);
      call.write(new RunPluginResponse().setExitcode(code ?? 1));
      call.end();
    });
    call.once("cancelled", () => plugin.kill("SIGTERM"));
  } catch (error: unknown) {
    fail(error);
  }
}

/** Ends a call with an error. A destroyed call would send none, and the engine would wait for ever. */
function failing(call: { emit(event: "error", error: object): boolean }): (error: unknown) => void {
  return (error) =>
    void call.emit("error", { code: status.FAILED_PRECONDITION, details: describeError(error) });
}

/** Installs what a program or a plugin needs, as `pulumi install`, `pulumi plugin install` and `pulumi new` ask for. */
function installDependencies(
  call: ServerWritableStream<InstallDependenciesRequest, InstallDependenciesResponse>,
  programs: Set<ChildProcess>,
): void {
  const args = ["install", "--no-audit", "--no-fund", ...(call.request.getIsPlugin() ? ["--omit=dev"] : [])];
  const npm = spawn("npm", args, { cwd: call.request.getDirectory(), stdio: ["ignore", "pipe", "pipe"] });
  programs.add(npm);
  const fail = failing(call);
  npm.stdout.on("data", (text: Buffer) => call.write(new InstallDependenciesResponse().setStdout(text)));
  npm.stderr.on("data", (text: Buffer) => call.write(new InstallDependenciesResponse().setStderr(text)));
  npm.once("error", fail);
  npm.once("close", (code) => {
    programs.delete(npm);
    if (code === 0) call.end();
    else fail(new Error(`\`npm ${args.join(" ")}\` ended with ${code}`));
  });
}

/** What the engine is told of a program that has ended. */
export function outcome(code: number | null, signal: NodeJS.Signals | null): RunResponse {
  const response = new RunResponse();
  if (code === 0) return response;
  // A program is interrupted only when the engine is being cancelled: there is nothing to add.
  const interrupted = signal === "SIGTERM" || signal === "SIGINT";
  if (code === alreadyReported || interrupted) return response.setBail(true);
  return response.setError(
    signal === null ? `Program exited with non-zero exit code: ${code}` : `Program was ended by ${signal}`,
  );
}

function packages(folder: string): GetRequiredPackagesResponse {
  const list = requiredPackages(folder).map(({ name, version, server }) =>
    new PackageDependency().setKind("resource").setName(name).setVersion(version).setServer(server),
  );
  return new GetRequiredPackagesResponse().setPackagesList(list);
}
