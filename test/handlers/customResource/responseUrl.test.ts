import { makeHandler } from "../../../handlers/customResource/handler";
import { requestTime, requireAnswerUrl } from "../../../handlers/customResource/responseUrl";
import { createEvent, fakeContext, recordingLog } from "../../support/events";
import { FakeClock } from "../../support/fakeClock";
import { startResponseServer } from "../../support/responseServer";

const before = process.env;
beforeEach(() => {
  process.env = { ...before };
  delete process.env["AWS_ENDPOINT_URL"];
});
afterEach(() => {
  process.env = before;
});

describe("An answer goes", () => {
  it.each([
    "https://cloudformation-custom-resource-response-useast1.s3.amazonaws.com/arn%3Aaws?X-Amz-Date=1",
    "https://cloudformation-custom-resource-response-euwest1.s3-eu-west-1.amazonaws.com/key",
    "https://cloudformation-custom-resource-response-apeast2.s3.ap-east-2.amazonaws.com/key",
    "https://cloudformation-custom-resource-response-uswest2.s3.dualstack.us-west-2.amazonaws.com/key",
    "https://cloudformation-custom-resource-response-cnnorth1.s3.cn-north-1.amazonaws.com.cn/key",
    "https://cloudformation-custom-resource-response-x.s3.eusc-de-east-1.amazonaws.eu/key",
    "https://cloudformation-custom-resource-response-x.s3.us-iso-east-1.c2s.ic.gov/key",
    "https://cloudformation-custom-resource-response-x.s3-fips.dualstack.us-gov-east-1.amazonaws.com/key",
    "https://cloudformation-custom-resource-response-x.s3.us-isob-east-1.sc2s.sgov.gov/key",
    "https://cloudformation-custom-resource-response-x.s3.eu-isoe-west-1.cloud.adc-e.uk/key",
    "https://cloudformation-custom-resource-response-x.s3.us-isof-south-1.csp.hci.ic.gov/key",
    "https://s3-us-gov-west-1.amazonaws.com/cloudformation-custom-resource-response-usgovwest1/key",
    "https://s3.us-gov-west-1.amazonaws.com/cloudformation-custom-resource-response-usgovwest1/key",
  ])("to %s", (url) => {
    expect(() => requireAnswerUrl(url)).not.toThrow();
  });

  it.each([
    "http://bucket.s3.amazonaws.com/key",
    "https://bucket.s3.amazonaws.com:8443/key",
    "https://user:word@bucket.s3.amazonaws.com/key",
    "https://bucket.s3.amazonaws.com.example.org/key",
    "https://example.org/s3.amazonaws.com",
    "https://s3amazonaws.com/key",
    "https://ec2-192-0-2-1.compute-1.amazonaws.com/key",
    "https://abc123.execute-api.eu-west-1.amazonaws.com/key",
    "https://s3abc12345.execute-api.eu-west-1.amazonaws.com/key",
    "https://s3-abc-1.eu-west-1.elb.amazonaws.com/key",
    "https://bucket.s3.eu-west-1.elb.amazonaws.com/key",
    "https://bucket.s3-website-eu-west-1.amazonaws.com/key",
    "http://169.254.169.254/latest/meta-data",
    "http://127.0.0.1:9001/2018-06-01/runtime",
    "file:///etc/passwd",
    "not a URL",
    "",
  ])("not to %s", (url) => {
    expect(() => requireAnswerUrl(url)).toThrow("This function answers only CloudFormation");
  });

  it.each(["http://127.0.0.1:4566/answer", "http://localhost:1/answer", "https://aws.test:4566/answer"])(
    "to %s where the function's own environment names a local AWS",
    (url) => {
      process.env["AWS_ENDPOINT_URL"] = "https://aws.test";

      expect(() => requireAnswerUrl(url)).not.toThrow();
      expect(() => requireAnswerUrl("http://example.org/answer")).toThrow("names another host");
      expect(() => requireAnswerUrl("ftp://127.0.0.1/answer")).toThrow("names another host");
    },
  );
});

it("A forged event is neither worked on nor answered, and its URL is not shown", async () => {
  const server = await startResponseServer();
  delete process.env["AWS_ENDPOINT_URL"];
  const clock = new FakeClock();
  const log = recordingLog();
  const onCreate = jest.fn();
  const lifecycle = { onCreate, onUpdate: jest.fn(), onDelete: jest.fn() };
  const handler = makeHandler({ clock, log, random: () => 0 }, { "Custom::UserPool": lifecycle });

  const error: unknown = await handler(
    createEvent({ ResponseURL: `${server.url}?canary` }),
    fakeContext(clock),
  ).catch((thrown: unknown) => thrown);
  await server.close();

  expect(String(error)).toContain("names another host");
  expect(JSON.stringify([String(error), log.lines])).not.toMatch(/canary|127\.0/);
  expect(onCreate).not.toHaveBeenCalled();
  expect(server.requests).toEqual([]);
});

describe("The time of a request", () => {
  it("is the one of its signature", () => {
    expect(requestTime("https://s3.amazonaws.com/key?X-Amz-Date=20261125T142805Z&X-Amz-Expires=7200")).toBe(
      Date.UTC(2026, 10, 25, 14, 28, 5),
    );
  });

  it.each([
    "https://s3.amazonaws.com/key?Expires=1795617000",
    "https://s3.amazonaws.com/?X-Amz-Date=today",
    "no",
  ])("is unknown in %s", (url) => {
    expect(requestTime(url)).toBeUndefined();
  });
});
