import { monitorEventLoopDelay } from "node:perf_hooks";
import { systemClock } from "../../../handlers/customResource/clock";
import { makeHandler, type ResourceLifecycle } from "../../../handlers/customResource/handler";
import { createEvent, fakeContext, poolId, recordingLog } from "../../support/events";
import { type Step, startResponseServer } from "../../support/responseServer";

const remainingMs = 3_000;

const works = {
  succeeds: () => Promise.resolve({ physicalResourceId: poolId }),
  throws: () => {
    throw new Error("boom");
  },
  hangs: () => new Promise<never>(() => undefined),
  "comes too late": async () => {
    await systemClock.sleep(1_500);
    return { physicalResourceId: poolId };
  },
} satisfies Record<string, ResourceLifecycle["onCreate"]>;

const networks: { name: string; steps: Step[]; isAnswered: boolean }[] = [
  { name: "works", steps: [{ status: 200 }], isAnswered: true },
  { name: "is slow", steps: [{ status: 200, delayMs: 400 }], isAnswered: true },
  { name: "fails twice", steps: [{ status: 500 }, { status: 503 }, { status: 200 }], isAnswered: true },
  { name: "drops the connection", steps: ["drop", { status: 200 }], isAnswered: true },
  { name: "refuses", steps: [{ status: 403 }], isAnswered: false },
  { name: "hangs", steps: ["hang"], isAnswered: false },
  { name: "stalls", steps: ["stall"], isAnswered: false },
];

const cases = Object.entries(works).flatMap(([work, onCreate]) =>
  networks.map((network) => ({ work, onCreate, ...network })),
);

async function play({ onCreate, steps }: (typeof cases)[number]) {
  const server = await startResponseServer(steps);
  const lifecycle: ResourceLifecycle = { onCreate, onUpdate: jest.fn(), onDelete: jest.fn() };
  const services = { clock: systemClock, log: recordingLog(), random: Math.random };
  const handler = makeHandler(services, { "Custom::UserPool": lifecycle });
  const start = Date.now();
  const ending = await handler(
    { ...createEvent(), ResponseURL: server.url },
    fakeContext(systemClock, remainingMs),
  ).then(
    () => "returned",
    (error: unknown) => (error as Error).name,
  );
  const tookMs = Date.now() - start;
  await systemClock.sleep(1_000);
  await server.close();
  return { ending, tookMs, answers: server.accepted.map(({ Status }) => Status) };
}

describe("makeHandler, with real time and a real server,", () => {
  const runs = new Map<string, Awaited<ReturnType<typeof play>>>();
  const delays = monitorEventLoopDelay({ resolution: 10 });

  beforeAll(async () => {
    delays.enable();
    await Promise.all(
      cases.map(async (one) => {
        runs.set(`${one.work} / ${one.name}`, await play(one));
      }),
    );
    delays.disable();
  });

  it.each(cases.filter(({ isAnswered }) => isAnswered))(
    "answers once when the work $work and the network $name",
    ({ work, name }) => {
      const run = runs.get(`${work} / ${name}`);

      expect(run).toMatchObject({
        ending: "returned",
        answers: [work === "succeeds" ? "SUCCESS" : "FAILED"],
      });
    },
  );

  it.each(cases.filter(({ isAnswered }) => !isAnswered))(
    "throws, so that Lambda tries again, when the work $work and the network $name",
    ({ work, name }) => {
      const run = runs.get(`${work} / ${name}`);

      expect(run).toMatchObject({ ending: "DeliveryError" });
    },
  );

  it("ends each of them a second before Lambda would", () => {
    const longest = Math.max(...[...runs.values()].map(({ tookMs }) => tookMs));

    // A busy machine rings each timer late; how late it was at most, it tells itself.
    const lateMs = 250 + delays.max / 1e6;
    expect(longest).toBeLessThan(remainingMs - 1_000 + lateMs);
  });
});
