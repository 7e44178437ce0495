import { EventEmitter } from "node:events";
import * as fc from "fast-check";
import { DeadlineError, DeliveryError, UserError } from "../../../handlers/customResource/errors";
import {
  type Invocation,
  makeHandler,
  type ResourceLifecycle,
} from "../../../handlers/customResource/handler";
import {
  createEvent,
  deleteEvent,
  fakeContext,
  poolId,
  recordingLog,
  seededRandom,
  updateEvent,
  urlCanary,
} from "../../support/events";
import { FakeClock } from "../../support/fakeClock";
import { isGentle, type PutFault, type Scenario, scenarios, type WorkFault } from "../../support/faults";

type Send = (
  url: string,
  options: { signal: AbortSignal },
  onResponse: (response: unknown) => void,
) => unknown;
type Answer = Record<string, unknown>;

/** The network of the run that is under way. */
let mockSend: Send;
jest.mock("node:https", () => ({ request: (...args: Parameters<Send>) => mockSend(...args) }));

interface Network {
  /** The body of each PUT. */
  puts: string[];
  accepted: { answer: Answer; at: number }[];
  send: Send;
}

/** CloudFormation's side, in virtual time. */
function fakeNetwork(clock: FakeClock, steps: readonly PutFault[]): Network {
  const network: Network = {
    puts: [],
    accepted: [],
    send: (_url, { signal }, onResponse) => {
      const request = new EventEmitter();
      const step = steps[Math.min(network.puts.length, steps.length - 1)] as PutFault;
      const answer = async (body: string) => {
        network.puts.push(body);
        await clock.sleep(step.kind === "hang" ? 1e9 : step.afterMs, signal);
        if (step.kind === "reset") throw Object.assign(new Error("reset"), { code: "ECONNRESET" });
        if (step.status === 200)
          network.accepted.push({ answer: JSON.parse(body) as Answer, at: clock.now() });
        const response = Object.assign(new EventEmitter(), {
          statusCode: step.status,
          resume: () => response.emit("end"),
        });
        onResponse(response);
      };
      const end = (body: Buffer) =>
        answer(body.toString()).catch((error: unknown) => request.emit("error", error));
      return Object.assign(request, { end });
    },
  };
  return network;
}

/** A lifecycle that fails as the scenario says, with a canary in whatever it throws. */
function faultyLifecycle(clock: FakeClock, fault: WorkFault, signals: AbortSignal[]): ResourceLifecycle {
  const work = async (url: string, { signal, created }: Invocation) => {
    if (fault.tellsId) created(poolId);
    await clock.sleep(fault.afterMs, fault.kind === "heeds the signal" ? signal : undefined);
    if (fault.kind === "hangs") await new Promise(() => undefined);
    if (fault.kind === "rejects") throw new UserError(`PUT ${url} was refused: canary-text`);
    // oxlint-disable-next-line typescript/only-throw-error -- JavaScript lets a library do this
    if (fault.kind === "throws a text") throw "canary-text";
    return { physicalResourceId: poolId, data: { UserPoolId: poolId } };
  };
  const start = ({ ResponseURL }: { ResponseURL: string }, invocation: Invocation) => {
    signals.push(invocation.signal);
    invocation.conceal(["canary-text"]);
    if (fault.kind === "throws") throw new TypeError("canary-text is not a function");
    return work(ResponseURL, invocation);
  };
  return {
    onCreate: start,
    onUpdate: start,
    onDelete: async (event, invocation) => {
      await start(event, invocation);
    },
  };
}

async function play(scenario: Scenario) {
  const clock = new FakeClock();
  const network = fakeNetwork(clock, scenario.puts);
  mockSend = network.send;
  const log = recordingLog();
  const signals: AbortSignal[] = [];
  jest.spyOn(AbortSignal, "timeout").mockImplementation((ms) => {
    const timeout = new AbortController();
    void clock.sleep(ms).then(() => timeout.abort(new Error("timeout")));
    return timeout.signal;
  });
  const services = { clock, log, random: seededRandom(scenario.jitterSeed) };
  const handler = makeHandler(services, {
    "Custom::UserPool": faultyLifecycle(clock, scenario.work, signals),
  });
  const event = { Create: createEvent, Update: updateEvent, Delete: deleteEvent }[scenario.requestType]();
  const end = clock.now() + scenario.remainingMs;
  const error: unknown = await clock
    .run(() => handler(event, { ...fakeContext(clock, scenario.remainingMs) }))
    .then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
  const endedAt = clock.now();
  const putsInTime = network.puts.length;
  // Lambda keeps the process: whatever was left running goes on in the next invocation.
  await clock.run(() => clock.sleep(1_000_000));
  return {
    event,
    error,
    network,
    log,
    end,
    endedAt,
    putsInTime,
    aborted: signals.every(({ aborted }) => aborted),
  };
}

function expectedId(
  { requestType, work }: Scenario,
  { event, network }: Awaited<ReturnType<typeof play>>,
): string {
  const isCreated =
    network.accepted[0]?.answer["Status"] === "SUCCESS" || (work.tellsId && work.kind !== "throws");
  return requestType !== "Create" || isCreated ? poolId : `not-created-${event.RequestId}`;
}

