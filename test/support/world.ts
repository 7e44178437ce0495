import type { Context } from "aws-lambda";
import { makeHandler } from "../../handlers/customResource/handler";
import type { Log, LogFields } from "../../handlers/customResource/log";
import { makePoolLifecycle } from "../../handlers/userPool/lifecycle";
import { makeTriggersLifecycle } from "../../handlers/userPool/triggers";
import { AnswerServer } from "./answerServer";
import { CrashError, type Invoke, StackResource } from "./cloudFormation";
import { FakeClaims } from "./fakeClaims";
import { FakeCognito, type FakeCognitoOptions } from "./fakeCognito";
import { FakeStacks } from "./fakeStacks";
import { VirtualClock } from "./virtualClock";

export const functionName = "user-pool-handler";

/** What a handler lives among. */
export interface HostServices {
  clock: VirtualClock;
  cognito: FakeCognito;
  claims: FakeClaims;
  stacks: FakeStacks;
  server: AnswerServer;
  /** Each log line as it was written. */
  log: string[];
}

/** Everything around one handler: Cognito, CloudFormation's answers, the log, the time. */
export interface World extends HostServices {
  invoke: Invoke;
  /** Makes a crash: the invocation never goes on, and Lambda starts it anew. */
  crash: () => Promise<never>;
  /** Makes Cognito answer nothing from now on, until the function has given up and answered CloudFormation. */
  hang: () => Promise<never>;
  resource(options?: { type?: string; logicalId?: string; stackId?: string }): StackResource;
  stop(): Promise<void>;
}

/** The Lambda's time-out. */
export const timeoutMs = 300_000;

/** Where a handler runs. */
export interface Host {
  invoke: Invoke;
  /** Loses everything that runs. */
  crash(): void;
  stop(): Promise<void>;
}

let makeHost: (services: HostServices) => Host = inProcess;

/** Lets the worlds that are made from now on have their handler somewhere else than in this process. */
export function hostWorlds(maker: (services: HostServices) => Host): void {
  makeHost = maker;
}

/** A world with the real handler, the real protocol over HTTP and a fake Cognito, in virtual time. */
export async function makeWorld(options: FakeCognitoOptions = {}): Promise<World> {
  const clock = new VirtualClock();
  const server = await AnswerServer.start();
  const log: string[] = [];
  const cognito = new FakeCognito({ role: functionName, now: () => clock.now(), ...options });
  const [claims, stacks] = [new FakeClaims(), new FakeStacks()];
  const host = makeHost({ clock, cognito, claims, stacks, server, log });
  server.onAnswer = () => {
    cognito.isSilent = false;
  };
  return {
    clock,
    cognito,
    claims,
    stacks,
    server,
    log,
    invoke: host.invoke,
    crash: () => {
      clock.forget();
      host.crash();
      return new Promise<never>(() => undefined);
    },
    hang: () => {
      cognito.isSilent = true;
      return new Promise<never>(() => undefined);
    },
    resource: (resourceOptions = {}) =>
      new StackResource({
        invoke: host.invoke,
        server,
        stacks,
        pause: (ms) => clock.run(() => clock.sleep(ms)),
        ...resourceOptions,
      }),
    stop: async () => {
      await host.stop();
      await server.stop();
    },
  };
}

/** The handler from its sources, in the process of the test. */
function inProcess({ clock, cognito, claims, stacks, log }: HostServices): Host {
  const services = {
    clock,
    log: recordingLog(log),
    random: () => 0.5,
    cognito: (signal: AbortSignal) => cognito.api(signal),
    claims: () => claims.api(),
    stacks: () => stacks.api(),
  };
  const handler = makeHandler(services, {
    "Custom::UserPool": makePoolLifecycle(services),
    "Custom::UserPoolTriggers": makeTriggersLifecycle(services),
  });
  const crashes: ((error: Error) => void)[] = [];
  const invoke: Invoke = async (event) => {
    const deadline = clock.now() + timeoutMs;
    const crashed = new Promise<never>((_resolve, reject) => crashes.push(reject));
    crashed.catch(() => undefined);
    const context = lambdaContext(() => deadline - clock.now());
    try {
      await clock.run(() => Promise.race([handler(event, context), crashed]));
      return "returned";
    } catch (error: unknown) {
      if (!(error instanceof CrashError)) log.push(String(error));
      return "failed";
    }
  };
  const crash = () => {
    crashes.splice(0).forEach((reject) => reject(new CrashError("The environment was lost.")));
  };
  return { invoke, crash, stop: () => Promise.resolve() };
}

function lambdaContext(remainingMs: () => number): Context {
  return { functionName, getRemainingTimeInMillis: remainingMs } as Context;
}

function recordingLog(lines: string[]): Log {
  const write = (message: string, fields?: LogFields) => lines.push(JSON.stringify({ message, ...fields }));
  return { info: write, warn: write };
}
