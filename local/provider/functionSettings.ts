import type { CreateFunctionRequest } from "@aws-sdk/client-lambda";
import type { Inputs, PropertyRule, Props, ProviderContext } from "./resourceType";
import { sdkNames } from "./sdkNames";
import { map, needed, number, regionRule, text, textMap, texts } from "./values";

/** The properties of `aws.lambda.Function` that a function of a zip can have. */
export function functionProperties(
  context: ProviderContext,
  codeDiffers: (olds: Props, archive: unknown) => Promise<boolean>,
): Record<string, PropertyRule> {
  return {
    name: { kind: "string", replaces: true },
    architectures: { kind: "list", computed: true, default: ["x86_64"] },
    code: { kind: "archive", required: true, differs: codeDiffers },
    deadLetterConfig: { kind: "map" },
    description: { kind: "string" },
    environment: { kind: "map" },
    ephemeralStorage: { kind: "map", computed: true },
    handler: { kind: "string", required: true },
    kmsKeyArn: { kind: "string" },
    layers: { kind: "list" },
    loggingConfig: { kind: "map", computed: true },
    memorySize: { kind: "number", default: 128 },
    packageType: { kind: "string", default: "Zip", replaces: true, refuse: onlyZip },
    publish: { kind: "boolean", default: false, refuse: onlyUnpublished },
    region: regionRule(context),
    reservedConcurrentExecutions: { kind: "number", default: -1 },
    role: { kind: "string", required: true },
    runtime: { kind: "string", required: true },
    skipDestroy: { kind: "boolean", default: false },
    tags: { kind: "map" },
    timeout: { kind: "number", default: 3 },
    tracingConfig: { kind: "map", computed: true },
    vpcConfig: { kind: "map" },
  };
}

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
    Architectures: architectures(inputs),
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

function runtime(inputs: Inputs): CreateFunctionRequest["Runtime"] {
  return sdkNames<{ Runtime: CreateFunctionRequest["Runtime"] }>({ runtime: needed(inputs, "runtime") })
    .Runtime;
}
