import type { Context } from "aws-lambda";
import { makeHandler } from "../../handlers/customResource/handler";
import type { Log, LogFields } from "../../handlers/customResource/log";
import { makePoolLifecycle } from "../../handlers/userPool/lifecycle";
import { makeTriggersLifecycle } from "../../handlers/userPool/triggers";
import { AnswerServer } from "./answerServer";
import { CrashError, type Invoke, StackResource } from "./cloudFormation";
import { FakeCognito, type FakeCognitoOptions } from "./fakeCognito";
import { VirtualClock } from "./virtualClock";

export const functionName = "user-pool-handler";

/** Everything around one handler: Cognito, CloudFormation's answers, the log, the time. */
export interface World {
  clock: VirtualClock;
  cognito: FakeCognito;
  server: AnswerServer;
  /** Each log line as it was written. */
  log: string[];
  invoke: Invoke;
  /** Makes a crash: the invocation never goes on, and Lambda starts it anew. */
  crash: () => Promise<never>;
  resource(options?: { type?: string; logicalId?: string }): StackResource;
  stop(): Promise<void>;
}

/** The Lambda's time-out. */
const timeoutMs = 120_000;

/** A world with the real handler, the real protocol over HTTP and a fake Cognito, in virtual time. */
export async function makeWorld(options: FakeCognitoOptions = {}): Promise<World> {
  const clock = new VirtualClock();
  const server = await AnswerServer.start();
  const log: string[] = [];
  const cognito = new FakeCognito({ role: functionName, now: () => clock.now(), ...options });
  const services = {
    clock,
    log: recordingLog(log),
    random: () => 0.5,
    cognito: (signal: AbortSignal) => cognito.api(signal),
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
    try {
      await clock.run(() =>
        Promise.race([
          handler(
            event,
            lambdaContext(() => deadline - clock.now()),
          ),
          crashed,
        ]),
      );
      return "returned";
    } catch (error: unknown) {
      if (!(error instanceof CrashError)) log.push(String(error));
      return "failed";
    }
  };
  return {
    clock,
    cognito,
    server,
    log,
    invoke,
    crash: () => {
      clock.forget();
      crashes.splice(0).forEach((reject) => reject(new CrashError("The environment was lost.")));
      return new Promise<never>(() => undefined);
    },
    resource: (resourceOptions = {}) => new StackResource({ invoke, server, ...resourceOptions }),
    stop: () => server.stop(),
  };
}

function lambdaContext(remainingMs: () => number): Context {
  return { functionName, getRemainingTimeInMillis: remainingMs } as Context;
}

function recordingLog(lines: string[]): Log {
  const write = (message: string, fields?: LogFields) => lines.push(JSON.stringify({ message, ...fields }));
  return { info: write, warn: write };
}
