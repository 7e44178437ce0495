import * as pulumi from "@pulumi/pulumi";
import { CustomUserPool, type CustomUserPoolArgs } from "../../components/customUserPool";
import { parsed, record, userPoolId } from "../support/mocks";

jest.mock("../../components/lambda/bundle", () => jest.requireActual<object>("../support/fakeBundle"));

const topic = "arn:aws:sns:eu-west-1:123456789012:alarms";
const existing = "arn:aws:lambda:eu-west-1:123456789012:function:messages";
const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";

function deploy(args: Partial<CustomUserPoolArgs> = {}) {
  const settings = { PoolName: "users" };
  return record(() => new CustomUserPool("users", { settings, ...args }));
}

test("nothing is watched unless the program asks for it", async () => {
  const { registrations } = await deploy({ triggers: { CustomMessage: existing } });

  expect(registrations.map(({ type }) => type).filter((type) => /Alarm|Dashboard|Filter/.test(type))).toEqual(
    [],
  );
});

test("the handler's failures and each trigger's errors, throttles and slow runs have an alarm", async () => {
  const { registrations } = await deploy({
    triggers: { CustomMessage: existing, PreSignUp: pulumi.output(`${existing}-first:3`) },
    monitoring: { alarmActions: [topic] },
  });
  const alarms = registrations.filter(({ type }) => type === alarmType);

  expect(alarms.map(({ name }) => name)).toEqual([
    "users-failures-alarm",
    "users-handler-errors-alarm",
    "users-custom-message-errors-alarm",
    "users-custom-message-throttles-alarm",
    "users-custom-message-duration-alarm",
    "users-pre-sign-up-errors-alarm",
    "users-pre-sign-up-throttles-alarm",
    "users-pre-sign-up-duration-alarm",
  ]);
  for (const { inputs } of alarms) {
    expect(inputs).toMatchObject({ alarmActions: [topic], treatMissingData: "notBreaching", period: 300 });
  }
  expect(alarms.map(({ inputs }) => inputs["dimensions"])).toEqual([
    undefined,
    { FunctionName: "shop-dev-user-pool-handler" },
    ...Array.from({ length: 3 }, () => ({ FunctionName: "messages" })),
    ...Array.from({ length: 3 }, () => ({ FunctionName: "messages-first" })),
  ]);
});

test("an alarm goes off before Cognito gives a trigger up", async () => {
  const { registrations } = await deploy({ triggers: { CustomMessage: existing }, monitoring: {} });
  const duration = registrations.find(({ name }) => name === "users-custom-message-duration-alarm");

  expect(duration?.inputs).toMatchObject({
    metricName: "Duration",
    statistic: "Maximum",
    threshold: 4_000,
    comparisonOperator: "GreaterThanOrEqualToThreshold",
  });
});

test("only this pool's failures are counted, by what the handler logs", async () => {
  const { find } = await deploy({ monitoring: {} });
  const filter = find("aws:cloudwatch/logMetricFilter:LogMetricFilter").inputs;

  expect(filter["pattern"]).toBe('{ $.message.status = "FAILED" && $.message.stackId = "users-stack-id" }');
  expect(filter["metricTransformation"]).toMatchObject({
    namespace: "CustomUserPool",
    name: "users",
    value: "1",
  });
});

test("a dashboard shows the pool, its triggers and what the handler could not do", async () => {
  const { find } = await deploy({ triggers: { CustomMessage: existing }, monitoring: { dashboard: true } });
  const { inputs } = find("aws:cloudwatch/dashboard:Dashboard");
  const { widgets } = parsed(inputs["dashboardBody"]) as { widgets: { properties: object }[] };

  expect(inputs["dashboardName"]).toBe("users-user-pool");
  expect(widgets.map(({ properties }) => properties)).toMatchObject([
    { title: "Sign-ups and sign-ins", region: "eu-west-1" },
    { title: "CustomMessage", region: "eu-west-1" },
    { title: "What the handler could not do" },
  ]);
  expect(JSON.stringify(widgets)).toContain(userPoolId);
});

test("what is wrong with it is told at once", async () => {
  await expect(
    // @ts-expect-error -- as a program in JavaScript may say it
    deploy({ monitoring: { alarmActions: ["alarms"], dashbord: true } }),
  ).rejects.toThrow(
    /`monitoring\.dashbord` is not an argument\. Did you mean `dashboard`\?[^]*`monitoring\.alarmActions\[0\]` must be an ARN, got "alarms"/,
  );
});
