import { runInNewContext } from "node:vm";
import {
  DeadlineError,
  DeliveryError,
  describeError,
  errorName,
  UserError,
} from "../../../handlers/customResource/errors";

class InvalidParameterException extends Error {
  override readonly name = "InvalidParameterException";
}
const foreign = runInNewContext('new TypeError("of another realm")') as unknown;
const systemError = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:443"), { code: "ECONNREFUSED" });

describe("describeError", () => {
  it.each([
    {
      name: "a user's fault",
      error: new UserError("`PoolName` is missing."),
      shown: "`PoolName` is missing.",
    },
    { name: "a deadline", error: new DeadlineError("The time is over."), shown: "The time is over." },
    {
      name: "an error of AWS",
      error: new InvalidParameterException("2 validation errors detected"),
      shown: "InvalidParameterException: 2 validation errors detected",
    },
    { name: "an error of another realm", error: foreign, shown: "TypeError: of another realm" },
    {
      name: "an error with a cause",
      error: new Error("outer", { cause: new Error("inner") }),
      shown: "Error: outer",
    },
  ])("shows $name in one sentence", ({ error, shown }) => {
    const text = describeError(error);

    expect(text).toBe(shown);
  });

  it.each([
    { thrown: undefined },
    { thrown: null },
    { thrown: "a text with a canary" },
    { thrown: 42 },
    { thrown: Symbol("canary") },
    { thrown: { message: "canary" } },
    { thrown: Object.create(null) as unknown },
  ])("does not show what is not an error: $thrown", ({ thrown }) => {
    const text = describeError(thrown);

    expect(text).toBe("The handler failed with something that is not an error.");
  });
});

describe("errorName", () => {
  it.each([
    { error: new UserError("x"), expected: "UserError" },
    { error: new DeliveryError("x"), expected: "DeliveryError" },
    { error: new InvalidParameterException("x"), expected: "InvalidParameterException" },
    { error: systemError, expected: "ECONNREFUSED" },
    { error: Object.assign(new Error("x"), { code: 20 }), expected: "Error" },
    { error: foreign, expected: "TypeError" },
    { error: "a text", expected: "Unknown" },
    { error: undefined, expected: "Unknown" },
  ])("is $expected, never the message", ({ error, expected }) => {
    const name = errorName(error);

    expect(name).toBe(expected);
  });
});
