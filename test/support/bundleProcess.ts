import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { CloudFormationCustomResourceEvent } from "aws-lambda";
import type { Invoke } from "./cloudFormation";
import { functionName } from "./world";

/** Runs in the process of the function: one line in is one event, one line out is how the function ended. */
const runner = `
import { createInterface } from "node:readline";
const { handler } = await import(process.argv[1]);
console.log("READY");
for await (const line of createInterface({ input: process.stdin })) {
  const { delivery, event, remainingMs } = JSON.parse(line);
  const end = Date.now() + remainingMs;
  const context = { functionName: "${functionName}", getRemainingTimeInMillis: () => end - Date.now() };
  handler(event, context).then(
    () => console.log("RETURNED " + delivery),
    (error) => console.log("FAILED " + delivery + " " + error.message),
  );
}`;

/** The built function in a Node process of its own, as in Lambda. */
export class BundleProcess {
  /** Everything that the function wrote, its ending lines included. */
  readonly output: string[] = [];
  readonly #child: ChildProcess;
  #deliveries = 0;
  readonly #waiting = new Map<string, (ending: "returned" | "failed") => void>();
  readonly #remainingMs: number;

  private constructor(child: ChildProcess, remainingMs: number) {
    this.#child = child;
    this.#remainingMs = remainingMs;
  }

  /** @param bundle - path of the built `index.mjs`. */
  static async start(
    bundle: string,
    options: { endpoint: string; remainingMs?: number },
  ): Promise<BundleProcess> {
    const env = {
      PATH: process.env["PATH"],
      AWS_REGION: "eu-west-1",
      AWS_ACCESS_KEY_ID: "test-key",
      AWS_SECRET_ACCESS_KEY: "test-secret",
      AWS_SESSION_TOKEN: "test-token",
      AWS_ENDPOINT_URL: options.endpoint,
    };
    const child = spawn(process.execPath, ["--input-type=module", "-e", runner, bundle], { env });
    const self = new BundleProcess(child, options.remainingMs ?? 30_000);
    await new Promise<void>((resolve, reject) => {
      child.once("exit", (code) =>
        reject(new Error(`the function's process ended with ${code}: ${self.output.join("\n")}`)),
      );
      for (const stream of [child.stdout, child.stderr]) {
        if (stream) createInterface({ input: stream }).on("line", (line) => self.#read(line, resolve));
      }
    });
    return self;
  }

  readonly invoke: Invoke = (event: CloudFormationCustomResourceEvent) =>
    new Promise((resolve) => {
      const delivery = String(++this.#deliveries);
      this.#waiting.set(delivery, resolve);
      this.#child.stdin?.write(`${JSON.stringify({ delivery, event, remainingMs: this.#remainingMs })}
`);
    });

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once("exit", resolve));
    this.#child.kill();
    await ended;
  }

  #read(line: string, ready: () => void): void {
    this.output.push(line);
    if (line === "READY") ready();
    const [, ending, delivery] = /^(RETURNED|FAILED) (\S+)/.exec(line) ?? [];
    if (!delivery) return;
    this.#waiting.get(delivery)?.(ending === "RETURNED" ? "returned" : "failed");
    this.#waiting.delete(delivery);
  }
}
