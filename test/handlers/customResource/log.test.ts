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

const format = "AWS_LAMBDA_LOG_FORMAT";

afterEach(() => {
  delete process.env[format];
});

it.each(["info", "warn"] as const)(
  "%s hands Lambda the fields where it writes JSON itself, for a text would stay one",
  (level) => {
    process.env[format] = "JSON";
    const written = jest.spyOn(console, level).mockImplementation();

    consoleLog[level]("Answering.", { status: "FAILED", stackId: "a stack" });

    expect(written.mock.calls).toEqual([[{ message: "Answering.", status: "FAILED", stackId: "a stack" }]]);
  },
);

it.each(["Text", undefined])("where the format is %s, the fields are one line of JSON", (given) => {
  if (given !== undefined) process.env[format] = given;
  const written = jest.spyOn(console, "info").mockImplementation();

  consoleLog.info("Answering.", { status: "SUCCESS" });

  expect(written.mock.calls).toEqual([['{"message":"Answering.","status":"SUCCESS"}']]);
});
