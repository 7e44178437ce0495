import { systemClock } from "../../../handlers/customResource/clock";
import { DeliveryError, UserError } from "../../../handlers/customResource/errors";
import {
  type Invocation,
  makeHandler,
  notCreatedPrefix,
  type ResourceLifecycle,
} from "../../../handlers/customResource/handler";
import {
  createEvent,
  deleteEvent,
  fakeContext,
  poolId,
  recordingLog,
  updateEvent,
} from "../../support/events";
import { type ResponseServer, type Step, startResponseServer } from "../../support/responseServer";

let server: ResponseServer;

afterEach(() => server.close());

const succeed = () => Promise.resolve({ physicalResourceId: poolId, data: { UserPoolId: poolId } });
const succeeding: ResourceLifecycle = {
  onCreate: succeed,
  onUpdate: succeed,
  onDelete: () => Promise.resolve(),
};
const failingWith = (fail: () => never): ResourceLifecycle => ({
  onCreate: fail,
  onUpdate: fail,
  onDelete: fail,
});
const refusing = failingWith(() => {
  throw new UserError("No.");
});

const halfMadeId = "eu-west-1_HalfMade1";
const makeHalf = (_event: unknown, { created }: Invocation): never => {
  created(halfMadeId);
  throw new Error("AddCustomAttributes failed");
};

/** One invocation with the real clock against a real server. */
async function invoke(
  event: ReturnType<typeof createEvent | typeof updateEvent | typeof deleteEvent>,
  lifecycle: Partial<ResourceLifecycle>,
  { steps, remainingMs = 60_000 }: { steps?: Step[]; remainingMs?: number } = {},
) {
  server = await startResponseServer(steps);
  const log = recordingLog();
  const services = { clock: systemClock, log, random: () => 0 };
  const handler = makeHandler(services, { "Custom::UserPool": { ...succeeding, ...lifecycle } });
  const start = Date.now();
  const error: unknown = await handler(
    { ...event, ResponseURL: server.url },
    fakeContext(systemClock, remainingMs),
  ).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  const [answer] = server.accepted;
  return { answer, error, log, tookMs: Date.now() - start };
}

