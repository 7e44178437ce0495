import type { Context } from "aws-lambda";
import { handler } from "../../../handlers/userPool/index";
import { AnswerServer } from "../../support/answerServer";
import { StackResource } from "../../support/cloudFormation";
import { CognitoServer } from "../../support/cognitoServer";
import { FakeCognito } from "../../support/fakeCognito";
import { exampleSettings } from "../../support/poolSettings";
import { functionName } from "../../support/world";

const before = process.env;

let server: AnswerServer;
let wire: CognitoServer;
beforeEach(async () => {
  server = await AnswerServer.start();
  wire = await CognitoServer.start(new FakeCognito({ role: functionName }));
  const credentials = { AWS_ACCESS_KEY_ID: "test-key", AWS_SECRET_ACCESS_KEY: "test-secret" };
  process.env = { ...before, ...credentials, AWS_REGION: "eu-west-1", AWS_ENDPOINT_URL: wire.url };
});
afterEach(async () => {
  process.env = before;
  await Promise.all([wire.stop(), server.stop()]);
});

it("The function's entry serves both resources, with the real clock, log and client", async () => {
  const log = jest.spyOn(console, "info").mockReturnValue();
  jest.spyOn(console, "warn").mockReturnValue();
  const context = { functionName, getRemainingTimeInMillis: () => 30_000 } as Context;
  const invoke = async (event: Parameters<typeof handler>[0]) => {
    await handler(event, context);
    return "returned" as const;
  };
  const pool = new StackResource({ invoke, server });
  const triggers = new StackResource({
    invoke,
    server,
    type: "Custom::UserPoolTriggers",
    stackId: pool.stackId,
  });
  const LambdaConfig = { PostConfirmation: "arn:aws:lambda:eu-west-1:123456789012:function:a" };

  const { PhysicalResourceId: UserPoolId } = await pool.create({ Settings: exampleSettings });
  await triggers.create({ UserPoolId, LambdaConfig });
  const other = new StackResource({ invoke, server });
  const refused = await other.deliver(other.updateEvent(UserPoolId, { Settings: exampleSettings }, {}));

  expect(wire.cognito.onlyPool).toMatchObject({ id: UserPoolId, settings: { LambdaConfig } });
  expect(refused.Reason).toContain("belongs to the resource UserPool of the stack demo");
  expect(wire.stacks.asked).toBe(1);
  expect(log).toHaveBeenCalled();
});
