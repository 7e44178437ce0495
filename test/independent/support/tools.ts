import { spawnSync } from "node:child_process";
import { pythonWith } from "../../../local/emulator/pythonEnvironment";

/** The Python with the tools that test/independent/requirements.txt names. They are installed on first use. */
export function independentPython(): Promise<string> {
  const tools = {
    name: "cfn-lint, parliament, moto and codespell",
    purpose: "for the independent checks",
    requirements: "test/independent/requirements.txt",
    folder: ".local/venv-independent",
  };
  return pythonWith(tools, () => undefined);
}

// Not by the scripts in `bin`: these name the folder in which the environment was built.
const entries = {
  cfnLint: ["-c", "import sys; from cfnlint.runner import main; sys.exit(main())"],
  parliament: ["-m", "parliament.cli"],
  codespell: ["-m", "codespell_lib"],
};

/** Runs a tool to its end, and returns what it wrote on standard output. Finding something is no failure. */
export async function runTool(tool: keyof typeof entries, args: readonly string[]): Promise<string> {
  const python = await independentPython();
  const { stdout, stderr, error } = spawnSync(python, [...entries[tool], ...args], { encoding: "utf8" });
  if (error) throw error;
  if (stderr !== "") throw new Error(`${tool} failed:\n${stderr}`);
  return stdout;
}
