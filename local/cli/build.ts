import { execFile, spawn } from "node:child_process";
import { promisify } from "node:util";
import { CommandError } from "../../commands/support/errors";
import { lastLines } from "../../commands/support/processes";
import { replaceFile } from "./executable";
import { isOlder } from "./findCli";
import { builtVersion } from "./version";

/** The Go that the module asks for (`go` in go.mod). From 1.21 on, Go fetches a newer toolchain by itself. */
export const moduleGo = "1.26.6";
const fetchingGo = "1.21.0";

const mainPackage = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";

/** How a build is followed and stopped. */
export interface BuildOptions {
  /** Told what begins. */
  readonly report: (line: string) => void;
  readonly signal?: AbortSignal;
}

/** Builds the Pulumi CLI of go.mod from the Go module proxy. Nothing stands under `file` until the build has succeeded. */
export async function buildCli(file: string, { report, signal }: BuildOptions): Promise<void> {
  await checkGo();
  report(`Building Pulumi ${builtVersion} with Go. It takes about five minutes, and 3 GB of Go's caches ...`);
  const version = `github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${builtVersion}`;
  await replaceFile(file, (temporary) =>
    goBuild(["build", "-ldflags", `-s -w -X ${version}`, "-o", temporary, mainPackage], signal),
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

async function goBuild(args: string[], signal?: AbortSignal): Promise<void> {
  const { code, stderr } = await runGo(args, signal);
  signal?.throwIfAborted();
  if (code === 0) return;
  const why = /dial tcp|no such host|connection refused|i\/o timeout|proxyconnect/.test(stderr)
    ? "The Go module proxy cannot be reached: check the network, and `GOPROXY` (`go env GOPROXY`)."
    : "Go failed.";
  throw new CommandError(`The Pulumi CLI was not built. ${why} It said:\n${lastLines(stderr)}`);
}

function runGo(args: string[], signal?: AbortSignal): Promise<{ code: number | null; stderr: string }> {
  return new Promise((resolve, reject) => {
    // `go` starts compilers: in a process group of their own all of them can be ended together.
    const go = spawn("go", args, { cwd: __dirname, stdio: ["ignore", "ignore", "pipe"], detached: true });
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
