import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type InstantEngine, startInstantEngine } from "../../bench/local/instantEngine";
import { runProgram } from "../../bench/local/programRun";
import { packageFolder } from "../../components/lambda/bundle";
import { removeFolders } from "../support/folders";
import { program } from "../support/program";

let engine: InstantEngine;
let folder: string;

beforeAll(async () => {
  engine = await startInstantEngine(() => false);
  folder = mkdtempSync(join(tmpdir(), "bench-"));
});

afterAll(() => {
  engine.stop();
  rmSync(folder, { recursive: true });
  removeFolders();
});

test("runs the example with Pulumi's own runner against instant resources", async () => {
  const run = await runProgram({ engine, folder, project: packageFolder(), isPreview: false });

  expect(run.resources).toBeGreaterThan(10);
  expect(run.runtime).toBeLessThan(run.loaded);
  expect(run.registered).toBeLessThan(run.ended);
  expect(run.peakMemory).toBeGreaterThan(10);
}, 60_000);

test("refuses to time a program that fails", async () => {
  const project = program('throw new Error("no such pool");');
  writeFileSync(join(project, "tsconfig.json"), '{ "compilerOptions": { "noCheck": true } }');

  const run = runProgram({ engine, folder, project, isPreview: false });

  await expect(run).rejects.toThrow("no such pool");
}, 60_000);
