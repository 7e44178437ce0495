import { sparePromiseTraces } from "../../components/promiseTraces";

const { prepareStackTrace } = Error;

beforeEach(() => {
  Error.prepareStackTrace = (error, trace) => `mapped ${error.message}, ${trace[0]?.getFunctionName()}`;
});

afterEach(() => {
  Error.prepareStackTrace = prepareStackTrace;
  delete process.env["PULUMI_DEBUG_PROMISE_LEAKS"];
});

/** Named as Pulumi's own. */
function debuggablePromise(): string | undefined {
  return new Error("a promise").stack;
}

function userCode(): string | undefined {
  return new Error("a fault").stack;
}

test("the stack of a promise that Pulumi makes is not mapped, then or later", async () => {
  sparePromiseTraces();

  expect([debuggablePromise(), await Promise.resolve().then(debuggablePromise)]).toEqual(["", ""]);
});

test("the stack of any other error is what it always is", () => {
  sparePromiseTraces();

  expect(userCode()).toBe("mapped a fault, userCode");
});

test("a second pool finds everything in place", () => {
  sparePromiseTraces();
  const { prepareStackTrace: first } = Error;
  sparePromiseTraces();

  expect(Error.prepareStackTrace).toBe(first);
});

test("whoever maps stacks later does so, and is spared the promises too", () => {
  sparePromiseTraces();
  Error.prepareStackTrace = () => "mapped anew";
  sparePromiseTraces();

  expect([debuggablePromise(), userCode()]).toEqual(["", "mapped anew"]);
});

test("whoever looks for leaking promises gets their stacks", () => {
  process.env["PULUMI_DEBUG_PROMISE_LEAKS"] = "true";
  sparePromiseTraces();

  expect(debuggablePromise()).toBe("mapped a promise, debuggablePromise");
});

test("where nothing maps stacks nothing is changed", () => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what plain JavaScript has
  Error.prepareStackTrace = undefined as unknown as NonNullable<typeof Error.prepareStackTrace>;
  sparePromiseTraces();

  expect(Error.prepareStackTrace).toBeUndefined();
});
