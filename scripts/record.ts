/** Runs `npm run local` and draws what it writes to docs/local-run.svg, for the README. */
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { runsTypeScript } from "../commands/support/processes";
import { drawRecording, type Line } from "./recording";

const root = join(__dirname, "..");

async function main(): Promise<void> {
  const start = performance.now();
  const args = [...runsTypeScript, "local/main.ts", "--engine", "pulumi", "--provider", "local"];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const lines: Line[] = [];
  for await (const text of createInterface({ input: child.stdout })) {
    // What begins is told again when it is done.
    if (!text.startsWith("❯")) lines.push({ text, at: (performance.now() - start) / 1000 });
  }
  const code = await ended;
  if (code !== 0) throw new Error(`The run ended with ${code}.`);
  writeFileSync(join(root, "docs/local-run.svg"), drawRecording("npm run local", lines));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
