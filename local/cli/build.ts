import { execFile, spawn } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { CommandError } from "../../commands/support/errors";
import { lastLines } from "../../commands/support/processes";
import { replaceFile } from "./executable";
import { isOlder } from "./findCli";
import { builtVersion, yamlHostVersion } from "./version";

/** The Go that the module asks for (`go` in go.mod). From 1.21 on, Go fetches a newer toolchain by itself. */
export const moduleGo = "1.26.6";
const fetchingGo = "1.21.0";

/** How a build is followed and stopped. */
export interface BuildOptions {
  /** Told what begins. */
  readonly report: (line: string) => void;
  readonly signal?: AbortSignal;
}

/** What one of the Go modules here builds. */
interface Command {
  /** What it is, in messages. */
  readonly name: string;
  /** The folder of its module. */
  readonly folder: string;
  readonly package: string;
  /** Where it keeps its version, and which. */
  readonly version?: { readonly variable: string; readonly value: string };
}

const cli: Command = {
  name: "the Pulumi CLI",
  folder: __dirname,
  package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
  version: { variable: "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version", value: builtVersion },
};

const yamlHost: Command = {
  name: "Pulumi's host for YAML",
  folder: join(__dirname, "yamlHost"),
  package: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
  version: { variable: "github.com/pulumi/pulumi-yaml/pkg/version.Version", value: yamlHostVersion },
};

const goAndPythonHost: Command = {
  name: "a host for Go and Python",
  folder: __dirname,
  package: "./goAndPython",
};

/** Builds the Pulumi CLI of go.mod from the Go module proxy. Nothing stands under `file` until the build has succeeded. */
export async function buildCli(file: string, options: BuildOptions): Promise<void> {
  await build(cli, file, { ...options, effort: "about five minutes, and 3 GB of Go's caches" });
}

/** Builds Pulumi's own host for programs in YAML, as {@link buildCli} does the CLI. */
export async function buildYamlHost(file: string, options: BuildOptions): Promise<void> {
  await build(yamlHost, file, { ...options, effort: "about two minutes at the first time" });
}

/** Builds this project's host for Go and Python, as {@link buildCli} does the CLI. Which of the two it is, its name says. */
export async function buildGoAndPythonHost(file: string, options: BuildOptions): Promise<void> {
  await build(goAndPythonHost, file, { ...options, effort: "half a minute at the first time" });
}

async function build(
  command: Command,
  file: string,
  { report, signal, effort }: BuildOptions & { effort: string },
): Promise<void> {
  await checkGo();
  const { name, version } = command;
  report(`Building ${name}${version ? ` ${version.value}` : ""} with Go. It takes ${effort} ...`);
  const flags = ["-s", "-w", ...(version ? ["-X", `${version.variable}=v${version.value}`] : [])];
  await replaceFile(file, (temporary) =>
    goBuild(command, ["build", "-ldflags", flags.join(" "), "-o", temporary, command.package], signal),
  );
}

async function checkGo(): Promise<void> {
  const { version, toolchain } = await installedGo();
  const enough = toolchain === "" || toolchain === "local" ? moduleGo : fetchingGo;
  if (!isOlder(version, enough)) return;
  throw new CommandError(
    `Go ${moduleGo} or newer is needed to build the Pulumi CLI, got ${version}` +
      `${toolchain === "local" ? " with `GOTOOLCHAIN=local`" : ""}. Update it (https://go.dev/dl), then run \`npm run local:cli\` again.`,
  );
}

async function installedGo(): Promise<{ version: string; toolchain: string }> {
  try {
    // Outside the module: inside it an older Go would already fetch the newer one.
    const { stdout } = await promisify(execFile)("go", ["env", "GOVERSION", "GOTOOLCHAIN"], { cwd: "/" });
    const [version = "", toolchain = ""] = stdout.split("\n");
    return { version: version.replace(/^go/, ""), toolchain };
  } catch (cause) {
    throw new CommandError(
      "Go is needed to build the Pulumi CLI, and there is no `go` on PATH. Install it (https://go.dev/dl), or install " +
        "Pulumi itself (https://www.pulumi.com/docs/install). `npm run local` needs neither.",
      { cause },
    );
  }
}

async function goBuild(
  { name, folder }: Command,
  args: readonly string[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const { code, stderr } = await runGo(folder, args, signal);
  signal?.throwIfAborted();
  if (code === 0) return;
  const why = /dial tcp|no such host|connection refused|i\/o timeout|proxyconnect/.test(stderr)
    ? "The Go module proxy cannot be reached: check the network, and `GOPROXY` (`go env GOPROXY`)."
    : "Go failed.";
  throw new CommandError(`Not built: ${name}. ${why} It said:\n${lastLines(stderr)}`);
}

function runGo(
  folder: string,
  args: readonly string[],
  signal: AbortSignal | undefined,
): Promise<{ code: number | null; stderr: string }> {
  return new Promise((resolve, reject) => {
    // `go` starts compilers: in a process group of their own all of them can be ended together.
    const go = spawn("go", args, { cwd: folder, stdio: ["ignore", "ignore", "pipe"], detached: true });
    const stop = (): void => {
      if (go.pid !== undefined) process.kill(-go.pid, "SIGTERM");
    };
    let stderr = "";
    go.stderr.on("data", (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    signal?.addEventListener("abort", stop, { once: true });
    go.once("error", reject);
    go.once("close", (code) => {
      signal?.removeEventListener("abort", stop);
      resolve({ code, stderr });
    });
  });
}
