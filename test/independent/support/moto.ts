import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort, lastLines } from "../../../commands/support/processes";
import { independentPython } from "./tools";

/** A running server of moto: a Cognito that knows nothing of this project. */
export interface Moto {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** Starts moto's server on a free port of 127.0.0.1. It ends with the test's process at the latest. */
export async function startMoto(): Promise<Moto> {
  const python = await independentPython();
  const port = await freePort();
  const child = spawn(python, ["-m", "moto.server", "-H", "127.0.0.1", "-p", String(port)]);
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      output = lastLines(output + chunk.toString(), 20);
    });
  const stop = stopper(child);
  const endpoint = `http://127.0.0.1:${port}`;
  for (const deadline = Date.now() + 60_000; ; await sleep(100)) {
    if (await answers(`${endpoint}/moto-api/`)) return { endpoint, stop };
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`moto's server did not start:\n${output}`);
    }
  }
}

function stopper(child: ChildProcess): () => Promise<void> {
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  return async () => {
    kill();
    await ended;
    process.off("exit", kill);
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
}
