import { UserError } from "../../../handlers/customResource/errors";
import { makeHandler } from "../../../handlers/customResource/handler";
import { createEvent, fakeContext, recordingLog } from "../../support/events";
import { FakeClock } from "../../support/fakeClock";

const { ResponseURL, ...withoutUrl } = createEvent();

describe("makeHandler, called by somebody else than CloudFormation,", () => {
  it.each([
    { name: "nothing", event: undefined },
    { name: "null", event: null },
    { name: "a text", event: "canary" },
    { name: "a list", event: ["canary"] },
    { name: "an empty object", event: {} },
    { name: "an event of another service", event: { Records: [{ body: "canary" }] } },
    { name: "a request without the URL", event: { ...withoutUrl, canary: "canary" } },
    { name: "a request whose URL is not a text", event: { ...withoutUrl, ResponseURL: { url: "canary" } } },
  ])("refuses $name, showing and logging nothing of it", async ({ event }) => {
    const clock = new FakeClock();
    const log = recordingLog();
    const handler = makeHandler({ clock, log, random: () => 0 }, {});

    const error: unknown = await handler(event as never, fakeContext(clock)).catch(
      (thrown: unknown) => thrown,
    );

    expect(error).toEqual(
      new UserError(
        "This function answers only the custom resource requests of AWS CloudFormation; got another event.",
      ),
    );
    expect(log.lines).toEqual([]);
    expect(ResponseURL).toBeDefined();
  });
});
