/** The oldest Node that Pulumi's SDK and, from January 2027 on, the AWS SDK support. package.json says the same. */
const oldestSupported = 22;

/** By this variable the AWS SDK leaves out its own warning of seven lines (`emitWarningIfUnsupportedVersion` in @aws-sdk/core). */
const sdkSwitch = "AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED";

/**
 * On a Node that is too old the line to show, once: a process that has got it from here, and each one that it starts, gets
 * nothing, neither from here nor from the AWS SDK.
 */
export function oldNodeWarning(version = process.version, env = process.env): string | undefined {
  const isOld = Number(/^v(\d+)/.exec(version)?.[1]) < oldestSupported;
  if (!isOld || env[sdkSwitch] === "true") return undefined;
  env[sdkSwitch] = "true";
  return `Node ${version} is too old: Pulumi supports ${oldestSupported} and later, and from January 2027 on so does the AWS SDK. Update it; for now it still runs.`;
}
