import * as pulumi from "@pulumi/pulumi";
import { type Place, placeOf } from "./place";
import { hasEngine } from "./program";

/** What marks a mocked monitor behind which real resources are made, as the local run has one. */
export const deploysMark = Symbol.for("custom-user-pool:deploys");

/**
 * Whether the program runs in a unit test: Pulumi's mocks then stand for the engine and for AWS, and what they do not
 * answer gets a placeholder.
 *
 * @see https://www.pulumi.com/docs/iac/guides/testing/unit/
 */
export function isUnitTest(): boolean {
  const monitor = pulumi.runtime.getMonitor();
  return monitor !== undefined && !hasEngine() && !(deploysMark in monitor);
}

/** An ARN, or in a unit test whose mocks do not answer it, a placeholder in the place of the test. */
export function answeredArn(
  output: pulumi.Output<string>,
  describe: (place: Place) => string,
): pulumi.Output<string> {
  if (!isUnitTest()) return output;
  return output.apply((arn: unknown) =>
    typeof arn === "string" && isWholeArn(arn) ? arn : describe(unitTestPlace()),
  );
}

/** The outputs of a pool's stack, and for those that the mocks do not answer placeholders that look like them. */
export function answeredOutputs(
  output: pulumi.Output<Record<string, string>>,
  name: string,
): pulumi.Output<Record<string, string>> {
  return isUnitTest() ? output.apply((outputs) => ({ ...poolOutputs(name), ...outputs })) : output;
}

function isWholeArn(arn: string): boolean {
  try {
    placeOf(arn);
    return true;
  } catch {
    return false;
  }
}

/** The documentation's account, in the Region that the test configures. */
function unitTestPlace(): Place {
  const region = new pulumi.Config("aws").get("region") ?? "us-east-1";
  return { partition: "aws", region, account: "123456789012" };
}

function poolOutputs(name: string): Record<string, string> {
  const { region, account } = unitTestPlace();
  const id = `${region}_${name.replace(/[^A-Za-z0-9]/g, "").slice(0, 30) || "pool"}`;
  const provider = `cognito-idp.${region}.amazonaws.com/${id}`;
  return {
    UserPoolId: id,
    UserPoolArn: `arn:aws:cognito-idp:${region}:${account}:userpool/${id}`,
    UserPoolProviderName: provider,
    UserPoolProviderUrl: `https://${provider}`,
  };
}
