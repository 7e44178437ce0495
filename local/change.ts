import {
  DescribeUserPoolCommand,
  GetUserPoolMfaConfigCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Aws } from "../commands/support/aws";
import { CommandError } from "../commands/support/errors";

/** A change of the configuration that needs every call by which the handler changes a pool. */
export const CHANGED_CONFIG = {
  passwordMinimumLength: "12",
  mfa: "OPTIONAL",
  customAttributes: JSON.stringify(["department"]),
};

/** Refuses a pool that does not have {@link CHANGED_CONFIG}, or that has lost its trigger over it. */
export async function checkChange({ cognito }: Aws, UserPoolId: string): Promise<void> {
  const { UserPool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId }));
  const { MfaConfiguration, SoftwareTokenMfaConfiguration } = await cognito.send(
    new GetUserPoolMfaConfigCommand({ UserPoolId }),
  );
  const attributes = (UserPool?.SchemaAttributes ?? []).map(({ Name }) => Name);
  const facts: [string, unknown, unknown][] = [
    ["the password's minimum length", UserPool?.Policies?.PasswordPolicy?.MinimumLength, 12],
    ["MFA", MfaConfiguration, "OPTIONAL"],
    ["the MFA factor TOTP", SoftwareTokenMfaConfiguration?.Enabled, true],
    ["the attribute custom:department", attributes.includes("custom:department"), true],
    ["the PostConfirmation trigger", UserPool?.LambdaConfig?.PostConfirmation !== undefined, true],
  ];
  const wrong = facts.filter(([, actual, wanted]) => actual !== wanted);
  if (wrong.length === 0) return;
  const words = wrong.map(
    ([what, actual, wanted]) => `${what}: expected ${String(wanted)}, got ${String(actual)}`,
  );
  throw new CommandError(
    `The change did not take effect on the pool \`${UserPoolId}\`. ${words.join("; ")}.`,
  );
}
