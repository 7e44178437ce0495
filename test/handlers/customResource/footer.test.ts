import { makeHandler } from "../../../handlers/customResource/handler";
import { createEvent, fakeContext, recordingLog } from "../../support/events";
import { FakeClock } from "../../support/fakeClock";
import { startResponseServer } from "../../support/responseServer";

it.each(["no", "x".repeat(9_000)])(
  "A FAILED Reason names the log group, also when it is cut",
  async (message) => {
    const server = await startResponseServer();
    const clock = new FakeClock();
    const lifecycle = {
      onCreate: () => Promise.reject(new Error(message)),
      onUpdate: jest.fn(),
      onDelete: jest.fn(),
    };
    const handler = makeHandler(
      { clock, log: recordingLog(), random: () => 0 },
      { "Custom::UserPool": lifecycle },
    );
    const context = { ...fakeContext(clock), logGroupName: "/aws/lambda/pools" };

    await handler(createEvent({ ResponseURL: server.url }), context);
    await server.close();

    const [answer] = server.accepted;
    expect(answer?.["Reason"]).toMatch(/ \(log group \/aws\/lambda\/pools\)$/);
    expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThanOrEqual(4_096);
  },
);
