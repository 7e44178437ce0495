import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { temporaryFolder } from "./folders";

/** Where a block is run. */
export interface Place {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Runs a block of commands as `bash -e` does, each line shown before what it says. A line with a comment `exits with N while …` has to
 * end with N, every other one with 0.
 *
 * @returns all that the commands said
 * @throws Error with it, where a line ends otherwise
 */
export async function runShellBlock(block: string, { folder, env }: Place): Promise<string> {
  const script = join(temporaryFolder(), "block.sh");
  writeFileSync(script, block.replaceAll(/^(.*)# exits with (\d+) while .*$/gm, expectCode));
  const child = spawn("bash", ["-c", 'exec bash -ev "$0" 2>&1', script], {
    cwd: folder,
    env,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [said, code] = await Promise.all([text(child.stdout), ended]);
  if (code === 0) return said;
  throw new Error(
    `A command of this block ended with ${code}:\n\n${block}\nIt was the last one that is shown here:\n\n${said}`,
  );
}

function expectCode(_line: string, command: string, code: string): string {
  return `if ${command}; then echo "It ended with 0."; exit 1; else test $? = ${code}; fi`;
}
