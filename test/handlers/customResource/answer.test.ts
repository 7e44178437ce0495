import * as fc from "fast-check";
import { answerBody, maxAnswerBytes, type Outcome } from "../../../handlers/customResource/answer";
import { createEvent, deleteEvent, poolId } from "../../support/events";

const failed = (reason: string): Outcome => ({
  status: "FAILED",
  physicalResourceId: "not-created-1",
  reason,
});
const parse = (body: Buffer) => JSON.parse(body.toString("utf8")) as Record<string, unknown>;

/** Texts whose JSON form is longer than they are, in every way that there is. */
const awkwardText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 6_000 }),
  fc.string({ unit: "grapheme", maxLength: 6_000 }),
  fc
    .tuple(
      fc.constantFrom(
        "a",
        "é",
        "字",
        "👩‍👩‍👧",
        "😀",
        '"',
        "\\",
        "\n",
        "\u0000",
        "\ud83d",
        "\udc00",
        "\u2028",
      ),
      fc.integer({ min: 1, max: 9_000 }),
      fc.string({ unit: "binary", maxLength: 5 }),
    )
    .map(([unit, count, start]) => start + unit.repeat(count)),
);

describe("answerBody", () => {
  it("echoes the request and tells the physical id and the data of a success", () => {
    const event = createEvent();

    const body = answerBody(event, {
      status: "SUCCESS",
      physicalResourceId: poolId,
      data: { UserPoolId: poolId },
    });

    expect(parse(body)).toEqual({
      Status: "SUCCESS",
      PhysicalResourceId: poolId,
      StackId: event.StackId,
      RequestId: event.RequestId,
      LogicalResourceId: event.LogicalResourceId,
      Data: { UserPoolId: poolId },
    });
  });

  it("answers a Delete, which has no data, with an empty object as its data", () => {
    const event = deleteEvent();

    const body = answerBody(event, { status: "SUCCESS", physicalResourceId: poolId });

    expect(parse(body)).toMatchObject({ Status: "SUCCESS", Data: {} });
  });

  it("tells the reason of a failure and no data", () => {
    const event = createEvent();

    const body = answerBody(event, failed("`Settings.PoolName` is required and missing. Set it."));

    expect(parse(body)).toEqual({
      Status: "FAILED",
      PhysicalResourceId: "not-created-1",
      StackId: event.StackId,
      RequestId: event.RequestId,
      LogicalResourceId: event.LogicalResourceId,
      Reason: "`Settings.PoolName` is required and missing. Set it.",
    });
  });

  it("has the same data for the same result, whichever request asked", () => {
    const result: Outcome = {
      status: "SUCCESS",
      physicalResourceId: poolId,
      data: { UserPoolId: poolId, Arn: "arn" },
    };

    const datas = [createEvent(), createEvent({ RequestId: "again" }), deleteEvent()].map(
      (event) => parse(answerBody(event, result))["Data"],
    );

    expect(datas).toEqual([result.data, result.data, result.data]);
  });

  it("never has more than 4,096 bytes, whatever the reason", () => {
    fc.assert(
      fc.property(awkwardText, (reason) => {
        const body = answerBody(createEvent(), failed(reason));

        expect(body.length).toBeLessThanOrEqual(maxAnswerBytes);
        const shown = String(parse(body)["Reason"]);
        expect(shown === reason || reason.startsWith(shown.slice(0, -1))).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it("keeps a reason whole as long as it fits, to the byte", () => {
    const room = maxAnswerBytes - answerBody(createEvent(), failed("")).length;

    const fitting = answerBody(createEvent(), failed("x".repeat(room)));
    const tooLong = answerBody(createEvent(), failed("x".repeat(room + 1)));

    expect(fitting).toHaveLength(maxAnswerBytes);
    expect(parse(fitting)["Reason"]).toBe("x".repeat(room));
    expect(tooLong).toHaveLength(maxAnswerBytes);
    expect(parse(tooLong)["Reason"]).toBe(`${"x".repeat(room - 3)}…`);
  });

  it.each([
    { name: "ASCII", unit: "a", bytes: 1 },
    { name: "two bytes each", unit: "é", bytes: 2 },
    { name: "three bytes each", unit: "字", bytes: 3 },
    { name: "surrogate pairs", unit: "😀", bytes: 4 },
    { name: "quotes, which JSON escapes", unit: '"', bytes: 2 },
    { name: "control characters, which JSON escapes", unit: "\u0000", bytes: 6 },
    { name: "lone surrogates, which JSON escapes", unit: "\ud83d", bytes: 6 },
  ])("cuts a reason of 1 MB between characters: $name", ({ unit, bytes }) => {
    const reason = unit.repeat(1_000_000 / unit.length);

    const body = answerBody(createEvent(), failed(reason));

    const shown = String(parse(body)["Reason"]);
    expect(body.length).toBeLessThanOrEqual(maxAnswerBytes);
    expect(body.length).toBeGreaterThan(maxAnswerBytes - bytes);
    expect(shown).toBe(`${unit.repeat((shown.length - 1) / unit.length)}…`);
  });

  it("makes room for the longest ids that CloudFormation has", () => {
    const event = createEvent({
      StackId: `arn:aws:cloudformation:eu-west-1:123456789012:stack/${"s".repeat(128)}/${"0".repeat(36)}`,
      LogicalResourceId: "L".repeat(255),
      RequestId: "r".repeat(128),
    });

    const body = answerBody(event, { ...failed("字".repeat(5_000)), physicalResourceId: "p".repeat(1_024) });

    expect(body.length).toBeLessThanOrEqual(maxAnswerBytes);
    expect(parse(body)).toMatchObject({ PhysicalResourceId: "p".repeat(1_024), StackId: event.StackId });
  });
});
