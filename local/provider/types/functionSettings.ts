import { type CreateFunctionRequest, Runtime } from "@aws-sdk/client-lambda";
import { text } from "../../../commands/support/records";
import { all, anything, arn, between, block, each, length, logGroupName, matches, oneOf } from "../refusals";
import type { Inputs, PropertyRule, Props, ProviderContext } from "../resourceType";
import { sdkNames } from "../sdkNames";
import { map, needed, number, regionRule, textMap, texts } from "../values";

/** The properties of `aws.lambda.Function` that a function of a zip can have. */
export function functionProperties(
  context: ProviderContext,
  codeDiffers: (olds: Props, archive: unknown) => Promise<boolean>,
): Record<string, PropertyRule> {
  return {
    name: { kind: "string", replaces: true, refuse: all(length(1, 64), FUNCTION_NAME) },
    architectures: { kind: "list", computed: true, refuse: each(oneOf("x86_64", "arm64"), 1) },
    code: { kind: "archive", required: true, differs: codeDiffers },
    deadLetterConfig: { kind: "map", refuse: block({ targetArn: arn }, "targetArn") },
    description: { kind: "string" },
    environment: { kind: "map", refuse: block({ variables: anything }) },
    ephemeralStorage: { kind: "block", computed: true, refuse: block({ size: between(512, 10_240) }) },
    handler: { kind: "string", required: true, refuse: length(1, 128) },
    kmsKeyArn: { kind: "string", refuse: arn },
    layers: { kind: "list", refuse: each(arn, 5) },
    loggingConfig: { kind: "block", computed: true, refuse: LOGGING },
    memorySize: { kind: "number", default: 128, refuse: between(128, 10_240) },
    packageType: { kind: "string", default: "Zip", replaces: true, refuse: onlyZip },
    publish: { kind: "boolean", default: false, refuse: onlyUnpublished },
    region: regionRule(context),
    reservedConcurrentExecutions: {
      kind: "number",
      default: -1,
      refuse: between(-1, Number.MAX_SAFE_INTEGER),
    },
    role: { kind: "string", required: true, refuse: arn },
    runtime: { kind: "string", required: true, refuse: oneOf(...Object.values(Runtime)) },
    skipDestroy: { kind: "boolean", default: false },
    tags: { kind: "map" },
    timeout: { kind: "number", default: 3, refuse: between(1, 900) },
    tracingConfig: {
      kind: "block",
      computed: true,
      refuse: block({ mode: oneOf("Active", "PassThrough") }, "mode"),
    },
    vpcConfig: { kind: "map" },
  };
}

const FUNCTION_NAME = matches(/^[0-9A-Za-z_-]*$/, "made of letters, digits and _-");

const LEVELS = ["DEBUG", "INFO", "WARN"] as const;

const LOGGING = block(
  {
    applicationLogLevel: oneOf("TRACE", ...LEVELS, "ERROR", "FATAL"),
    logFormat: oneOf("JSON", "Text"),
    logGroup: all(length(1, 512), logGroupName),
    systemLogLevel: oneOf(...LEVELS),
  },
  "logFormat",
);

function onlyZip(value: unknown): string | undefined {
  return value === "Zip"
    ? undefined
    : "Expected `packageType` to be `Zip`: the local provider makes functions of zips only";
}

function onlyUnpublished(value: unknown): string | undefined {
  return value === false
    ? undefined
    : "Expected `publish` to be false: the local provider publishes no versions";
}

/** What CreateFunction and UpdateFunctionConfiguration are sent. A setting that is absent is sent as its default, so that an update clears it. */
export function functionSettings(inputs: Inputs) {
  const environment = textMap(map(inputs, "environment") ?? {}, "variables") ?? {};
  return {
    ...nested(inputs),
    ...(inputs["architectures"] !== undefined && { Architectures: architectures(inputs) }),
    Description: text(inputs, "description") ?? "",
    Environment: { Variables: environment },
    Handler: needed(inputs, "handler"),
    KMSKeyArn: text(inputs, "kmsKeyArn") ?? "",
    Layers: texts(inputs, "layers") ?? [],
    MemorySize: number(inputs, "memorySize"),
    PackageType: "Zip",
    Role: needed(inputs, "role"),
    Runtime: runtime(inputs),
    Timeout: number(inputs, "timeout"),
  } satisfies Partial<CreateFunctionRequest>;
}

type Nested = Pick<
  CreateFunctionRequest,
  "DeadLetterConfig" | "EphemeralStorage" | "LoggingConfig" | "TracingConfig" | "VpcConfig"
>;

/** Blocks whose members have the SDK's names but for the first letter. */
function nested(inputs: Inputs): Nested {
  const names = ["deadLetterConfig", "ephemeralStorage", "loggingConfig", "tracingConfig", "vpcConfig"];
  const given = Object.fromEntries(
    names.filter((name) => inputs[name] !== undefined).map((name) => [name, inputs[name]]),
  );
  return sdkNames<Nested>(given);
}

type Architectures = NonNullable<CreateFunctionRequest["Architectures"]>;

function architectures(inputs: Inputs): Architectures {
  return (texts(inputs, "architectures") ?? []).map((name) => (name === "arm64" ? "arm64" : "x86_64"));
}

function runtime(inputs: Inputs): Runtime | undefined {
  const given = needed(inputs, "runtime");
  return Object.values(Runtime).find((one) => one === given);
}
