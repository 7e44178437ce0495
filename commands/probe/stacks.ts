import { setTimeout as sleep } from "node:timers/promises";
import {
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackResourceCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { CreateFunctionCommand, DeleteFunctionCommand } from "@aws-sdk/client-lambda";
import { zip } from "../support/zip";
import { probeTag } from "./pools";
import { NoAnswer, type ProbeContext } from "./probe";

/**
 * The function behind the custom resources of the probes. It says in `Data` what it has got, and a second value of `Version` makes it
 * answer with a new physical id; when it is to go back to the first, it answers with the id that it is given.
 */
const recorder = `
exports.handler = async (event) => {
  const { RequestType, ResponseURL, StackId, RequestId, LogicalResourceId, ResourceProperties } = event;
  const { Version, Fail, Scalars = {} } = ResourceProperties;
  const first = "first-" + LogicalResourceId;
  const isNew = RequestType === "Update" && String(Version) === "2";
  const PhysicalResourceId = isNew ? "second-" + LogicalResourceId : event.PhysicalResourceId || first;
  const isFailing = RequestType !== "Delete" && String(Fail) === "yes";
  const body = JSON.stringify({
    Status: isFailing ? "FAILED" : "SUCCESS", Reason: "as the probe wants it",
    PhysicalResourceId, StackId, RequestId, LogicalResourceId,
    Data: {
      Kinds: Object.values(Scalars).map((value) => typeof value).join(),
      Dated: String(new URL(ResponseURL).searchParams.has("X-Amz-Date")),
      RequestId,
    },
  });
  await fetch(ResponseURL, { method: "PUT", body, headers: { "content-type": "" } });
};`;

/** A custom resource of a probe's stack, whose function is the recorder. */
interface RecordedResource {
  readonly properties: object;
  readonly attributes?: object;
  readonly dependsOn?: string;
}

/** A stack of a probe's, with a function of its own. */
export interface ProbeStack {
  /** Deploys these resources and waits for the end; returns the stack's status. */
  deploy(resources: Readonly<Record<string, RecordedResource>>): Promise<string>;
  outputs(): Promise<Record<string, string>>;
  physicalId(logicalId: string): Promise<string | undefined>;
}

/** Makes the function; the stack itself is made by its first deployment. All goes when the probe has been asked. */
export async function makeStack(context: ProbeContext): Promise<ProbeStack> {
  const { cloudFormation, name } = context;
  const Tags = tags(name);
  const serviceToken = await makeFunction(context);
  let isMade = false;
  return {
    deploy: async (resources) => {
      const input = { StackName: name, Tags, TemplateBody: template(serviceToken, resources) };
      await cloudFormation.send(isMade ? new UpdateStackCommand(input) : new CreateStackCommand(input));
      if (!isMade)
        context.afterwards(async () => {
          await cloudFormation.send(new DeleteStackCommand({ StackName: name }));
          await settled(context);
        });
      isMade = true;
      return settled(context);
    },
    outputs: async () => {
      const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: name }));
      const outputs = Stacks[0]?.Outputs ?? [];
      return Object.fromEntries(
        outputs.map(({ OutputKey = "", OutputValue = "" }) => [OutputKey, OutputValue]),
      );
    },
    physicalId: async (LogicalResourceId) => {
      const command = new DescribeStackResourceCommand({ StackName: name, LogicalResourceId });
      return (await cloudFormation.send(command)).StackResourceDetail?.PhysicalResourceId;
    },
  };
}

const policy = (statement: object) => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });

const tags = (Value: string) => [{ Key: probeTag, Value }];

function template(ServiceToken: string, resources: Readonly<Record<string, RecordedResource>>): string {
  const Resources: Record<string, object> = {};
  for (const [id, { properties, attributes, dependsOn: DependsOn }] of Object.entries(resources)) {
    const Properties = { ServiceToken, ServiceTimeout: 60, ...properties };
    Resources[id] = { Type: "Custom::Probe", ...attributes, DependsOn, Properties };
  }
  const [first] = Object.keys(resources);
  const Outputs: Record<string, object> = {};
  for (const name of ["Kinds", "Dated", "RequestId"])
    Outputs[name] = { Value: { "Fn::GetAtt": [first, name] } };
  return JSON.stringify({ Resources, Outputs });
}

/** Waits until nothing is in progress. Ten minutes are far more than any of this takes. */
async function settled({ cloudFormation, name }: ProbeContext): Promise<string> {
  for (const deadline = Date.now() + 600_000; Date.now() < deadline; await sleep(1000)) {
    const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: name }));
    const status = Stacks[0]?.StackStatus ?? "GONE";
    if (!status.endsWith("_IN_PROGRESS")) return status;
  }
  throw new NoAnswer("the stack did not settle in ten minutes");
}

async function makeFunction({ iam, lambda, name, afterwards }: ProbeContext): Promise<string> {
  const Principal = { Service: "lambda.amazonaws.com" };
  const trust = policy({ Effect: "Allow", Principal, Action: "sts:AssumeRole" });
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName: name,
      AssumeRolePolicyDocument: trust,
      Tags: tags(name),
    }),
  );
  afterwards(() => iam.send(new DeleteRoleCommand({ RoleName: name })));
  const command = new CreateFunctionCommand({
    FunctionName: name,
    Tags: { [probeTag]: name },
    Role: Role?.Arn,
    Runtime: "nodejs24.x",
    Handler: "index.handler",
    Timeout: 30,
    Code: { ZipFile: zip([{ name: "index.js", data: Buffer.from(recorder) }]) },
  });
  const { FunctionArn = "" } = await onceKnown("InvalidParameterValueException", () => lambda.send(command));
  afterwards(() => lambda.send(new DeleteFunctionCommand({ FunctionName: name })));
  return FunctionArn;
}

/** A role with which Cognito sends SMS, or tries to. */
export async function makeSmsRole(
  { iam, name, afterwards }: ProbeContext,
  ExternalId: string,
): Promise<string> {
  const Principal = { Service: "cognito-idp.amazonaws.com" };
  const Condition = { StringEquals: { "sts:ExternalId": ExternalId } };
  const trust = { Effect: "Allow", Principal, Action: "sts:AssumeRole", Condition };
  const publish = { Effect: "Allow", Action: "sns:Publish", Resource: "*" };
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: policy(trust), Tags: tags(name) }),
  );
  afterwards(() => iam.send(new DeleteRoleCommand({ RoleName: name })));
  const inline = { RoleName: name, PolicyName: "publish" };
  await iam.send(new PutRolePolicyCommand({ ...inline, PolicyDocument: policy(publish) }));
  afterwards(() => iam.send(new DeleteRolePolicyCommand(inline)));
  return Role?.Arn ?? "";
}

/** IAM takes some seconds until other services know a new role. */
export async function onceKnown<Output>(error: string, request: () => Promise<Output>): Promise<Output> {
  for (const deadline = Date.now() + 60_000; ; await sleep(2000)) {
    try {
      return await request();
    } catch (cause) {
      const isUnknown = cause instanceof Error && cause.name.startsWith(error);
      if (!isUnknown || Date.now() > deadline) throw cause;
    }
  }
}
