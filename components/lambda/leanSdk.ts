import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Plugin, PluginBuild } from "esbuild";

/** A module of the SDK that the bundle takes something smaller for. */
export interface Cut {
  /** The end of the module's path. */
  module: string;
  /** What stands in for it, given its own text and the folder of this package. */
  replace: (text: string, packageFolder: string) => string;
  why: string;
}

/**
 * What the AWS SDK brings along and the handler never uses, half of its size. Each cut names a module of the SDK's: when
 * a newer SDK moves one, the build says which, and the tests on the built bundle show what a cut breaks.
 */
const cuts: readonly Cut[] = [
  {
    module: "client-cognito-identity-provider/dist-es/runtimeConfig.js",
    replace: (_text, packageFolder) => `
      import { getRuntimeConfig as shared } from "./runtimeConfig.shared";
      import { lambdaDefaults } from ${JSON.stringify(join(packageFolder, "handlers/userPool/aws/lambdaDefaults"))};
      export const getRuntimeConfig = (config) => lambdaDefaults(shared(config), config);`,
    why: "credentials and Region come from Lambda's environment, not from SSO, profiles or instance metadata",
  },
  {
    module: "node-config-provider/fromSharedConfigFiles.js",
    replace: () => `
      import { CredentialsProviderError } from "../property-provider/CredentialsProviderError";
      export const fromSharedConfigFiles = () => async () => { throw new CredentialsProviderError("no such file in Lambda"); };`,
    why: "there are no configuration files in Lambda",
  },
  {
    module: "core/dist-es/submodules/event-streams/index.js",
    replace: () => "export {};",
    why: "no operation of Cognito has an event stream; the SDK loads this module only for one",
  },
  {
    module: "signature-v4/dist-es/HeaderFormatter.js",
    replace: () => "export class HeaderFormatter {}",
    why: "it signs the messages of event streams",
  },
  {
    module: "util-endpoints/lib/aws/partitions.js",
    // Each Region's name beside its description; a Region's partition is found by the partition's pattern as well.
    replace: (text) => text.replaceAll(/"regions": \{(?:[^{}]|\{[^{}]*\})*\}/g, '"regions": {}'),
    why: "the Regions' descriptions are for people",
  },
  {
    module: "submodules/serde/date-utils.js",
    replace: () => `
      export const dateToUtcString = (date) => date.toUTCString();
      export const parseEpochTimestamp = (value) => new Date(Math.round(value * 1000));
      const none = () => { throw new TypeError("not a time of Cognito's"); };
      export { none as parseRfc3339DateTime, none as parseRfc3339DateTimeWithOffset, none as parseRfc7231DateTime };`,
    why: "Cognito's times are seconds since the epoch",
  },
  {
    module: "submodules/protocols/HttpBindingNormalizedSchema.js",
    replace: () =>
      "export class HttpBindingNormalizedSchema {} export const getHttpOperationBindings = () => [];",
    why: "in Cognito's protocol nothing of a request stands in its path, its headers or its host",
  },
  {
    module: "protocols/json/jsonReviver.js",
    replace: () => "export const jsonReviver = (_key, value) => value;",
    why: "Cognito has no number that JavaScript's do not hold",
  },
  {
    module: "node-http-handler/dist-es/write-request-body.js",
    replace: () => "export const writeRequestBody = async (sent, { body }) => void sent.end(body);",
    why: "requests are short texts, and no server is asked whether it wants them",
  },
  {
    module: "middleware-endpoint/service-customizations/s3.js",
    replace: () => `
      export const resolveParamsForS3 = async (given) => given;
      const none = () => false;
      export { none as isArnBucketName, none as isDnsCompatibleBucketName };
      export const DOT_PATTERN = undefined, S3_HOSTNAME_PATTERN = undefined;`,
    why: "Cognito is not S3",
  },
  {
    module: "middleware-logger/loggerMiddleware.js",
    replace: () => `
      export const loggerMiddleware = () => (next) => next;
      export const loggerMiddlewareOptions = {};
      export const getLoggerPlugin = () => ({ applyToStack: () => {} });`,
    why: "the handler logs for itself, and never a request's content",
  },
  {
    module: "middleware-user-agent/check-features.js",
    replace: () => "export const checkFeatures = async () => {};",
    why: "it counts the use of features for AWS",
  },
  {
    module: "client-cognito-identity-provider/dist-es/auth/httpAuthSchemeProvider.js",
    replace: (text) =>
      text.replaceAll(/case "\w+":\s*\{\s*options\.push\(createSmithyApiNoAuth[^}]*\}\s*;/g, ""),
    why: "all operations of the handler are signed; those are for users without credentials",
  },
  {
    module: "checksum/sha256/Sha256Js.js",
    replace: () => "export const Sha256Js = undefined;",
    why: "Node has its own SHA-256",
  },
  {
    module: "core/dist-es/submodules/retry/index.js",
    replace: () => `
      export { RETRY_MODES } from "./util-retry/config";
      export const resolveRetryConfig = (config) => config;
      const place = { name: "retryMiddleware", step: "finalizeRequest", priority: "high", override: true };
      export const getRetryPlugin = () => ({ applyToStack: (stack) => stack.add((next) => next, place) });`,
    why: "the handler repeats calls itself, and knows which of them may be repeated",
  },
  {
    module: "middleware-recursion-detection/recursionDetectionMiddleware.js",
    replace: () => "export const recursionDetectionMiddleware = () => (next) => next;",
    why: "Lambda detects loops through queues and topics; Cognito is neither",
  },
  {
    module: "client-cognito-identity-provider/dist-es/schemas/schemas_0.js",
    // Without its own class an error is the service's base error, with the name that Cognito sent.
    replace: (text) => text.replaceAll(/^n0_registry\.registerError\(.*\);$/gm, ""),
    why: "errors are told by their names, not by their classes",
  },
];

/** The esbuild plugin that makes the cuts. A cut that does not fit the installed SDK is an error of the build. */
export function leanSdk(packageFolder: string, made: readonly Cut[] = cuts): Plugin {
  return { name: "lean-sdk", setup: (build) => makeCuts(build, packageFolder, made) };
}

function makeCuts(build: PluginBuild, packageFolder: string, made: readonly Cut[]): void {
  const open = new Set(made);
  for (const cut of made) {
    const filter = new RegExp(`${cut.module.replaceAll("/", "[/\\\\]").replaceAll(".", "\\.")}$`);
    build.onLoad({ filter }, async ({ path }) => {
      open.delete(cut);
      const text = await readFile(path, "utf8");
      const contents = cut.replace(text, packageFolder);
      if (contents === text) throw new Error(`The cut of ${cut.module} no longer applies.`);
      return { contents, resolveDir: dirname(path) };
    });
  }
  build.onEnd(({ errors }) => {
    return errors.length > 0 ? {} : { errors: [...open].map((cut) => ({ text: missing(cut) })) };
  });
}

function missing({ module, why }: Cut): string {
  return `components/leanSdk.ts is out of date: the SDK has no ${module} any more (${why})`;
}
