import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { systemClock } from "../../../handlers/customResource/clock";
import { deliver } from "../../../handlers/customResource/deliver";
import { DeliveryError } from "../../../handlers/customResource/errors";
import { recordingLog } from "../../support/events";
import { type ResponseServer, type Step, startResponseServer } from "../../support/responseServer";

const body = Buffer.from(JSON.stringify({ Status: "SUCCESS", Reason: "größer 字 😀" }));

let server: ResponseServer;

afterEach(() => server.close());

/** Delivers to a server that follows the steps, with `withinMs` until the deadline. */
async function deliverTo(steps: Step[], { withinMs = 5_000, random = (): number => 0 } = {}) {
  server = await startResponseServer(steps);
  const log = recordingLog();
  const waits: number[] = [];
  const clock = {
    now: () => systemClock.now(),
    sleep: (ms: number, signal?: AbortSignal) => {
      waits.push(ms);
      return systemClock.sleep(ms, signal);
    },
  };
  const start = Date.now();
  const delivery = { url: server.url, body, deadline: start + withinMs };
  const error: unknown = await deliver({ clock, random, log }, delivery).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { error, log, waits, tookMs: Date.now() - start };
}

describe("deliver", () => {
  it("PUTs the body once, byte for byte, with its length in bytes and an empty content type", async () => {
    const { error } = await deliverTo([{ status: 200 }]);

    const [request] = server.requests;
    expect(error).toBeUndefined();
    expect(server.requests).toHaveLength(1);
    expect(request).toMatchObject({ method: "PUT", target: "/answer?X-Amz-Signature=url-canary", body });
    expect(request?.headers["content-type"]).toBe("");
    expect(request?.headers["content-length"]).toBe(String(body.length));
    expect(request?.headers["transfer-encoding"]).toBeUndefined();
  });

  it.each([{ status: 200 }, { status: 201 }, { status: 204 }])(
    "takes status $status for a success",
    async (step) => {
      const { error } = await deliverTo([step]);

      expect(error).toBeUndefined();
      expect(server.requests).toHaveLength(1);
    },
  );

  it("reads an answer of any size before it goes on", async () => {
    const { error } = await deliverTo([{ status: 200, body: "<xml/>".repeat(50_000) }]);

    expect(error).toBeUndefined();
  });

  it.each([
    { name: "status 500", step: { status: 500 } },
    { name: "status 503", step: { status: 503, body: "<Error><Code>SlowDown</Code></Error>" } },
    { name: "status 504", step: { status: 504 } },
    { name: "a dropped connection", step: "drop" as const },
  ])("tries again after $name", async ({ step }) => {
    const { error } = await deliverTo([step, step, { status: 200 }]);

    expect(error).toBeUndefined();
    expect(server.requests.map((request) => request.body)).toEqual([body, body, body]);
    expect(server.accepted).toHaveLength(1);
  });

  it("waits between the tries, longer and longer, a random part of the bound", async () => {
    const { waits } = await deliverTo([{ status: 500 }, { status: 500 }, { status: 500 }, { status: 200 }], {
      random: () => 0.5,
    });

    expect(waits).toEqual([100, 200, 400]);
  });

  it.each([
    { status: 403 },
    { status: 400 },
    { status: 404 },
    { status: 408 },
    { status: 429 },
    { status: 307 },
  ])("does not try again after status $status, and names it", async ({ status }) => {
    const { error, waits } = await deliverTo([{ status, body: "<Message>body-canary</Message>" }]);

    expect(error).toEqual(
      new DeliveryError(`CloudFormation did not take the answer: HTTP status ${status}.`),
    );
    expect(error).toBeInstanceOf(DeliveryError);
    expect(server.requests).toHaveLength(1);
    expect(waits).toEqual([]);
  });

  it("gives up after ten tries", async () => {
    const { error } = await deliverTo([{ status: 500 }]);

    expect(error).toEqual(new DeliveryError("CloudFormation did not take the answer: HTTP 500."));
    expect(server.requests).toHaveLength(10);
  });

  it.each([
    { name: "never answers", step: "hang" as const },
    { name: "never ends its answer", step: "stall" as const },
    { name: "answers too late", step: { status: 200, delayMs: 2_000 } },
  ])("gives up before the deadline when the server $name", async ({ step }) => {
    const { error, tookMs } = await deliverTo([step], { withinMs: 300 });

    expect(error).toBeInstanceOf(DeliveryError);
    expect(tookMs).toBeLessThan(1_000);
  });

  it("tries again after a socket that stays silent, while there is time", async () => {
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    const spy = jest.spyOn(AbortSignal, "timeout").mockImplementation((ms) => timeout(Math.round(ms / 25)));

    const { error, log } = await deliverTo(["hang", "stall", { status: 200 }], { withinMs: 20_000 });

    expect(spy).toHaveBeenCalledWith(5_000);
    expect(error).toBeUndefined();
    expect(server.requests).toHaveLength(3);
    expect(log.lines).toHaveLength(2);
  });

  it("waits for a silent socket no longer than until the deadline", async () => {
    const timeout = jest.spyOn(AbortSignal, "timeout");

    await deliverTo([{ status: 200 }], { withinMs: 1_500 });

    expect(timeout.mock.calls[0]?.[0]).toBeGreaterThan(1_000);
    expect(timeout.mock.calls[0]?.[0]).toBeLessThanOrEqual(1_500);
  });

  it("delivers even where the deadline falls between two milliseconds", async () => {
    const { error } = await deliverTo([{ status: 200 }], { withinMs: 1_500.37 });

    expect(error).toBeUndefined();
    expect(server.accepted).toHaveLength(1);
  });

  it("tries again while nobody listens, and names the socket's error", async () => {
    server = await startResponseServer();
    const { url } = server;
    await server.close();
    const log = recordingLog();
    const services = { clock: systemClock, random: () => 0.01, log };

    const run = deliver(services, { url, body, deadline: Date.now() + 2_000 });

    await expect(run).rejects.toEqual(
      new DeliveryError("CloudFormation did not take the answer: ECONNREFUSED."),
    );
    expect(log.lines).toHaveLength(9);
  });

  it("does not take an answer for one that does not speak TLS", async () => {
    const plain = createServer();
    await new Promise<void>((resolve) => plain.listen(0, "127.0.0.1", resolve));
    const { port } = plain.address() as AddressInfo;
    const services = { clock: systemClock, random: () => 0, log: recordingLog() };

    const run = deliver(services, {
      url: `https://127.0.0.1:${port}/url-canary`,
      body,
      deadline: Date.now() + 2_000,
    });

    await expect(run).rejects.toThrow(/^CloudFormation did not take the answer: E\w+\.$/);
    await new Promise((resolve) => plain.close(resolve));
  });

  it.each([
    { name: "a refusal", steps: [{ status: 403, body: "url-canary" }] },
    { name: "failures of the server", steps: [{ status: 500, body: "url-canary" }] },
    { name: "dropped connections", steps: ["drop" as const] },
  ])("shows no part of the URL after $name, neither in the log nor in the error", async ({ steps }) => {
    const { error, log } = await deliverTo(steps);

    const shown = JSON.stringify([
      log.lines,
      String(error),
      error,
      (error as Error).stack,
      (error as Error).cause,
    ]);
    expect(shown).not.toContain("url-canary");
    expect(shown).not.toContain("127.0.0.1");
  });

  it.each([{ url: "no url, url-canary" }, { url: "" }, { url: "ftp://example.com/url-canary" }])(
    "shows no part of a URL that cannot be called: $url",
    async ({ url }) => {
      server = await startResponseServer();
      const log = recordingLog();

      const run = deliver(
        { clock: systemClock, random: () => 0, log },
        { url, body, deadline: Date.now() + 1_000 },
      );

      await expect(run).rejects.toThrow(/^CloudFormation did not take the answer: [A-Z_]+\.$/);
      expect(JSON.stringify(log.lines)).not.toContain("url-canary");
    },
  );
});
