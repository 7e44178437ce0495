import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { CloudFormationCustomResourceEvent } from "aws-lambda";
import type { Invoke } from "./cloudFormation";
import { functionName } from "./world";

/** Runs in the process of the function: one line in is one order, one line out says how it ended. */
const runner = `
import { createInterface } from "node:readline";
const { handler } = await import(process.argv[1]);
const orders = {
  invoke({ delivery, event, remainingMs }) {
    const end = Date.now() + remainingMs;
    const context = { functionName: "${functionName}", getRemainingTimeInMillis: () => end - Date.now() };
    handler(event, context).then(
      () => console.log("RETURNED " + delivery),
      (error) => console.log("FAILED " + delivery + " " + error),
    );
  },
  ...globalThis.ordersOfTime,
};
createInterface({ input: process.stdin }).on("line", (line) => {
  const { order, ...given } = JSON.parse(line);
  orders[order](given);
});
console.log("READY");`;

/**
 * Comes before the function: time and chance are the test's. \`settle\` reports once the event loop has nothing to do: how
 * many requests wait for an answer, and when the next timer rings; \`advance\` sets the time and rings the next due timer.
 */
const virtualTime = `
import { subscribe } from "node:diagnostics_channel";
let now = 0;
let inFlight = 0;
const timers = new Set();
const RealDate = Date;
globalThis.Date = class Date extends RealDate {
  constructor(...given) { super(...(given.length > 0 ? given : [now])); }
  static now() { return now; }
};
globalThis.setTimeout = (ring, ms = 0, ...given) => {
  const timer = { at: now + Math.max(0, ms), ring: () => ring(...given), ref: () => timer, unref: () => timer };
  timers.add(timer);
  return timer;
};
globalThis.clearTimeout = (timer) => timers.delete(timer);
Math.random = () => 0.5;
console.warn = console.info;
subscribe("http.client.request.start", ({ request }) => {
  inFlight += 1;
  request.once("close", () => { inFlight -= 1; });
});
const next = () => [...timers].sort((a, b) => a.at - b.at)[0];
globalThis.ordersOfTime = {
  async settle() {
    for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setImmediate(resolve));
    console.log("SETTLED " + JSON.stringify({ inFlight, next: next()?.at }));
  },
  advance(given) {
    now = given.now;
    const timer = next();
    if (timer?.at <= now && timers.delete(timer)) timer.ring();
    console.log("ADVANCED");
  },
};`;

interface Options {
  /** Where Cognito is. */
  endpoint: string;
  /** What an invocation has of time, in milliseconds. Default: 30,000. */
  remainingMs?: number;
  /** Whether time is the test's; the machine's if not. */
  isVirtual?: boolean;
}

/** What the function's process waits for. */
export interface Settled {
  /** Its requests without an answer. */
  inFlight: number;
  /** When its next timer rings. */
  next?: number;
}

/** The built function in a Node process of its own, as in Lambda. */
export class BundleProcess {
  /** Everything that the function wrote, its ending lines included. */
  readonly output: string[] = [];
  /** Whether it can take orders. */
  isAlive = true;
  readonly #child: ChildProcess;
  readonly #remainingMs: number;
  #deliveries = 0;
  readonly #invocations = new Map<string, (ending: "returned" | "failed") => void>();
  readonly #settling: ((settled: Settled) => void)[] = [];
  readonly #advancing: (() => void)[] = [];

  private constructor(child: ChildProcess, remainingMs: number) {
    this.#child = child;
    this.#remainingMs = remainingMs;
  }

  /** @param bundle - path of the built `index.mjs`. */
  static async start(bundle: string, options: Options): Promise<BundleProcess> {
    const env = {
      PATH: process.env["PATH"],
      AWS_REGION: "eu-west-1",
      AWS_ACCESS_KEY_ID: "test-key",
      AWS_SECRET_ACCESS_KEY: "test-secret",
      AWS_SESSION_TOKEN: "test-token",
      AWS_ENDPOINT_URL: options.endpoint,
    };
    const code = options.isVirtual ? `${virtualTime}\n${runner}` : runner;
    const child = spawn(process.execPath, ["--input-type=module", "-e", code, bundle], { env });
    const self = new BundleProcess(child, options.remainingMs ?? 30_000);
    await new Promise<void>((resolve, reject) => {
      child.once("exit", (status) => {
        self.#end();
        reject(new Error(`the function's process ended with ${status}: ${self.output.join("\n")}`));
      });
      for (const stream of [child.stdout, child.stderr]) {
        if (stream) createInterface({ input: stream }).on("line", (line) => self.#read(line, resolve));
      }
    });
    return self;
  }

  /** Whether an invocation has not ended. */
  get isBusy(): boolean {
    return this.#invocations.size > 0;
  }

  readonly invoke: Invoke = (event: CloudFormationCustomResourceEvent) =>
    new Promise((resolve) => {
      const delivery = String(++this.#deliveries);
      this.#invocations.set(delivery, resolve);
      this.#order({ order: "invoke", delivery, event, remainingMs: this.#remainingMs });
    });

  /** In virtual time: resolves once its event loop has nothing to do. */
  settle(): Promise<Settled> {
    return new Promise((resolve) => {
      this.#settling.push(resolve);
      this.#order({ order: "settle" });
    });
  }

  /** In virtual time: makes it `now`, in milliseconds since the epoch. */
  advance(now: number): Promise<void> {
    return new Promise((resolve) => {
      this.#advancing.push(resolve);
      this.#order({ order: "advance", now });
    });
  }

  /** Ends it at once, as when Lambda loses an environment: what runs in it has failed. */
  async stop(): Promise<void> {
    if (!this.isAlive) return;
    const ended = new Promise((resolve) => this.#child.once("exit", resolve));
    this.#child.kill("SIGKILL");
    this.#end();
    await ended;
  }

  #order(order: object): void {
    if (this.isAlive) this.#child.stdin?.write(`${oneLine(order)}\n`);
    else this.#end();
  }

  #end(): void {
    this.isAlive = false;
    for (const resolve of this.#invocations.values()) resolve("failed");
    this.#invocations.clear();
    this.#settling.splice(0).forEach((resolve) => resolve({ inFlight: 0 }));
    this.#advancing.splice(0).forEach((resolve) => resolve());
  }

  #read(line: string, ready: () => void): void {
    const [, word, rest = ""] = /^([A-Z]+)(?: (.*))?$/.exec(line) ?? [];
    if (word === "SETTLED") return this.#settling.shift()?.(JSON.parse(rest) as Settled);
    if (word === "ADVANCED") return this.#advancing.shift()?.();
    this.output.push(line);
    if (word === "READY") ready();
    if (word !== "RETURNED" && word !== "FAILED") return;
    const [delivery = ""] = rest.split(" ");
    this.#invocations.get(delivery)?.(word === "RETURNED" ? "returned" : "failed");
    this.#invocations.delete(delivery);
  }
}

/** From Node 24 on, readline takes U+2028 and U+2029 for the end of a line too. */
function oneLine(value: object): string {
  return JSON.stringify(value).replace(
    /[\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16)}`,
  );
}
