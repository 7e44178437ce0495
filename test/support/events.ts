import type { Context } from "aws-lambda";
import type { CreateEvent, DeleteEvent, UpdateEvent } from "../../handlers/customResource/handler";
import { type Log, type LogFields } from "../../handlers/customResource/log";

/** A part of the response URL that may appear nowhere. */
export const urlCanary = "X-Amz-Signature-c0ffee";
export const poolId = "eu-west-1_AbCdEf123";

interface Properties {
  ServiceToken?: string;
  [name: string]: unknown;
}

const common = {
  ServiceToken: "arn:aws:lambda:eu-west-1:123456789012:function:handler",
  ResponseURL: `https://cloudformation-custom-resource-response-euwest1.s3.amazonaws.com/key?${urlCanary}`,
  StackId:
    "arn:aws:cloudformation:eu-west-1:123456789012:stack/shop-dev/5e9c8f40-0000-11ef-8c1e-0a1b2c3d4e5f",
  RequestId: "7b8d3a52-4c53-4f0e-9a57-64a1d6e1b0f1",
  LogicalResourceId: "UserPool",
  ResourceType: "Custom::UserPool",
};

function properties(given: Properties): { ServiceToken: string; [name: string]: unknown } {
  return { ServiceToken: common.ServiceToken, ...given };
}

/** A Create as CloudFormation sends it. */
export function createEvent(
  overrides: Partial<Omit<CreateEvent, "ResourceProperties">> & { ResourceProperties?: Properties } = {},
): CreateEvent {
  const { ResourceProperties = { Settings: { PoolName: "shop" } }, ...rest } = overrides;
  return { ...common, RequestType: "Create", ...rest, ResourceProperties: properties(ResourceProperties) };
}

/** An Update of a pool that exists. */
export function updateEvent(
  overrides: Partial<Omit<UpdateEvent, "ResourceProperties" | "OldResourceProperties">> & {
    ResourceProperties?: Properties;
    OldResourceProperties?: Properties;
  } = {},
): UpdateEvent {
  const {
    ResourceProperties = { Settings: { PoolName: "shop" } },
    OldResourceProperties,
    ...rest
  } = overrides;
  return {
    ...common,
    RequestType: "Update",
    PhysicalResourceId: poolId,
    ...rest,
    ResourceProperties: properties(ResourceProperties),
    OldResourceProperties: properties(OldResourceProperties ?? ResourceProperties),
  };
}

/** A Delete of a pool that exists. */
export function deleteEvent(
  overrides: Partial<Omit<DeleteEvent, "ResourceProperties">> & { ResourceProperties?: Properties } = {},
): DeleteEvent {
  const { ResourceProperties = { Settings: { PoolName: "shop" } }, ...rest } = overrides;
  return {
    ...common,
    RequestType: "Delete",
    PhysicalResourceId: poolId,
    ...rest,
    ResourceProperties: properties(ResourceProperties),
  };
}

/** Lambda's context of an invocation that ends `remainingMs` from now. */
export function fakeContext(clock: { now(): number }, remainingMs = 120_000): Context {
  const end = clock.now() + remainingMs;
  const context: Pick<Context, "functionName" | "awsRequestId" | "getRemainingTimeInMillis"> = {
    functionName: "shop-dev-handler",
    awsRequestId: "0d3e1c5e-1111-4a2b-9c1d-2e3f4a5b6c7d",
    getRemainingTimeInMillis: () => end - clock.now(),
  };
  return context as Context;
}

export interface RecordedLine extends LogFields {
  level: "info" | "warn";
  message: string;
}

/** A log that keeps its lines. */
export function recordingLog(): Log & { lines: RecordedLine[] } {
  const lines: RecordedLine[] = [];
  return {
    lines,
    info: (message, fields) => lines.push({ level: "info", message, ...fields }),
    warn: (message, fields) => lines.push({ level: "warn", message, ...fields }),
  };
}

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
