import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { signedCall } from "./signedCall";

/** What CloudFormation says of a stack's or a resource's state; undefined where it cannot be asked. */
export type Status = string | undefined;

/** The part of CloudFormation's API that is asked. What does not exist is as good as `DELETE_COMPLETE`. */
export interface Stacks {
  describeStacks(input: { StackName: string }): Promise<Status>;
  describeStackResource(input: { StackName: string; LogicalResourceId: string }): Promise<Status>;
}

export const goneStatus = "DELETE_COMPLETE";

const service = { name: "cloudformation", variable: "CLOUDFORMATION" };

/**
 * CloudFormation by its Query protocol.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResource.html
 */
export function cloudFormationStacks(client: CognitoIdentityProviderClient, signal: AbortSignal): Stacks {
  const ask = async (action: string, input: Record<string, string>, member: string): Promise<Status> => {
    const body = String(new URLSearchParams({ Action: action, Version: "2010-05-15", ...input }));
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const answer = await signedCall(client, { service, headers, body, signal }).catch(() => undefined);
    // "Stack [id] does not exist", "Resource [id] does not exist for stack [name]"
    const isGone = /<Code>ValidationError<[^]*does not exist/.test(answer?.body ?? "");
    return isGone ? goneStatus : new RegExp(`<${member}>(\\w+)<`).exec(answer?.body ?? "")?.[1];
  };
  return {
    describeStacks: (input) => ask("DescribeStacks", input, "StackStatus"),
    describeStackResource: (input) => ask("DescribeStackResource", input, "ResourceStatus"),
  };
}
