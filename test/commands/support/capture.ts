import { PassThrough } from "node:stream";
import type { Command } from "../../../commands/support/command";

/** Runs a command in this process. @returns its exit code, and what it has written. */
export async function runCommand(
  command: Command,
  args: readonly string[],
  signal = new AbortController().signal,
) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const streams = { stdout, stderr } as unknown as { stdout: NodeJS.WriteStream; stderr: NodeJS.WriteStream };
  const code = await command.run(args, { signal, streams });
  const written = (stream: PassThrough) => String(stream.read() ?? "");
  return { code, stdout: written(stdout), stderr: written(stderr) };
}
