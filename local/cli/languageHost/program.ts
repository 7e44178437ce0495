import { createRequire } from "node:module";
import { join } from "node:path";
import type { RunPluginRequest, RunRequest } from "@pulumi/pulumi/proto/language_pb";
import type { Variables } from "../cache";

/** How to start the process that runs a program. */
export interface ProgramProcess {
  readonly args: string[];
  readonly cwd: string;
  readonly env: Variables;
}

/** What the language host itself was given: the engine's address, and its environment. */
export interface HostContext {
  readonly engine: string;
  readonly env: Variables;
}

/** The process for a request of the engine: @pulumi/pulumi's own runner, out of the program's node_modules. */
export function programProcess(request: RunRequest, host: HostContext): ProgramProcess {
  const info = request.getInfo();
  const cwd = info?.getProgramDirectory() || request.getPwd();
  const options = info?.getOptions()?.toJavaScript() ?? {};
  const entryPoint = info?.getEntryPoint() || request.getProgram() || ".";
  return {
    args: [
      ...words(options["nodeargs"]),
      runnerFor(cwd, "run"),
      ...runnerFlags(request, host.engine),
      entryPoint,
      ...request.getArgsList(),
    ],
    cwd,
    env: { ...host.env, ...configuration(request), ...typeScript(options) },
  };
}

/** The process of a plugin that is written for Node: a policy pack, which the engine calls an analyzer, or a provider. */
export function pluginProcess(request: RunPluginRequest, host: HostContext): ProgramProcess {
  const info = request.getInfo();
  const folder = info?.getProgramDirectory() || request.getPwd();
  const options = info?.getOptions()?.toJavaScript() ?? {};
  const isPolicyPack = request.getKind() === "analyzer";
  const runner = runnerFor(folder, isPolicyPack ? "run-policy-pack" : "run-plugin");
  const given = request.getArgsList();
  return {
    // The runner of policy packs takes the engine's address first, that of providers the plugin.
    args: [
      ...words(options["nodeargs"]),
      runner,
      ...(isPolicyPack ? [...given, folder] : [folder, ...given]),
    ],
    // A policy pack reads its package.json from there.
    cwd: isPolicyPack ? folder : request.getPwd() || folder,
    env: { ...host.env, ...variables(request.getEnvList()), ...typeScript(options) },
  };
}

/** `NAME=value` each. */
function variables(list: readonly string[]): Variables {
  return Object.fromEntries(
    list.map((entry) => [entry.slice(0, entry.indexOf("=")), entry.slice(entry.indexOf("=") + 1)]),
  );
}

/** Finds the program's own runner, so that its @pulumi/pulumi and no other talks to the engine. */
function runnerFor(folder: string, command: "run" | "run-plugin" | "run-policy-pack"): string {
  try {
    return createRequire(join(folder, "package.json")).resolve(`@pulumi/pulumi/cmd/${command}`);
  } catch (cause) {
    throw new Error(`\`@pulumi/pulumi\` is not installed in \`${folder}\`: run \`npm ci\` there`, { cause });
  }
}

function runnerFlags(request: RunRequest, engine: string): string[] {
  const flags = {
    monitor: request.getMonitorAddress(),
    engine,
    organization: request.getOrganization(),
    project: request.getProject(),
    "root-directory": request.getInfo()?.getRootDirectory() ?? "",
    stack: request.getStack(),
    pwd: request.getPwd(),
    parallel: request.getParallel() === 0 ? "" : String(request.getParallel()),
  };
  const given = Object.entries(flags).filter(([, value]) => value !== "");
  return [
    ...given.flatMap(([name, value]) => [`--${name}`, value]),
    ...(request.getDryrun() ? ["--dry-run"] : []),
  ];
}

/** The runner reads the stack's configuration from its environment: secrets never stand in a command line. */
function configuration(request: RunRequest): Variables {
  return {
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toArray())),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
  };
}

/** `runtime.options` of Pulumi.yaml: TypeScript is on unless it is switched off. */
function typeScript(options: Record<string, unknown>): Variables {
  const { typescript = true, tsconfig } = options;
  return {
    ...(typescript === false ? {} : { PULUMI_NODEJS_TYPESCRIPT: "true" }),
    ...(typeof tsconfig === "string" ? { PULUMI_NODEJS_TSCONFIG_PATH: tsconfig } : {}),
  };
}

function words(value: unknown): string[] {
  return typeof value === "string" ? value.split(/\s+/).filter((word) => word !== "") : [];
}
