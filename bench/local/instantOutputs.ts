const account = "arn:aws:{service}:us-east-1:123456789012";

/** What AWS would make up for a resource, as far as the program reads it. */
export function instantOutputs(type: string, name: string): Record<string, string | Record<string, string>> {
  switch (type) {
    case "aws:cloudwatch/logGroup:LogGroup":
      return { arn: arn("logs", `log-group:/aws/lambda/${name}`) };
    case "aws:iam/role:Role":
      return { name: `${name}-1234567`, arn: `arn:aws:iam::123456789012:role/${name}-1234567` };
    case "aws:lambda/function:Function":
      return { arn: arn("lambda", `function:${name}`) };
    case "aws:cloudformation/stack:Stack":
      return { outputs: poolOutputs };
    default:
      return {};
  }
}

const poolOutputs = {
  UserPoolId: "us-east-1_AbCdEfGhI",
  UserPoolArn: arn("cognito-idp", "userpool/us-east-1_AbCdEfGhI"),
  UserPoolProviderName: "cognito-idp.us-east-1.amazonaws.com/us-east-1_AbCdEfGhI",
  UserPoolProviderUrl: "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_AbCdEfGhI",
};

function arn(service: string, resource: string): string {
  return `${account.replace("{service}", service)}:${resource}`;
}