describe("makeHandler", () => {
  it.each([
    { name: "Create", event: createEvent() },
    { name: "Update", event: updateEvent() },
  ])("answers a $name with the result of its lifecycle", async ({ event }) => {
    const { answer, error } = await invoke(event, {});

    expect(error).toBeUndefined();
    expect(server.requests).toHaveLength(1);
    expect(answer).toEqual({
      Status: "SUCCESS",
      PhysicalResourceId: poolId,
      StackId: event.StackId,
      RequestId: event.RequestId,
      LogicalResourceId: "UserPool",
      Data: { UserPoolId: poolId },
    });
  });

  it.each([{ id: poolId }, { id: "my-stack-UserPool-1A2B3C4D5E6F" }, { id: `${notCreatedPrefix}1` }])(
    "answers a Delete with the id that it came with: $id",
    async ({ id }) => {
      const { answer } = await invoke(deleteEvent({ PhysicalResourceId: id }), {});

      expect(answer).toMatchObject({ Status: "SUCCESS", PhysicalResourceId: id });
    },
  );

  it("hands the event, the function's name and the time on to the lifecycle", async () => {
    const seen: unknown[] = [];
    const onCreate: ResourceLifecycle["onCreate"] = (event, { functionName, deadline, signal }) => {
      seen.push(event.LogicalResourceId, functionName, deadline - Date.now() > 50_000, signal.aborted);
      return succeed();
    };

    await invoke(createEvent(), { onCreate });

    expect(seen).toEqual(["UserPool", "shop-dev-handler", true, false]);
  });

  it("answers a failed Create with the mark of what was not created", async () => {
    const event = createEvent();

    const { answer, error } = await invoke(event, refusing);

    expect(error).toBeUndefined();
    expect(answer).toMatchObject({
      Status: "FAILED",
      Reason: "No.",
      PhysicalResourceId: `not-created-${event.RequestId}`,
    });
  });

  it("answers a Create that failed half-way with the id of what exists", async () => {
    const { answer } = await invoke(createEvent(), { onCreate: makeHalf });

    expect(answer).toMatchObject({
      Status: "FAILED",
      Reason: "Error: AddCustomAttributes failed",
      PhysicalResourceId: halfMadeId,
    });
  });

  it("answers a failed Update with the id that CloudFormation holds, even after something new was made", async () => {
    const { answer } = await invoke(updateEvent(), { onUpdate: makeHalf });

    expect(answer).toMatchObject({ Status: "FAILED", PhysicalResourceId: poolId });
  });

  it("answers a failed Delete with the id that it came with", async () => {
    const { answer } = await invoke(deleteEvent(), refusing);

    expect(answer).toMatchObject({ Status: "FAILED", PhysicalResourceId: poolId });
  });

  it.each([
    {
      name: "throws at once",
      fail: () => {
        throw new Error("boom");
      },
      reason: "Error: boom",
    },
    {
      name: "throws a text",
      fail: () => {
        throw "text" as unknown as Error;
      },
      reason: "The handler failed with something that is not an error.",
    },
    {
      name: "throws nothing",
      fail: () => {
        throw undefined as unknown as Error;
      },
      reason: "The handler failed with something that is not an error.",
    },
  ])("answers FAILED when the lifecycle $name", async ({ fail, reason }) => {
    const { answer, error } = await invoke(createEvent(), failingWith(fail));

    expect(error).toBeUndefined();
    expect(answer).toMatchObject({ Status: "FAILED", Reason: reason });
  });

  it("answers FAILED at the deadline when the lifecycle hangs, and cancels its work", async () => {
    let signal: AbortSignal | undefined;
    const onCreate: ResourceLifecycle["onCreate"] = (_event, invocation) => {
      signal = invocation.signal;
      return new Promise(() => undefined);
    };

    const { answer, error, tookMs } = await invoke(createEvent(), { onCreate }, { remainingMs: 2_000 });

    expect(error).toBeUndefined();
    expect(tookMs).toBeLessThan(1_000);
    expect(answer).toMatchObject({
      Status: "FAILED",
      Reason: expect.stringMatching(
        /^The time of the function was used up .* Run the deployment again/,
      ) as string,
    });
    expect(signal?.reason).toMatchObject({ name: "DeadlineError" });
  });

  it("cancels what still runs once the request is answered", async () => {
    let signal: AbortSignal | undefined;
    const onCreate: ResourceLifecycle["onCreate"] = (_event, invocation) => {
      signal = invocation.signal;
      return succeed();
    };

    await invoke(createEvent(), { onCreate });

    expect(signal?.aborted).toBe(true);
  });

  it("answers an unknown resource type, naming the known ones", async () => {
    const { answer } = await invoke(createEvent({ ResourceType: "Custom::UserPol" }), {});

    expect(answer).toMatchObject({
      Status: "FAILED",
      Reason:
        "The resource type must be one of Custom::UserPool, got `Custom::UserPol`. Correct `Type` in the template.",
    });
  });

  it.each(["constructor", "__proto__", "toString", ""])(
    "takes `%s`, which every object has, for an unknown resource type",
    async (ResourceType) => {
      const { answer } = await invoke(createEvent({ ResourceType }), {});

      expect(answer).toMatchObject({ Status: "FAILED" });
      expect(answer?.["Reason"]).toContain(`got \`${ResourceType}\``);
    },
  );

  it("fails a request of an unknown type rather than calling it done", async () => {
    const event = { ...createEvent(), RequestType: "Import" as "Create" };

    const { answer, error } = await invoke(event, {});

    expect(error).toBeUndefined();
    expect(answer).toMatchObject({
      Status: "FAILED",
      Reason: "The request type must be Create, Update or Delete, got `Import`.",
      PhysicalResourceId: `not-created-${event.RequestId}`,
    });
  });

  it.each([{ PhysicalResourceId: "" }, { PhysicalResourceId: null }, { PhysicalResourceId: undefined }])(
    "never answers without a physical id: $PhysicalResourceId",
    async (given) => {
      const event = { ...createEvent(), ...given } as ReturnType<typeof createEvent>;

      const { answer } = await invoke(event, refusing);

      expect(answer).toMatchObject({ PhysicalResourceId: `not-created-${event.RequestId}` });
    },
  );

  it("fails, so that Lambda tries again, when nobody takes the answer", async () => {
    const { answer, error, log } = await invoke(createEvent(), {}, { steps: [{ status: 403 }] });

    expect(answer).toBeUndefined();
    expect(error).toEqual(new DeliveryError("CloudFormation did not take the answer: HTTP status 403."));
    expect(JSON.stringify(log.lines)).not.toContain("url-canary");
  });

  it("runs the same event again with the same answer", async () => {
    const event = createEvent();
    const first = await invoke(event, {}, { steps: [{ status: 403 }] });
    const [refused] = server.requests;
    await server.close();

    const second = await invoke(event, {});

    expect(first.error).toBeInstanceOf(DeliveryError);
    expect(second.error).toBeUndefined();
    expect(server.requests[0]?.body).toEqual(refused?.body);
  });
});
