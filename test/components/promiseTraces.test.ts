import { withoutPromiseTraces } from "../../components/promiseTraces";

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

test("the stack of a promise that Pulumi makes is not mapped", () => {
  expect(withoutPromiseTraces(debuggablePromise)).toBe("");
});

test("the stack of any other error is what it always is", () => {
  expect(withoutPromiseTraces(userCode)).toBe("mapped a fault, userCode");
});

test("whoever looks for leaking promises gets their stacks", () => {
  process.env["PULUMI_DEBUG_PROMISE_LEAKS"] = "true";

  expect(withoutPromiseTraces(debuggablePromise)).toBe("mapped a promise, debuggablePromise");
});

test("afterwards everything is as it was, also where the work fails", () => {
  const before = Error.prepareStackTrace;
  const failing = () =>
    withoutPromiseTraces(() => {
      throw new TypeError("no");
    });

  expect(failing).toThrow("no");
  expect(Error.prepareStackTrace).toBe(before);
});

test("where nothing maps stacks nothing is changed", () => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what plain JavaScript has
  Error.prepareStackTrace = undefined as unknown as NonNullable<typeof Error.prepareStackTrace>;

  expect(withoutPromiseTraces(() => Error.prepareStackTrace)).toBeUndefined();
});
