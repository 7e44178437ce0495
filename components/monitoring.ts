import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { hiddenTags } from "./engine/hiddenTags";
import { childName, kebabCase } from "./engine/names";
import { functionNameIn } from "./engine/place";
import type { UserPoolHandler } from "./userPoolHandler";

/** How CloudWatch monitors a pool. */
export interface MonitoringArgs {
  /**
   * The ARNs of the actions of an alarm, such as an SNS topic.
   *
   * @default none: the alarms only appear in CloudWatch
   */
  alarmActions?: pulumi.Input<pulumi.Input<string>[]> | undefined;

  /**
   * Whether to create a dashboard with the pool's sign-ups and sign-ins, its functions, and the handler's failures.
   *
   * @default false
   */
  dashboard?: boolean | undefined;
}

export interface MonitoredPool {
  readonly name: string;
  readonly args: MonitoringArgs;
  readonly tags: pulumi.Input<Record<string, pulumi.Input<string>>> | undefined;
  readonly handler: UserPoolHandler;
  readonly stackId: pulumi.Output<string>;
  readonly userPoolId: pulumi.Output<string>;
  /** The ARN of each trigger's function, by the trigger. */
  readonly triggers: Readonly<Record<string, pulumi.Input<string>>>;
  readonly parent: pulumi.Resource;
}

/** Where the handler's failures are counted, one metric for each pool. */
const failuresNamespace = "CustomUserPool";

/**
 * Cognito waits five seconds for a trigger, and tries it three times in all.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
 */
const slowTriggerMs = 4_000;

interface Watched {
  readonly name: string;
  readonly description: string;
  readonly metric: Pick<
    cloudwatch.MetricAlarmArgs,
    "namespace" | "metricName" | "dimensions" | "statistic" | "threshold"
  >;
}

/** Registers the alarms of a pool, and its dashboard if it is asked for. */
export function monitorPool(pool: MonitoredPool): void {
  countFailures(pool);
  const functions = Object.entries(pool.triggers).map(
    ([trigger, arn]) =>
      [trigger, pulumi.output(arn).apply((known) => functionNameIn(known) ?? known)] as const,
  );
  const watched = [...handlerAlarms(pool), ...functions.flatMap(([key, name]) => triggerAlarms(key, name))];
  for (const alarm of watched) makeAlarm(pool, alarm);
  if (pool.args.dashboard === true) makeDashboard(pool, functions);
}

/** A failure is an answer, and no error of the function: only its log tells, by the pool's stack. */
function countFailures({ name, handler, stackId, parent }: MonitoredPool): void {
  void new cloudwatch.LogMetricFilter(
    childName(name, "failures"),
    {
      logGroupName: handler.logGroupName,
      pattern: pulumi.interpolate`{ $.message.status = "FAILED" && $.message.stackId = "${stackId}" }`,
      metricTransformation: { namespace: failuresNamespace, name, value: "1", unit: "Count" },
    },
    { parent },
  );
}

function handlerAlarms({ name, handler }: MonitoredPool): Watched[] {
  return [
    {
      name: "failures",
      description: "The handler answered CloudFormation that a change of the user pool failed.",
      metric: { namespace: failuresNamespace, metricName: name, statistic: "Sum", threshold: 1 },
    },
    {
      name: "handler-errors",
      description: "The handler's function ended without an answer.",
      metric: ofFunction("Errors", handler.functionName),
    },
  ];
}

function triggerAlarms(trigger: string, name: pulumi.Output<string>): Watched[] {
  const key = kebabCase(trigger);
  const slow = { ...ofFunction("Duration", name), statistic: "Maximum", threshold: slowTriggerMs };
  return [
    {
      name: `${key}-errors`,
      description: `The function of the trigger ${trigger} failed: what it was called for was refused.`,
      metric: ofFunction("Errors", name),
    },
    {
      name: `${key}-throttles`,
      description: `The function of the trigger ${trigger} was throttled by Lambda.`,
      metric: ofFunction("Throttles", name),
    },
    {
      name: `${key}-duration`,
      description: `The function of the trigger ${trigger} took more than ${slowTriggerMs} ms; Cognito waits for 5,000.`,
      metric: slow,
    },
  ];
}

function ofFunction(metricName: string, FunctionName: pulumi.Input<string>): Watched["metric"] {
  return {
    namespace: "AWS/Lambda",
    metricName,
    dimensions: { FunctionName },
    statistic: "Sum",
    threshold: 1,
  };
}

function makeAlarm({ name, args, tags, parent }: MonitoredPool, { name: what, ...alarm }: Watched): void {
  void new cloudwatch.MetricAlarm(
    childName(name, what, "alarm"),
    {
      ...alarm.metric,
      alarmDescription: alarm.description,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      evaluationPeriods: 1,
      period: 300,
      // No calls are no trouble.
      treatMissingData: "notBreaching",
      alarmActions: args.alarmActions,
      tags,
    },
    { ...hiddenTags(tags), parent },
  );
}

function makeDashboard(
  { name, handler, userPoolId, parent }: MonitoredPool,
  functions: readonly (readonly [string, pulumi.Output<string>])[],
): void {
  const region = handler.region;
  const graph = (title: string, metrics: unknown[], row: number) => ({
    type: "metric",
    x: 0,
    y: row * 6,
    width: 24,
    height: 6,
    properties: { title, region, metrics, stat: "Sum", period: 300 },
  });
  const calls = functions.map(([trigger, FunctionName], index) =>
    graph(trigger, lambdaMetrics(FunctionName), index + 1),
  );
  const failures = {
    type: "log",
    x: 0,
    y: (calls.length + 1) * 6,
    width: 24,
    height: 6,
    properties: {
      title: "What the handler could not do",
      region,
      query: pulumi.interpolate`SOURCE '${handler.logGroupName}' | filter ispresent(message.error) | fields @timestamp, message.operation, message.error, message.userPoolId | sort @timestamp desc`,
    },
  };
  const widgets = [graph("Sign-ups and sign-ins", cognitoMetrics(userPoolId), 0), ...calls, failures];
  void new cloudwatch.Dashboard(
    childName(name, "dashboard"),
    { dashboardName: childName(name, "user-pool"), dashboardBody: pulumi.jsonStringify({ widgets }) },
    { parent },
  );
}

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/metrics-for-cognito-user-pools.html */
function cognitoMetrics(userPoolId: pulumi.Output<string>): unknown[] {
  const search = (metric: string) =>
    pulumi.interpolate`SEARCH('{AWS/Cognito,UserPool,UserPoolClient} UserPool="${userPoolId}" MetricName="${metric}"', 'Sum')`;
  return ["SignUpSuccesses", "SignInSuccesses", "TokenRefreshSuccesses"].map((metric) => [
    { expression: search(metric), label: metric },
  ]);
}

function lambdaMetrics(functionName: pulumi.Output<string>): unknown[] {
  const metric = (name: string, options: object) => [
    "AWS/Lambda",
    name,
    "FunctionName",
    functionName,
    options,
  ];
  return [
    metric("Invocations", {}),
    metric("Errors", {}),
    metric("Throttles", {}),
    metric("Duration", { stat: "Maximum", yAxis: "right" }),
  ];
}
