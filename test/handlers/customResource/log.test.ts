import { consoleLog } from "../../../handlers/customResource/log";

describe("consoleLog", () => {
  it.each(["info", "warn"] as const)("writes one line of JSON per call of `%s`", (level) => {
    const write = jest.spyOn(console, level).mockReturnValue(undefined);

    consoleLog[level]("Answering.", { status: "FAILED", physicalResourceId: 'a "quoted"\nid' });

    expect(write.mock.calls).toEqual([
      ['{"message":"Answering.","status":"FAILED","physicalResourceId":"a \\"quoted\\"\\nid"}'],
    ]);
  });

  it("writes a message without fields", () => {
    const write = jest.spyOn(console, "info").mockReturnValue(undefined);

    consoleLog.info("Hello.");

    expect(write).toHaveBeenCalledWith('{"message":"Hello."}');
  });
});
