import { isRecord } from "../../commands/support/records";

/** Names that are not those of `@pulumi/aws` with a capital first letter. */
const SPELLED_OTHERWISE: Record<string, string> = {
  allowedOauthFlows: "AllowedOAuthFlows",
  allowedOauthFlowsUserPoolClient: "AllowedOAuthFlowsUserPoolClient",
  allowedOauthScopes: "AllowedOAuthScopes",
  callbackUrls: "CallbackURLs",
  defaultRedirectUri: "DefaultRedirectURI",
  logoutUrls: "LogoutURLs",
  notificationArns: "NotificationARNs",
  iamRoleArn: "RoleARN",
  policyBody: "StackPolicyBody",
  policyUrl: "StackPolicyURL",
  templateUrl: "TemplateURL",
};

/**
 * Properties of `@pulumi/aws`, at every depth, under the names of the AWS SDK.
 *
 * @typeParam T what the SDK takes: the caller answers for the values, which AWS checks.
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- it stands for the assertion that every caller would need
export function sdkNames<T extends object>(values: Record<string, unknown>): T {
  // The one place where names and types part: a request is composed by name.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return renamed(values, sdkName) as T;
}

/** The reverse of {@link sdkNames}: an answer of the SDK under the names of `@pulumi/aws`. */
export function pulumiNames(values: object): Record<string, unknown> {
  return renamed({ ...values }, pulumiName);
}

function renamed(values: Record<string, unknown>, rename: (name: string) => string): Record<string, unknown> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    entries.map(([name, value]) => [rename(name), isRecord(value) ? renamed(value, rename) : value]),
  );
}

function sdkName(name: string): string {
  return SPELLED_OTHERWISE[name] ?? name.charAt(0).toUpperCase() + name.slice(1);
}

const SPELLED_BY_PULUMI = new Map(Object.entries(SPELLED_OTHERWISE).map(([pulumi, sdk]) => [sdk, pulumi]));

function pulumiName(name: string): string {
  return SPELLED_BY_PULUMI.get(name) ?? name.charAt(0).toLowerCase() + name.slice(1);
}
