import * as fc from "fast-check";
import { handler } from "../../../handlers/postConfirmation";

const userPoolId = "eu-west-1_AbCdEf123";
const userName = "0f3c6f0e-6c1e-4c29-9c36-1b9ff0a1d2c3";

/** An event as Cognito sends it; the user's attributes and the client's metadata are canaries. */
function postConfirmationEvent(overrides: Record<string, unknown> = {}) {
  return {
    version: "1",
    region: "eu-west-1",
    userPoolId,
    userName,
    callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: "canary-client" },
    triggerSource: "PostConfirmation_ConfirmSignUp",
    request: {
      userAttributes: {
        sub: userName,
        "cognito:user_status": "CONFIRMED",
        email_verified: "true",
        email: "canary@example.com",
        "custom:secret": "canary-attribute",
      },
      clientMetadata: { campaign: "canary-metadata" },
    },
    response: {},
    ...overrides,
  };
}

/** Calls the handler and returns what it wrote, by whichever way. */
async function invoke<Event>(event: Event) {
  const methods = ["log", "info", "warn", "error", "debug"] as const;
  const spies = methods.map((method) => jest.spyOn(console, method).mockReturnValue(undefined));
  const result = await handler(event as never);
  return { result: result as Event, lines: spies.flatMap((spy) => spy.mock.calls.splice(0)) };
}

describe("the post-confirmation trigger", () => {
  it.each(["PostConfirmation_ConfirmSignUp", "PostConfirmation_ConfirmForgotPassword"])(
    "logs the pool and the user in one line for %s",
    async (triggerSource) => {
      const { lines } = await invoke(postConfirmationEvent({ triggerSource }));

      expect(lines).toEqual([
        ["User confirmed: User-Pool eu-west-1_AbCdEf123, UserId: 0f3c6f0e-6c1e-4c29-9c36-1b9ff0a1d2c3"],
      ]);
    },
  );

  it("returns the very event, unchanged", async () => {
    const event = postConfirmationEvent();

    const { result } = await invoke(event);

    expect(result).toBe(event);
    expect(event).toEqual(postConfirmationEvent());
  });

  it("takes an event that nobody may change", async () => {
    const event = Object.freeze(postConfirmationEvent());

    const { result } = await invoke(event);

    expect(result).toBe(event);
  });

  it("logs no attribute, no metadata and no client", async () => {
    const { lines } = await invoke(postConfirmationEvent());

    expect(JSON.stringify(lines)).not.toContain("canary");
  });

  it("takes fields that are new to it", async () => {
    const event = postConfirmationEvent({ tenant: { id: 1 }, request: { userAttributes: null, added: [] } });

    const { result, lines } = await invoke(event);

    expect(result).toBe(event);
    expect(lines).toHaveLength(1);
  });

  it.each([
    { name: "no user name", event: { userPoolId }, line: "User-Pool eu-west-1_AbCdEf123, UserId: undefined" },
    { name: "no pool", event: { userName: "ada" }, line: "User-Pool undefined, UserId: ada" },
    { name: "nothing in it", event: {}, line: "User-Pool undefined, UserId: undefined" },
  ])("takes an event with $name", async ({ event, line }) => {
    const { result, lines } = await invoke(event);

    expect(result).toBe(event);
    expect(lines).toEqual([[`User confirmed: ${line}`]]);
  });

  it.each([
    { event: undefined },
    { event: null },
    { event: "a text" },
    { event: 7 },
    { event: [] },
    { event: Object.create(null) as unknown },
    { event: { userName: { toString: null, valueOf: null } } },
  ])("does not throw on what is no event: $event", async ({ event }) => {
    const { result } = await invoke(event);

    expect(result).toBe(event);
  });

  it("does not throw on anything that JSON can hold, nor on anything else", async () => {
    const field = fc.anything({ withSparseArray: true, withNullPrototype: true, withBigInt: true });
    const events = fc.oneof(fc.anything(), fc.record({ userPoolId: field, userName: field }));

    await fc.assert(
      fc.asyncProperty(events, async (event) => {
        const { result } = await invoke(event);

        expect(Object.is(result, event)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
