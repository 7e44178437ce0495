import { changesOf, errorsOf, notesOf, parseEvents } from "../../local/engines/pulumiEvents";

const urn = "urn:pulumi:local::p::custom-user-pool:index:CustomUserPool$aws:iam/role:Role::pool-role";

/** A line of `pulumi up --json`. */
function diagnostic(severity: string, message: string, of?: string): string {
  return JSON.stringify({ diagnosticEvent: { severity, message, urn: of } });
}

describe("the events of `pulumi up --json`", () => {
  test("tell how many resources changed how", () => {
    const output =
      '{"preludeEvent":{}}\n{"summaryEvent":{"resourceChanges":{"create":2,"same":1}}}\n{"cancelEvent":{}}\n';

    expect(changesOf(parseEvents(output))).toEqual({ create: 2, same: 1 });
  });

  test("tell of no changes where the engine had nothing to do", () => {
    expect(changesOf(parseEvents('{"summaryEvent":{}}'))).toEqual({});
  });

  test("give each error with its resource, in plain text, and leave out what only concludes", () => {
    const output = [
      diagnostic("info", "hello"),
      diagnostic("error", "\u001b[31mno such role\u001b[0m\n", urn),
      diagnostic("error", "no resource"),
      diagnostic("error", "update failed\n"),
    ].join("\n");

    expect(errorsOf(parseEvents(output))).toEqual([
      "aws:iam/role:Role pool-role: no such role",
      "no resource",
    ]);
  });

  test("give what the program and the provider have said", () => {
    const output = [
      diagnostic("debug", "detail"),
      diagnostic("info", "out\n\n"),
      diagnostic("info", ""),
      diagnostic("info#err", "err\n", urn),
    ].join("\n");

    expect(notesOf(parseEvents(output))).toEqual(["out", "err"]);
  });

  test("are told from other lines", () => {
    expect(parseEvents("error: no stack named 'x' found\n{half a line\n\n")).toEqual([]);
  });
});