const runs = { numRuns: 1_000, seed: 20_260_101, endOnFailure: true };

describe("makeHandler, in 1,000 seeded runs with faults of the work, the network and the time,", () => {
  const unhandled = jest.fn();

  beforeAll(() => process.on("unhandledRejection", unhandled));
  afterAll(() => process.off("unhandledRejection", unhandled));

  it("answers exactly once, at least a second before Lambda ends it, or throws", async () => {
    const tally = { answered: 0, thrown: 0, gentle: 0 };

    await fc.assert(
      fc.asyncProperty(scenarios, async (scenario) => {
        const run = await play(scenario);

        const { network, error, end, endedAt } = run;
        const isAnswered = network.accepted.length > 0;
        tally[isAnswered ? "answered" : "thrown"] += 1;
        tally.gentle += Number(isGentle(scenario));
        expect(network.accepted.length).toBeLessThanOrEqual(1);
        expect(error === undefined).toBe(isAnswered);
        expect(isAnswered || error instanceof DeliveryError).toBe(true);
        expect(isAnswered || !isGentle(scenario)).toBe(true);
        expect(endedAt).toBeLessThanOrEqual(end - 1_000);
        expect(network.puts).toHaveLength(run.putsInTime);
        expect(new Set(network.puts).size).toBe(1);
        expect(run.aborted).toBe(true);
      }),
      runs,
    );

    expect(tally.answered + tally.thrown).toBe(1_000);
    expect(Math.min(tally.answered, tally.thrown, tally.gentle)).toBeGreaterThan(100);
    expect(unhandled).not.toHaveBeenCalled();
  });

  it("tells the right physical id and status", async () => {
    await fc.assert(
      fc.asyncProperty(scenarios, async (scenario) => {
        const run = await play({ ...scenario, puts: [{ kind: "status", status: 200, afterMs: 0 }] });

        const { kind, afterMs } = scenario.work;
        const workMs = scenario.remainingMs - 1_000 - Math.min(8_000, scenario.remainingMs / 3);
        const succeeds = ["returns", "heeds the signal"].includes(kind) && afterMs < workMs;
        const [{ answer } = { answer: {} as Answer }] = run.network.accepted;
        expect(answer["Status"]).toBe(succeeds ? "SUCCESS" : "FAILED");
        expect(answer["PhysicalResourceId"]).toBe(expectedId(scenario, run));
        expect(answer["Reason"] === undefined).toBe(succeeds);
      }),
      runs,
    );
  });

  it("shows no concealed text and no part of the URL, in the log, the answer or the error", async () => {
    await fc.assert(
      fc.asyncProperty(scenarios, async (scenario) => {
        const { network, error, log } = await play(scenario);

        const shown = JSON.stringify([
          network.puts,
          log.lines,
          String(error),
          (error as Error | undefined)?.stack,
        ]);
        expect(shown).not.toContain("canary-text");
        expect(shown).not.toContain(urlCanary);
      }),
      runs,
    );
  });
});

describe("makeHandler, before a server that does not speak HTTP properly,", () => {
  it("throws after an answer without a status", async () => {
    const scenario: Scenario = {
      requestType: "Create",
      remainingMs: 30_000,
      work: { kind: "returns", afterMs: 0, tellsId: true },
      puts: [{ kind: "status", status: undefined as unknown as number, afterMs: 0 }],
      jitterSeed: 1,
    };

    const { error, network } = await play(scenario);

    expect(error).toEqual(new DeliveryError("CloudFormation did not take the answer: HTTP status 0."));
    expect(network.puts).toHaveLength(1);
  });
});

describe("makeHandler's deadline", () => {
  it.each([
    { remainingMs: 120_000, workMs: 111_000 },
    { remainingMs: 24_000, workMs: 15_000 },
    { remainingMs: 3_000, workMs: 1_000 },
    { remainingMs: 1_500, workMs: 0 },
  ])("gives the work $workMs of $remainingMs ms", async ({ remainingMs, workMs }) => {
    const clock = new FakeClock(0);
    mockSend = fakeNetwork(clock, [{ kind: "status", status: 200, afterMs: 0 }]).send;
    const told: unknown[] = [];
    const onCreate: ResourceLifecycle["onCreate"] = async (_event, { deadline, signal }) => {
      told.push(deadline);
      signal.addEventListener("abort", () => told.push(clock.now(), signal.reason instanceof DeadlineError));
      return await new Promise<never>(() => undefined);
    };
    const lifecycle = { onCreate, onUpdate: jest.fn(), onDelete: jest.fn() };
    const handler = makeHandler(
      { clock, log: recordingLog(), random: () => 0 },
      { "Custom::UserPool": lifecycle },
    );

    await clock.run(() => handler(createEvent(), fakeContext(clock, remainingMs)));

    expect(told).toEqual([workMs, workMs, true]);
  });
});
