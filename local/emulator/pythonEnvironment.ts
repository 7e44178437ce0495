import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { CommandError, describeError, isNamed, unwritable } from "../../commands/support/errors";
import { run } from "../../commands/support/processes";

const ROOT = dirname(dirname(__dirname));
/** What MiniStack 1.5.33 asks for (`Requires-Python`). */
const CHECK_VERSION = "import sys; sys.exit(0 if sys.version_info >= (3, 10) else 3)";

interface InstallOptions {
  signal?: AbortSignal;
  /** Where the virtual environment is. */
  folder?: string;
}

/** Programs of PyPI that run in a virtual environment of their own. */
export interface PythonTools {
  /** Their name, in messages. */
  readonly name: string;
  /** What Python is needed for, in messages. */
  readonly purpose: string;
  /** What one can do instead of installing Python, in messages. */
  readonly alternative?: string;
  /** The file with their pinned requirements, from the project's folder. */
  readonly requirements: string;
  /** The virtual environment, from the project's folder. */
  readonly folder: string;
}

const miniStack: PythonTools = {
  name: "MiniStack",
  purpose: "to run MiniStack, the local AWS",
  alternative: "set AWS_ENDPOINT_URL to an emulator that runs already",
  requirements: "local/emulator/requirements.txt",
  folder: ".local/venv",
};

/** The Python that has MiniStack. */
export function pythonWithMiniStack(
  report: (line: string) => void,
  options: InstallOptions = {},
): Promise<string> {
  return pythonWith(miniStack, report, options);
}

/**
 * The Python that has these tools: a virtual environment, made on first use and again when the requirements change.
 *
 * @param report is told that the installation has begun, which takes some seconds.
 * @returns the path of its interpreter.
 */
export async function pythonWith(
  tools: PythonTools,
  report: (line: string) => void,
  { signal, folder = join(ROOT, tools.folder) }: InstallOptions = {},
): Promise<string> {
  const wanted = createHash("sha256")
    .update(await readFile(join(ROOT, tools.requirements)))
    .digest("hex");
  const python = join(folder, "bin", "python");
  // existsSync follows links: a virtual environment whose Python was removed from the system counts as absent.
  const installed = async () => existsSync(python) && (await installedRequirements(folder)) === wanted;
  if (await installed()) return python;
  await requirePython(tools, signal);
  report(`installing ${tools.name} from PyPI into ${tools.folder}, once`);
  const building = await placeToBuild(tools, folder);
  try {
    await install(tools, building, signal);
    await writeFile(join(building, "requirements.sha256"), wanted);
    await rename(building, folder);
  } catch (error) {
    if (isNamed(error, "ENOTEMPTY", "EEXIST") && (await installed())) return python;
    throw error;
  } finally {
    await rm(building, { recursive: true, force: true });
  }
  return python;
}

/**
 * Built aside and moved into place, so that an installation that breaks off, or two at a time, never leave a half-made one. The
 * interpreter finds its packages by its own place, so the move does it no harm.
 */
async function placeToBuild({ name, alternative }: PythonTools, folder: string): Promise<string> {
  try {
    // Removed before and never after: by then another process may have put its own in place, and run a MiniStack from it.
    await rm(folder, { recursive: true, force: true });
    await mkdir(dirname(folder), { recursive: true });
    const building = await mkdtemp(`${folder}-`);
    // A temporary folder is its owner's alone; a checkout may be there for others to read.
    await chmod(building, 0o777 & ~process.umask());
    return building;
  } catch (error) {
    throw unwritable(
      error,
      dirname(folder),
      `${name} is installed there on first use. Make it writable${alternative === undefined ? "" : `, or ${alternative}`}`,
    );
  }
}

async function installedRequirements(folder: string): Promise<string | undefined> {
  try {
    return await readFile(join(folder, "requirements.sha256"), "utf8");
  } catch {
    return undefined;
  }
}

async function requirePython({ purpose, alternative }: PythonTools, signal?: AbortSignal): Promise<void> {
  try {
    await run("python3", ["-c", CHECK_VERSION], { signal });
  } catch (error) {
    signal?.throwIfAborted();
    const found = isNamed(error, "ENOENT")
      ? "there is none on PATH"
      : "the one on PATH is older, or does not run";
    throw new CommandError(
      `\`python3\` 3.10 or later is needed ${purpose}: ${found}. ` +
        "Install it (Debian, Ubuntu: apt install python3 python3-venv; macOS: brew install python3)" +
        `${alternative === undefined ? "" : `, or ${alternative}`}.`,
      { cause: error },
    );
  }
}

async function install(
  { name, requirements }: PythonTools,
  folder: string,
  signal?: AbortSignal,
): Promise<void> {
  try {
    await run("python3", ["-m", "venv", folder], { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw new CommandError(
      "`python3 -m venv` failed. On Debian and Ubuntu the module is a package of its own: apt install python3-venv. " +
        `It said: ${describeError(error)}`,
    );
  }
  try {
    const pip = [
      "-m",
      "pip",
      "install",
      "--quiet",
      "--disable-pip-version-check",
      "-r",
      join(ROOT, requirements),
    ];
    await run(join(folder, "bin", "python"), pip, { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw new CommandError(
      `\`pip install -r ${requirements}\` failed: ${name} comes from PyPI (or the index that pip is configured with), ` +
        `which must be reachable once. It said: ${describeError(error)}`,
    );
  }
}
