import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runPulumi } from "../../local/engines/pulumiCommand";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cli-command-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A program in the place of the CLI. */
function fakeCli(script: string): string {
  const path = join(folder, "pulumi");
  writeFileSync(path, `#!${process.execPath}\n${script}`);
  chmodSync(path, 0o755);
  return path;
}

function run(script: string, options: { signal?: AbortSignal; graceMs?: number } = {}) {
  return runPulumi({ path: fakeCli(script), args: ["up"], cwd: folder, env: process.env, ...options });
}

describe("runPulumi", () => {
  test("returns what the CLI wrote and how it ended", async () => {
    const result = await run('console.log(process.argv[2]); console.error("why"); process.exitCode = 3;');

    expect(result).toEqual({ ok: false, end: 3, stdout: "up\n", stderr: "why\n" });
  });

  test("fails with the reason of the cancellation, after the CLI has ended by its interrupt", async () => {
    const abort = new AbortController();
    const running = run('process.on("SIGINT", () => process.exit(0)); setTimeout(() => {}, 20000);', {
      signal: abort.signal,
    });
    await sleep(300);

    abort.abort(new Error("Stopped by SIGINT."));

    await expect(running).rejects.toThrow("Stopped by SIGINT.");
  });

  test("kills a CLI that does not end", async () => {
    const abort = new AbortController();
    const started = Date.now();
    const running = run('process.on("SIGINT", () => {}); setTimeout(() => {}, 20000);', {
      signal: abort.signal,
      graceMs: 100,
    });
    await sleep(300);

    abort.abort(new Error("Stopped by SIGINT."));

    await expect(running).rejects.toThrow("Stopped by SIGINT.");
    expect(Date.now() - started).toBeLessThan(10_000);
  });

  test("starts nothing when it is cancelled already", async () => {
    await expect(run("", { signal: AbortSignal.abort(new Error("Stopped.")) })).rejects.toThrow("Stopped.");
  });
});
